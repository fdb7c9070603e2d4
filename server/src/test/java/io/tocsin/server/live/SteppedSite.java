package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A live engine without its threads, of a site and at a time that a test chooses; for tests of other packages. */
public final class SteppedSite implements AutoCloseable {
    public static final long T0 = 1_800_000_000_000L;
    private static final String TOPIC = "park/it/E1/g1/telemetry";
    private static final String PARK = """
            park: {id: it, name: Test park}
            enterprises: [{id: E1, name: One}]
            """;

    private final Path site;
    private final Path home;
    private final AtomicLong nowMs = new AtomicLong(T0);
    private final LiveEngine engine;
    private int requests;

    public SteppedSite(Path folder, String tags) throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        home = folder.resolve("engine");
        Files.writeString(site.resolve("park.yaml"), PARK);
        Files.writeString(site.resolve("tags.yaml"), tags);
        engine = LiveEngine.open(new LiveEngine.Options(home, false, 1 << 20), nowMs::get, Quiet.LISTENER);
        engine.begin(SiteReader.read(site, Map.of()));
        engine.drained();
        engine.step();
    }

    public Path home() {
        return home;
    }

    public LiveEngine engine() {
        return engine;
    }

    /** Time goes on to so many ms after T0, and whatever is due fires. */
    public void until(long ms) throws Exception {
        nowMs.set(T0 + ms);
        engine.step();
        engine.step();
    }

    /** A sample of LT-1 stamped and received at so many ms after T0. */
    public void sample(long ms, double value) throws Exception {
        sample(ms, ms, Double.toString(value), "GOOD");
    }

    public void sample(long receivedMs, long stampMs, String value, String quality) throws Exception {
        send(
                receivedMs,
                "{\"values\":[{\"tag\":\"LT-1\",\"v\":" + value + ",\"q\":\"" + quality + "\",\"ts\":" + (T0 + stampMs)
                        + "}]}");
    }

    public void send(long receivedMs, String json) throws Exception {
        nowMs.set(Math.max(nowMs.get(), T0 + receivedMs));
        engine.offer(Arrival.of(TOPIC, json.getBytes(UTF_8), false, 1 << 20, nowMs.get()), () -> {});
        engine.step();
    }

    public void configure(long ms, String tags) throws Exception {
        nowMs.set(T0 + ms);
        Files.writeString(site.resolve("tags.yaml"), tags);
        engine.begin(SiteReader.read(site, Map.of()));
        engine.step();
        engine.drained();
        engine.step();
    }

    public void command(long ms, String verb, String alarm, String occurrence) throws Exception {
        nowMs.set(T0 + ms);
        requests++;
        String json = "{\"command\":\"" + verb + "\",\"requestId\":\"r" + requests + "\",\"alarmId\":\"" + alarm
                + "\",\"occurrenceId\":\"" + occurrence + "\",\"operator\":\"li.wei\",\"comment\":\"seen\"}";
        CompletableFuture<Void> durable = engine.command(json.getBytes(UTF_8));
        engine.step();
        durable.join();
    }

    public String occurrence(String alarm) {
        return engine.alarms().stream()
                .filter(each -> each.definition().id().equals(alarm))
                .map(AlarmStatus::occurrenceId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + alarm + " in " + engine.alarms()));
    }

    /** All events of the log, oldest first. */
    public List<LoggedEvent> events() throws Exception {
        List<LoggedEvent> events = new ArrayList<>();
        try (JournalReader reader = engine.eventsFrom(1)) {
            while (reader.next()) {
                LoggedEvent event = LoggedEvent.of(reader.record());
                if (event.kind() == LoggedEvent.Kind.EVENT) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    @Override
    public void close() throws JournalException {
        engine.close();
    }

    private enum Quiet implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {
            throw new AssertionError("expected an engine that works");
        }
    }
}
