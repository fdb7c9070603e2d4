package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.Rejection;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalLocked;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.events.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The durable engine without its threads: the test turns the crank, time is a number. */
class LiveEngineTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final String TOPIC = "park/site/e1/g1/telemetry";

    @TempDir
    private Path folder;

    private Path site;
    private Path home;
    private final AtomicLong nowMs = new AtomicLong(T0);

    @BeforeEach
    void writeSite() throws Exception {
        site = Files.createDirectories(folder.resolve("site"));
        home = folder.resolve("data");
        tags("""
                tags:
                  - tag: LT-1
                    metric: LEVEL
                    unit: m
                    deadband: 0.1
                    limits: {H: {value: 10, onDelay: 5s}, HH: 11}
                    stale: {timeout: 60s}
                """);
    }

    @Test
    void acknowledgesAMessageOnlyOnceItIsDurable() throws Exception {
        try (LiveEngine engine = open()) {
            List<String> acknowledged = new ArrayList<>();
            engine.offer(message(T0, 5), () -> acknowledged.add("first"));
            engine.offer(message(T0 + 1, 5), () -> acknowledged.add("second"));
            assertThat(acknowledged).isEmpty();
            long before = engine.durableInputs();
            engine.step();
            assertThat(acknowledged).containsExactly("first", "second");
            assertThat(engine.durableInputs()).isGreaterThanOrEqualTo(before + 2);
        }
    }

    @Test
    void raisesAndClearsThroughTheJournal() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
            send(engine, T0 + 1_000, 5);
            assertThat(ids(engine, LoggedEvent.Kind.EVENT))
                    .containsExactly("site~LT-1:HH~" + T0 + ".1", "site~LT-1:HH~" + T0 + ".2");
            assertThat(events(engine).get(0).value()).asString().contains("\"type\":\"RAISED\"", "\"value\":11.5");
        }
    }

    @Test
    void firesATimerByATickThatIsAnInputLikeAnyOther() throws Exception {
        try (LiveEngine engine = open()) {
            engine.drained();
            send(engine, T0, 10.5);
            nowMs.set(T0 + 5_200);
            engine.step();
            long before = engine.durableInputs();
            engine.step();
            assertThat(engine.durableInputs()).isEqualTo(before + 1);
            assertThat(status(engine, "LT-1:H").raisedTimeMs()).isEqualTo(T0 + 5_000);
        }
    }

    @Test
    void standsWhereItStoodAfterARestartAndTellsNothingTwice() throws Exception {
        List<String> told;
        List<AlarmStatus> standing;
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
            acknowledge(engine, "LT-1:HH", "r1");
            told = ids(engine);
            standing = engine.alarms();
        }
        nowMs.addAndGet(3_600_000);
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(ids(engine)).isEqualTo(told);
            assertThat(engine.alarms()).isEqualTo(standing);
            assertThat(status(engine, "LT-1:HH").acknowledgedBy()).isEqualTo("li.wei");
        }
    }

    @Test
    void anExcessIsAnAlarmOfItsGatewayAndItsCountStandsOverARestart() throws Exception {
        Files.writeString(site.resolve("park.yaml"), "{enterprises: [{id: e1}], gateways: [{id: g1, enterprise: e1}]}");
        try (LiveEngine engine = open()) {
            engine.rateExceeded(new RateExcess("g1", true, 1, 90, TOPIC), () -> {});
            engine.rateExceeded(new RateExcess("g1", true, 41, 900, TOPIC), () -> {});
            engine.rateExceeded(new RateExcess(RateExcess.UNLISTED, true, 5, 9, "park/site/e1/g7/telemetry"), () -> {});
            engine.step();
            assertThat(status(engine, "gateway:g1:RATE_EXCEEDED").state()).isEqualTo(AlarmState.UNACK_ACTIVE);
            assertThat(engine.alarms()).hasSize(1);
            assertThat(engine.rejections().get(1).topic()).isEqualTo(TOPIC);
        }
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(engine.recoveredToMs()).isEqualTo(T0);
            assertThat(engine.figures().counts().dropped("g1")).isEqualTo(42);
            assertThat(engine.figures().counts().rejected(Rejection.Reason.RATE_EXCEEDED))
                    .isEqualTo(47);
            engine.rateExceeded(new RateExcess("g1", false, 0, 0, ""), () -> {});
            engine.step();
            assertThat(status(engine, "gateway:g1:RATE_EXCEEDED").state()).isEqualTo(AlarmState.UNACK_RTN);
        }
    }

    @Test
    void saysHowMuchWaitsAndForHowLong() throws Exception {
        try (LiveEngine engine = open()) {
            assertThat(engine.queuedShare()).isZero();
            assertThat(engine.oldestWaitMs()).isZero();
            engine.offer(message(T0, 5), () -> {});
            nowMs.set(T0 + 700);
            assertThat(engine.queuedShare()).isPositive();
            assertThat(engine.oldestWaitMs()).isEqualTo(700);
            engine.step();
            assertThat(engine.queuedShare()).isZero();
            assertThat(engine.oldestWaitMs()).isZero();
        }
    }

    @Test
    void downtimeIsNotSilence() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 5);
        }
        nowMs.addAndGet(3_600_000);
        try (LiveEngine engine = open()) {
            engine.drained();
            engine.step();
            nowMs.addAndGet(59_000);
            engine.step();
            engine.step();
            assertThat(engine.alarms()).isEmpty();
            nowMs.addAndGet(1_000);
            engine.step();
            engine.step();
            assertThat(status(engine, "LT-1:STALE").state()).isEqualTo(AlarmState.UNACK_ACTIVE);
        }
    }

    @Test
    void bringsForthTheSameBytesFromTheSameJournal() throws Exception {
        List<byte[]> before;
        try (LiveEngine engine = open()) {
            engine.drained();
            send(engine, T0, 10.5);
            nowMs.set(T0 + 6_000);
            engine.step();
            engine.step();
            send(engine, T0 + 7_000, 11.25);
            acknowledge(engine, "LT-1:HH", "r1");
            send(engine, T0 + 9_000, 1.5);
            before = values(engine);
        }
        assertThat(before).hasSizeGreaterThan(8);
        try (Stream<Path> files = Files.list(home.resolve("events"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (LiveEngine engine = open()) {
            List<byte[]> again = values(engine);
            assertThat(again).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(again.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void aGatewayWhoseClockWasSetBackRingsAgainWithinSeconds() throws Exception {
        long back = 3_600_000;
        try (LiveEngine engine = open()) {
            send(engine, T0, 5);
            for (int second = 1; second <= 8; second++) {
                nowMs.set(T0 + second * 1_000L);
                send(engine, nowMs.get() - back, 12);
            }
        }
        // Found out across a restart as well: what is known of a clock follows from the journal.
        try (LiveEngine engine = open()) {
            for (int second = 9; second <= 13; second++) {
                nowMs.set(T0 + second * 1_000L);
                send(engine, nowMs.get() - back, 12);
            }
            assertThat(ids(engine, LoggedEvent.Kind.EVENT)).contains("site~LT-1:HH~" + (T0 + 11_000) + ".1");
        }
    }

    @Test
    void whatWaitedTooLongIsRecordedAsMissed() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0 - 600_000, 12);
            List<LoggedEvent> events = events(engine);
            assertThat(events)
                    .extracting(LoggedEvent::id)
                    .containsExactly("site~LT-1:HH~" + (T0 - 600_000) + "~missed.1");
            assertThat(events.get(0).value()).asString().contains("\"type\":\"MISSED\"", "\"state\":\"NORMAL\"");
            assertThat(engine.alarms()).isEmpty();
        }
    }

    @Test
    void refusesToGoOnWhereTheLogSaysOtherwise() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
        }
        try (Stream<Path> files = Files.list(home.resolve("journal"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThatThrownBy(this::open).isInstanceOf(EventLog.Diverged.class).hasMessageContaining("expected");
    }

    @Test
    void aChangedLimitTakesOverWithTheStateKept() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
        }
        tags("""
                tags:
                  - tag: LT-1
                    metric: LEVEL
                    unit: m
                    limits: {HH: 12, CH: 11.4}
                """);
        nowMs.addAndGet(10_000);
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(status(engine, "LT-1:HH").state()).isEqualTo(AlarmState.UNACK_RTN);
            assertThat(status(engine, "LT-1:CH").state()).isEqualTo(AlarmState.UNACK_ACTIVE);
            assertThat(events(engine).stream()
                            .filter(event -> event.kind() == LoggedEvent.Kind.EVENT)
                            .map(event -> new String(event.value(), StandardCharsets.UTF_8)))
                    .anyMatch(json -> json.contains("\"type\":\"CLEARED\"") && json.contains("\"cause\":\"CONFIG\""));
        }
        try (LiveEngine engine = open()) {
            assertThat(engine.alarms()).hasSize(2);
        }
    }

    @Test
    void keepsARejectionToBeLookedAt() throws Exception {
        try (LiveEngine engine = open()) {
            engine.offer(Arrival.of(TOPIC, "no json".getBytes(StandardCharsets.UTF_8), false, 1 << 20, T0), () -> {});
            engine.offer(Arrival.of(TOPIC, new byte[2 << 20], false, 1 << 20, T0), () -> {});
            engine.step();
            assertThat(engine.rejections())
                    .extracting(Rejection::reason)
                    .containsExactly(Rejection.Reason.OVERSIZE, Rejection.Reason.NOT_JSON);
            assertThat(engine.rejections().get(0).detail()).contains(String.valueOf(2 << 20));
        }
    }

    @Test
    void answersACommandThatItDoesNotUnderstand() throws Exception {
        try (LiveEngine engine = open()) {
            command(engine, "{\"command\":\"dance\",\"requestId\":\"r9\"}");
            assertThat(events(engine)).singleElement().satisfies(reply -> {
                assertThat(reply.kind()).isEqualTo(LoggedEvent.Kind.REPLY);
                assertThat(reply.key()).isEqualTo("r9");
                assertThat(reply.value()).asString().contains("NOT_UNDERSTOOD", "was dance");
            });
        }
    }

    @Test
    void eachRecordSaysInWhichTermAndUnderWhichConfigurationItWasTaken() throws Exception {
        long hash = ConfigHash.of(
                SiteReader.read(site, Map.of()).site().orElseThrow().hash());
        for (int term = 1; term <= 2; term++) {
            try (LiveEngine engine = open()) {
                send(engine, T0 + term, 11.5);
            }
        }
        try (JournalReader inputs = Journal.read(home.resolve("journal"), 1)) {
            List<Integer> terms = new ArrayList<>();
            while (inputs.next()) {
                terms.add(inputs.record().epoch());
                assertThat(inputs.record().configHash()).isEqualTo(hash);
            }
            assertThat(terms).isSorted().contains(1, 2);
        }
        try (JournalReader events = Journal.read(home.resolve("events"), 1)) {
            assertThat(events.next()).isTrue();
            assertThat(events.record().epoch()).isOne();
            assertThat(events.record().configHash()).isEqualTo(hash);
        }
    }

    @Test
    void aChangeWhileItRunsIsOneEventBeforeWhatFollowsFromIt() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
            changeLimit(engine, 12);
            List<String> told = ids(engine, LoggedEvent.Kind.EVENT);
            assertThat(told).hasSize(3);
            assertThat(told.get(1)).isEqualTo("site~system:configuration.1");
            assertThat(told.get(2)).isEqualTo("site~LT-1:HH~" + T0 + ".2");
            LoggedEvent change = events(engine).stream()
                    .filter(event -> event.key().equals("system:configuration"))
                    .findFirst()
                    .orElseThrow();
            assertThat(change.value())
                    .asString()
                    .contains(
                            "\"operator\":\"li.wei\",\"via\":\"console\"",
                            "\"changesTotal\":1,\"changes\":[{\"kind\":\"CHANGED\",\"what\":\"tag\",\"id\":\"LT-1\","
                                    + "\"field\":\"conditions.HH.value\",\"before\":\"11\",\"after\":\"12\"}]");
            assertThat(status(engine, "LT-1:HH").state()).isEqualTo(AlarmState.UNACK_RTN);
        }
    }

    @Test
    void aChangeIsToldOnceHoweverOftenItIsReadAgain() throws Exception {
        List<String> told;
        try (LiveEngine engine = open()) {
            send(engine, T0, 11.5);
            changeLimit(engine, 12);
            changeLimit(engine, 13);
            assertThat(engine.reconfigure(SiteReader.read(site, Map.of()), LI)).isDone();
            engine.step();
            told = ids(engine);
        }
        assertThat(told).contains("site~system:configuration.1", "site~system:configuration.2");
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(ids(engine)).isEqualTo(told);
            assertThat(java.util.Objects.requireNonNull(engine.configuration())
                            .configured()
                            .by())
                    .isEqualTo(LI);
        }
    }

    @Test
    void aSiteThatWasChangedBetweenTwoRunsIsToldWithTheOneWhoStarted() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 5);
        }
        writeLimit(12);
        try (LiveEngine engine = open()) {
            engine.step();
            assertThat(events(engine))
                    .singleElement()
                    .satisfies(event -> assertThat(event.value())
                            .asString()
                            .contains("\"via\":\"start\"", "\"operator\":\"" + System.getProperty("user.name") + "\""));
        }
    }

    @Test
    void recordsBeforeAChangeCarryTheOldConfigurationAndThoseFromItOnTheNew() throws Exception {
        long before;
        long after;
        try (LiveEngine engine = open()) {
            before = hash();
            engine.offer(message(T0, 5), () -> {});
            writeLimit(12);
            after = hash();
            CompletableFuture<Void> durable = engine.reconfigure(SiteReader.read(site, Map.of()), LI);
            engine.offer(message(T0 + 1, 5), () -> {});
            engine.step();
            assertThat(durable).isDone();
        }
        try (LiveEngine engine = open();
                JournalReader inputs = Journal.read(home.resolve("journal"), 1)) {
            engine.step();
            List<Long> hashes = new ArrayList<>();
            boolean changed = false;
            while (inputs.next()) {
                hashes.add(inputs.record().configHash());
                changed |= inputs.record().type() == InputType.CONFIGURED.code() && hashes.size() > 1;
                assertThat(inputs.record().configHash()).isEqualTo(changed ? after : before);
            }
            assertThat(hashes).contains(before, after);
        }
    }

    private static final Input.Principal LI = new Input.Principal("li.wei", "console");

    private long hash() {
        return ConfigHash.of(
                SiteReader.read(site, Map.of()).site().orElseThrow().hash());
    }

    private void changeLimit(LiveEngine engine, int limit) throws Exception {
        writeLimit(limit);
        CompletableFuture<Void> durable = engine.reconfigure(SiteReader.read(site, Map.of()), LI);
        engine.step();
        durable.join();
    }

    private void writeLimit(int limit) throws Exception {
        tags("""
                tags:
                  - tag: LT-1
                    metric: LEVEL
                    unit: m
                    deadband: 0.1
                    limits: {H: {value: 10, onDelay: 5s}, HH: %d}
                    stale: {timeout: 60s}
                """.formatted(limit));
    }

    @Test
    void theFolderBelongsToOneEngine() throws Exception {
        try (LiveEngine engine = open()) {
            assertThat(engine.recoveredInputs()).isZero();
            assertThatThrownBy(this::open).isInstanceOf(JournalLocked.class);
        }
    }

    @Test
    void downtimeBeforeAChangedConfigurationIsNotSilenceEither() throws Exception {
        try (LiveEngine engine = open()) {
            engine.drained();
            send(engine, T0, 5);
        }
        tags("""
                tags:
                  - tag: LT-1
                    metric: LEVEL
                    limits: {HH: 12}
                    stale: {timeout: 60s}
                """);
        nowMs.addAndGet(3_600_000);
        try (LiveEngine engine = open()) {
            assertThat(engine.alarms()).isEmpty();
        }
    }

    @Test
    void timersGoOnAfterAStartWithTheClockSetBack() throws Exception {
        try (LiveEngine engine = open()) {
            send(engine, T0, 5);
        }
        nowMs.addAndGet(-86_400_000);
        try (LiveEngine engine = open()) {
            engine.drained();
            engine.step();
            assertThat(engine.nowMs()).isEqualTo(T0);
            nowMs.addAndGet(60_000);
            engine.step();
            engine.step();
            assertThat(status(engine, "LT-1:STALE").raisedTimeMs()).isEqualTo(T0 + 60_000);
        }
    }

    @Test
    void aCommandThatIsTooLongIsAnsweredAndCut() throws Exception {
        try (LiveEngine engine = open()) {
            command(engine, "{\"requestId\":\"r1\",\"comment\":\"" + "x".repeat(30 << 20) + "\"}");
            assertThat(events(engine))
                    .singleElement()
                    .satisfies(reply -> assertThat(reply.value())
                            .asString()
                            .contains("NOT_UNDERSTOOD", "expected a command of at most 65536 bytes"));
        }
    }

    @Test
    void aStartThatWasCutShortLeavesTheKeptConfigurationWhole() throws Exception {
        open().close();
        Path unfinished = home.resolve("configurations").resolve("unfinished");
        Files.writeString(unfinished, "tags: [");
        try (LiveEngine engine = open()) {
            assertThat(engine.recoveredInputs()).isEqualTo(2);
        }
    }

    @Test
    void saysWhichKeptConfigurationIsGone() throws Exception {
        open().close();
        Path kept = home.resolve("configurations")
                .resolve(SiteReader.read(site, Map.of()).site().orElseThrow().hash());
        Files.delete(kept.resolve("tags.yaml"));
        assertThatThrownBy(this::open).isInstanceOf(NotRecoverable.class).hasMessageContaining(kept.toString());
        assertThatThrownBy(this::open).isInstanceOf(NotRecoverable.class);
    }

    @Test
    void refusesInputsOfANewerProgram() throws Exception {
        open().close();
        try (Journal journal = Journal.open(home.resolve("journal"), Journal.Options.ofShard(0))) {
            journal.append((byte) 99, T0, new byte[0], new byte[0]);
        }
        assertThatThrownBy(this::open).isInstanceOf(NotRecoverable.class).hasMessageContaining("was 99");
    }

    // ---- the crank --------------------------------------------------------------------------------------------------

    private LiveEngine open() throws Exception {
        LiveEngine engine = LiveEngine.open(new LiveEngine.Options(home, false, 1 << 20), nowMs::get, Quiet.LISTENER);
        engine.begin(SiteReader.read(site, Map.of()));
        engine.step();
        return engine;
    }

    private void tags(String yaml) throws Exception {
        Files.writeString(site.resolve("tags.yaml"), yaml);
    }

    private void send(LiveEngine engine, long timeMs, double value) throws Exception {
        nowMs.set(Math.max(nowMs.get(), timeMs));
        engine.offer(message(timeMs, value), () -> {});
        engine.step();
    }

    private Arrival message(long timeMs, double value) {
        String json = "{\"ts\":" + timeMs + ",\"values\":[{\"tag\":\"LT-1\",\"v\":" + value + "}]}";
        return Arrival.of(TOPIC, json.getBytes(StandardCharsets.UTF_8), false, 1 << 20, nowMs.get());
    }

    private void acknowledge(LiveEngine engine, String alarm, String requestId) throws Exception {
        String json = "{\"command\":\"acknowledge\",\"requestId\":\"" + requestId + "\",\"alarmId\":\"" + alarm
                + "\",\"occurrenceId\":\"" + status(engine, alarm).occurrenceId() + "\",\"operator\":\"li.wei\"}";
        command(engine, json);
    }

    private static AlarmStatus status(LiveEngine engine, String alarm) {
        return engine.alarms().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(LiveEngine engine, LoggedEvent.Kind kind) throws Exception {
        return events(engine).stream()
                .filter(event -> event.kind() == kind)
                .map(LoggedEvent::id)
                .toList();
    }

    private static List<String> ids(LiveEngine engine) throws Exception {
        return events(engine).stream().map(LoggedEvent::id).toList();
    }

    private static void command(LiveEngine engine, String json) throws Exception {
        CompletableFuture<Void> durable = engine.command(json.getBytes(StandardCharsets.UTF_8));
        engine.step();
        assertThat(durable).isCompleted();
    }

    private static List<byte[]> values(LiveEngine engine) throws Exception {
        return events(engine).stream().map(LoggedEvent::value).toList();
    }

    private static List<LoggedEvent> events(LiveEngine engine) throws Exception {
        List<LoggedEvent> events = new ArrayList<>();
        try (JournalReader reader = engine.eventsFrom(1)) {
            while (reader.next()) {
                events.add(LoggedEvent.of(reader.record()));
            }
        }
        return events;
    }

    private enum Quiet implements EngineListener {
        LISTENER;

        @Override
        public void forced(int records, long nanos) {}

        @Override
        public void eventsDurable() {}

        @Override
        public void failed() {}
    }
}
