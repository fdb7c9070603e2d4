package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A folder with a site and an engine's home, a clock and a disk that the test sets; the engine comes and goes. */
final class Rig {
    static final long T0 = 1_800_000_000_000L;
    static final String TOPIC = "park/site/e1/g1/telemetry";
    static final String TAGS = """
            tags:
              - tag: LT-1
                metric: LEVEL
                unit: m
                deadband: 0.1
                limits: {H: {value: 10, onDelay: 5s}, HH: {value: 11, latching: true}}
                stale: {timeout: 60s}
            """;

    private final Path site;
    final Path home;
    final AtomicLong nowMs = new AtomicLong(T0);
    /** How far the host's clock stands from the shell's. */
    final AtomicLong wallOffMs = new AtomicLong();

    final FailingDisk disk = new FailingDisk();
    Settings.Retention retention = Settings.defaults().retention();
    long segmentBytes = 1 << 20;

    Rig(Path folder) throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        home = folder.resolve("data");
        tags(TAGS);
    }

    void tags(String yaml) throws Exception {
        Files.writeString(site.resolve("tags.yaml"), yaml);
    }

    LiveEngine recover() throws Exception {
        LiveEngine.Options options =
                new LiveEngine.Options(home, false, new Settings.Journal(segmentBytes, 1_000), retention);
        LiveEngine.Clocks clocks = new LiveEngine.Clocks(nowMs::get, () -> nowMs.get() + wallOffMs.get());
        return LiveEngine.open(options, clocks, Quiet.LISTENER, disk::folder);
    }

    SiteReader.Result configured() {
        return SiteReader.read(site, Map.of());
    }

    /** Without threads: the test turns the crank. */
    LiveEngine open() throws Exception {
        LiveEngine engine = recover();
        engine.begin(configured());
        engine.step();
        return engine;
    }

    void later(long ms) {
        nowMs.addAndGet(ms);
    }

    Arrival message(long timeMs, double value) {
        String json = "{\"ts\":" + timeMs + ",\"values\":[{\"tag\":\"LT-1\",\"v\":" + value + "}]}";
        return Arrival.of(TOPIC, json.getBytes(UTF_8), false, 1 << 20, nowMs.get());
    }

    void send(LiveEngine engine, double value) throws Exception {
        engine.offer(message(nowMs.get(), value), () -> {});
        engine.step();
    }

    /** Lets a second pass, with a turn of the crank behind it. */
    void second(LiveEngine engine) throws Exception {
        later(1_000);
        engine.step();
        engine.step();
    }

    static byte[] acknowledge(LiveEngine engine, String alarm, String requestId) {
        return ("{\"command\":\"acknowledge\",\"requestId\":\"" + requestId + "\",\"alarmId\":\"" + alarm
                        + "\",\"occurrenceId\":\"" + status(engine, alarm).occurrenceId()
                        + "\",\"operator\":\"li.wei\"}")
                .getBytes(UTF_8);
    }

    static AlarmStatus status(LiveEngine engine, String alarm) {
        return engine.alarms().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected " + alarm + " in " + engine.alarms()));
    }

    /** Of all that decides about the future. */
    static String state(LiveEngine engine) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(engine.stateNow()));
    }

    static List<LoggedEvent> events(LiveEngine engine) throws Exception {
        List<LoggedEvent> events = new ArrayList<>();
        try (JournalReader reader = engine.eventsFrom(engine.oldestEvent())) {
            while (reader.next()) {
                events.add(LoggedEvent.of(reader.record()));
            }
        }
        return events;
    }

    static List<String> ids(LiveEngine engine) throws Exception {
        return events(engine).stream()
                .filter(event -> event.kind() == LoggedEvent.Kind.EVENT)
                .map(event -> event.type().replace("io.tocsin.alarm.", "") + " " + event.id())
                .toList();
    }

    enum Quiet implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
