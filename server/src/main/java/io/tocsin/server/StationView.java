package io.tocsin.server;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Reply;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.VehicleInside;
import io.tocsin.server.live.LiveEngine;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A station as the console sees it. */
record StationView(LiveEngine engine, Station station, Supplier<String> scrape, boolean isDrill) implements EngineView {
    @Override
    public String metrics() {
        return scrape.get();
    }

    @Override
    public Health health() {
        return station.health();
    }

    @Override
    public @Nullable Values values() {
        return engine.values();
    }

    @Override
    public @Nullable Values freshValues() throws InterruptedException {
        return engine.freshValues();
    }

    @Override
    public List<AlarmStatus> alarms() {
        return engine.alarms();
    }

    @Override
    public Map<String, Marks> marks() {
        return engine.marks();
    }

    @Override
    public @Nullable Load load() {
        return engine.loadNow();
    }

    @Override
    public List<Rejection> rejections() {
        return engine.rejections();
    }

    @Override
    public List<JudgedPassage> passages() {
        return engine.passages();
    }

    @Override
    public List<VehicleInside> inside() {
        return engine.inside();
    }

    @Override
    public List<Input.CameraEvent> cameraEvents() {
        return engine.cameraEvents();
    }

    @Override
    public Series series(String tag, long fromMs, long toMs, int points) throws SeriesUnavailable {
        return station.series().read(tag, fromMs, toMs, points);
    }

    @Override
    public History history() {
        return station.history();
    }

    @Override
    public CompletableFuture<Reply> act(Input.Command command) {
        return engine.act(command);
    }

    @Override
    public @Nullable SiteStatus site() {
        return station.site();
    }

    @Override
    public Reload reload(String user) throws InterruptedException {
        return station.reload(user);
    }

    @Override
    public Figures figures() {
        return engine.figures();
    }

    @Override
    public long nowMs() {
        return engine.nowMs();
    }
}
