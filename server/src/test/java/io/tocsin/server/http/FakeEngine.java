package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reply;
import io.tocsin.config.SiteDifference;
import io.tocsin.ingest.Counts;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.server.past.History;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Figures;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Load;
import io.tocsin.server.picture.Marks;
import io.tocsin.server.picture.Reload;
import io.tocsin.server.picture.SiteStatus;
import io.tocsin.server.picture.Values;
import io.tocsin.server.series.Series;
import io.tocsin.server.series.SeriesUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An engine whose picture the test paints. */
final class FakeEngine implements EngineView {
    final List<String> reloadedBy = new ArrayList<>();
    Reload reload = new Reload.NoFiles();
    SiteStatus site =
            new SiteStatus("0123456789ab", 1_000, "li.wei", "console", true, false, List.of(), SiteDifference.NONE);
    final List<AlarmStatus> alarms = new CopyOnWriteArrayList<>();
    final Map<String, Marks> marks = new ConcurrentHashMap<>();
    final List<JudgedPassage> passages = new CopyOnWriteArrayList<>();
    final List<Input.Command> commands = new ArrayList<>();
    private final Rejection rejection =
            new Rejection(Rejection.Reason.NOT_JSON, "park/p/c/g/telemetry", "expected JSON, was text", 1);
    volatile @Nullable Values values;
    volatile @Nullable History history;
    volatile @Nullable Load load;
    volatile long nowMs = 1_000;
    volatile CompletableFuture<Reply> reply = new CompletableFuture<>();

    @Override
    public String metrics() {
        throw new IllegalStateException("secret");
    }

    @Override
    public Health health() {
        return new Health(true, List.of(new Health.Part("mqtt", true, "CONNECTED", 0, "")));
    }

    @Override
    public @Nullable Values values() {
        return values;
    }

    @Override
    public @Nullable Values freshValues() {
        return values;
    }

    @Override
    public List<AlarmStatus> alarms() {
        return List.copyOf(alarms);
    }

    @Override
    public Map<String, Marks> marks() {
        return Map.copyOf(marks);
    }

    @Override
    public @Nullable Load load() {
        return load;
    }

    @Override
    public List<Rejection> rejections() {
        return List.of(rejection);
    }

    @Override
    public List<JudgedPassage> passages() {
        return List.copyOf(passages);
    }

    @Override
    public List<VehicleInside> inside() {
        return List.of();
    }

    @Override
    public List<Input.CameraEvent> cameraEvents() {
        return List.of();
    }

    @Override
    public Series series(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable {
        throw new SeriesUnavailable("the store is away", null);
    }

    @Override
    public History history() {
        return Objects.requireNonNull(history, "expected a test that paints a history");
    }

    @Override
    public CompletableFuture<Reply> act(Input.Command command) {
        commands.add(command);
        return reply;
    }

    @Override
    public SiteStatus site() {
        return site;
    }

    @Override
    public Reload reload(String user) {
        reloadedBy.add(user);
        return reload;
    }

    @Override
    public Figures figures() {
        return new Figures(0, 0, Counts.none(), new io.tocsin.alarms.Engine.SampleCounts(0, 0, 0));
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public boolean isDrill() {
        return false;
    }
}
