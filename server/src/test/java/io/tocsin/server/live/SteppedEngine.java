package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.past.FollowedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A live engine without its threads for tests of other packages, and its event log as the history follows it. */
public final class SteppedEngine implements FollowedLog, AutoCloseable {
    public static final long T0 = 1_800_000_000_000L;
    private static final String PARK = """
            park: {id: it, name: Test park}
            enterprises: [{id: E1, name: One}]
            gates:
              - {id: G2, name: {zh: 西门, en: West gate}, kind: GENERAL, allows: [CAR]}
            """;
    private static final String TAGS = """
            tags:
              - tag: LT-1
                metric: LEVEL
                unit: m
                enterprise: E1
                deadband: 0.1
                limits: {H: 10, HH: {value: 11, latching: true}}
            """;

    private final Path site;
    private final AtomicLong nowMs = new AtomicLong(T0);
    private final LiveEngine engine;
    private @Nullable JournalReader reader;
    private int requests;

    public SteppedEngine(Path folder) throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("park.yaml"), PARK);
        Files.writeString(site.resolve("tags.yaml"), TAGS);
        engine = LiveEngine.open(
                new LiveEngine.Options(folder.resolve("data"), false, 1 << 20), nowMs::get, Quiet.LISTENER);
        engine.begin(SiteReader.read(site, Map.of()));
        engine.drained();
        engine.step();
    }

    public LiveEngine engine() {
        return engine;
    }

    /** A second later. */
    public void sample(double value) throws Exception {
        long now = nowMs.addAndGet(1_000);
        send("park/it/E1/g1/telemetry", "{\"values\":[{\"tag\":\"LT-1\",\"v\":" + value + ",\"ts\":" + now + "}]}");
    }

    /** A sample that comes ten minutes late. */
    public void late(double value) throws Exception {
        long then = nowMs.addAndGet(1_000) - 600_000;
        send("park/it/E1/g1/telemetry", "{\"values\":[{\"tag\":\"LT-1\",\"v\":" + value + ",\"ts\":" + then + "}]}");
    }

    public void passes(String plate) throws Exception {
        long now = nowMs.addAndGet(1_000);
        send(
                "park/it/gates/G2/passages",
                "{\"plateNumber\":\"" + plate + "\",\"direction\":\"IN\",\"vehicleClass\":\"H14\",\"confidence\":97,"
                        + "\"passTime\":" + now + "}");
    }

    private void send(String topic, String json) throws Exception {
        engine.offer(Arrival.of(topic, json.getBytes(UTF_8), false, 1 << 20, nowMs.get()), () -> {});
        engine.step();
    }

    /** An operator's command on what the alarm's current occurrence is. */
    public void command(String verb, String alarm, String comment) throws Exception {
        nowMs.addAndGet(1_000);
        requests++;
        String json = "{\"command\":\"" + verb + "\",\"requestId\":\"r" + requests + "\",\"alarmId\":\"" + alarm
                + "\",\"occurrenceId\":\"" + status(alarm).occurrenceId() + "\",\"operator\":\"li.wei\",\"comment\":\""
                + comment + "\"}";
        CompletableFuture<Void> durable = engine.command(json.getBytes(UTF_8));
        engine.step();
        durable.join();
    }

    public AlarmStatus status(String alarm) {
        return engine.alarms().stream()
                .filter(each -> each.definition().id().equals(alarm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + alarm + " in " + engine.alarms()));
    }

    /** The alarm that the newest vehicle raised. */
    public String gateAlarm() {
        List<String> alarms = engine.alarms().stream()
                .map(each -> each.definition().id())
                .filter(id -> id.startsWith("rule:"))
                .toList();
        return alarms.get(alarms.size() - 1);
    }

    /** The site goes on without this tag's alarms. */
    public void leaveConfiguration() throws Exception {
        Files.writeString(site.resolve("tags.yaml"), "tags: [{tag: OTHER}]");
        engine.begin(SiteReader.read(site, Map.of()));
        engine.step();
    }

    @Override
    public void seek(long seq) throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = engine.eventsFrom(seq + 1);
    }

    @Override
    public @Nullable Logged next() throws IOException {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("expected a seek");
        }
        return open.next() ? new Logged(open.record().seq(), LoggedEvent.of(open.record())) : null;
    }

    @Override
    public long firstSeq() {
        return engine.oldestEvent();
    }

    @Override
    public long lastSeq() {
        return engine.durableEvents();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
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
