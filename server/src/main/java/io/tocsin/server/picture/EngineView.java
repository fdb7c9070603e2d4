package io.tocsin.server.picture;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reply;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.server.past.History;
import io.tocsin.server.series.Series;
import io.tocsin.server.series.SeriesUnavailable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the routes show of one engine, and the one thing they ask of it. Every method may be called by any thread. */
public interface EngineView {
    /** Prometheus' text. */
    String metrics();

    Health health();

    /** As they stood a moment ago, without waiting; null before the engine has a configuration. */
    @Nullable
    Values values();

    /** As they stand now, for a reader who can wait a moment; null before the engine has a configuration. */
    @Nullable
    Values freshValues() throws InterruptedException;

    List<AlarmStatus> alarms();

    /** What lists show of alarms beside their states, by alarm id; those that have nothing are left out. */
    Map<String, Marks> marks();

    /** What people are bothered with now; null before the engine has a configuration. */
    @Nullable
    Load load();

    /** Newest first. */
    List<Rejection> rejections();

    /** Newest first. */
    List<JudgedPassage> passages();

    /** Who is in the park. */
    List<VehicleInside> inside();

    /** Newest first. */
    List<Input.CameraEvent> cameraEvents();

    /** Blocks until the store has answered. */
    Series series(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable;

    /** What happened before. */
    History history();

    /** Completes when what became of it is durable. */
    CompletableFuture<Reply> act(Input.Command command);

    /** Null before the engine has a configuration. */
    @Nullable
    SiteStatus site();

    /** Takes the site's files as they are now; blocks until that is durable. */
    Reload reload(String user) throws InterruptedException;

    Figures figures();

    /** Epoch milliseconds by the engine's own clock. */
    long nowMs();

    /** True where a drill engine is looked at. */
    boolean isDrill();
}
