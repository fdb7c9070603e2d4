package io.tocsin.server.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.live.SteppedEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of alarms of a live engine, as the history tells it; its thread runs. */
class AlarmHistoryTest {
    private static final long DAY_MS = 86_400_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private AlarmHistory history(FollowedLog log, long nowMs) {
        AlarmHistory history = new AlarmHistory(
                new AlarmHistory.Options(folder.resolve("history"), 400 * DAY_MS),
                log,
                () -> nowMs,
                System::currentTimeMillis);
        history.start();
        return history;
    }

    private static void awaitCaughtUp(AlarmHistory history) {
        await().atMost(SOON)
                .until(() -> history.isConnected() && history.status().lag() == 0);
    }

    /** Acts on a real engine, then says what the history knows of it, newest first. */
    private List<PastOccurrence> after(Act act) throws Exception {
        try (SteppedEngine engine = new SteppedEngine(folder)) {
            act.on(engine);
            try (AlarmHistory history = history(engine, SteppedEngine.T0)) {
                awaitCaughtUp(history);
                return search(history, Map.of(), "");
            }
        }
    }

    private interface Act {
        void on(SteppedEngine engine) throws Exception;
    }

    private static List<PastOccurrence> search(AlarmHistory history, Map<Filter, String> filters, String text)
            throws HistoryUnavailable {
        return history.search(new Search(0, Long.MAX_VALUE, filters, text, null, 100))
                .occurrences();
    }

    @Test
    void anOccurrenceHasWhatItWasRaisedWithAndWhoDidWhat() throws Exception {
        List<PastOccurrence> found = after(engine -> {
            engine.sample(10.5);
            engine.command("acknowledge", "LT-1:H", "seen");
            engine.sample(5);
        });
        assertThat(found).singleElement().satisfies(past -> {
            assertThat(past.id()).isEqualTo("it~LT-1:H~" + (SteppedEngine.T0 + 1_000));
            assertThat(past.alarm()).isEqualTo("LT-1:H");
            assertThat(past.tag()).isEqualTo("LT-1");
            assertThat(past.enterprise()).isEqualTo("E1");
            assertThat(past.value()).isEqualTo(10.5);
            assertThat(past.limit()).isEqualTo(10);
            assertThat(past.state()).isEqualTo("NORMAL");
            assertThat(past.raisedMs()).isEqualTo(SteppedEngine.T0 + 1_000);
            assertThat(past.acknowledgedMs()).isEqualTo(SteppedEngine.T0 + 2_000);
            assertThat(past.acknowledgedBy()).isEqualTo("li.wei");
            assertThat(past.clearedMs()).isEqualTo(SteppedEngine.T0 + 3_000);
            assertThat(past.transitions()).isEqualTo(3);
            assertThat(past.missed()).isFalse();
            assertThat(past.messageZh()).isEqualTo("LT-1 高报");
        });
    }

    @Test
    void whatWasSupersededIsOverAndHasItsOwnAcknowledgement() throws Exception {
        List<PastOccurrence> found = after(engine -> {
            engine.sample(10.5);
            engine.sample(5);
            engine.sample(10.6);
            engine.command("acknowledge", "LT-1:H", "both");
        });
        assertThat(found).extracting(PastOccurrence::state).containsExactly("ACK_ACTIVE", "NORMAL");
        assertThat(found).extracting(PastOccurrence::acknowledgedBy).containsExactly("li.wei", "li.wei");
        assertThat(found).extracting(PastOccurrence::value).containsExactly(10.6, 10.5);
    }

    @Test
    void aLatchedOccurrenceEndsByResetOrByTheNextRaise() throws Exception {
        Consumer<List<PastOccurrence>> twoThatWereHighHigh = found -> assertThat(found)
                .filteredOn(past -> past.alarm().equals("LT-1:HH"))
                .extracting(PastOccurrence::state, PastOccurrence::resetBy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("NORMAL", "li.wei"),
                        org.assertj.core.groups.Tuple.tuple("NORMAL", null));
        twoThatWereHighHigh.accept(after(engine -> {
            engine.sample(11.5);
            engine.sample(5);
            engine.command("acknowledge", "LT-1:HH", "seen");
            engine.sample(11.5);
            engine.command("acknowledge", "LT-1:HH", "again");
            engine.sample(5);
            engine.command("reset", "LT-1:HH", "dry");
        }));
    }

    @Test
    void whatCameTooLateIsMissed() throws Exception {
        assertThat(after(engine -> engine.late(10.5)))
                .singleElement()
                .satisfies(past -> assertThat(past.missed()).isTrue())
                .satisfies(past -> assertThat(past.state()).isEqualTo("NORMAL"));
    }

    @Test
    void nothingStandsOfAnAlarmThatLeftTheConfiguration() throws Exception {
        List<PastOccurrence> found = after(engine -> {
            engine.sample(10.5);
            engine.sample(5);
            engine.sample(10.5);
            engine.leaveConfiguration();
        });
        assertThat(found).hasSize(2).extracting(PastOccurrence::state).containsOnly("NORMAL");
        assertThat(found.get(0).clearedMs()).isPositive();
    }

    @Test
    void oneOccurrenceComesWithItsEventsAndWhatWasRefused() throws Exception {
        try (SteppedEngine engine = new SteppedEngine(folder)) {
            engine.sample(10.5);
            engine.command("reset", "LT-1:H", "too early");
            engine.command("acknowledge", "LT-1:H", "seen");
            String id = engine.status("LT-1:H").occurrenceId();
            try (AlarmHistory history = history(engine, SteppedEngine.T0)) {
                awaitCaughtUp(history);
                Optional<History.Whole> whole = history.occurrence(id);
                assertThat(whole).hasValueSatisfying(found -> {
                    assertThat(texts(found.events()))
                            .satisfiesExactly(
                                    raised -> assertThat(raised).contains("\"type\":\"RAISED\""),
                                    acknowledged -> assertThat(acknowledged).contains("\"comment\":\"seen\""));
                    assertThat(texts(found.replies()))
                            .satisfiesExactly(
                                    refused -> assertThat(refused).contains("\"accepted\":false"),
                                    accepted -> assertThat(accepted).contains("\"accepted\":true"));
                });
                assertThat(history.occurrence(id + "'--")).isEmpty();
            }
        }
    }

    private static List<String> texts(List<byte[]> json) {
        return json.stream()
                .map(each -> new String(each, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void aFileThatIsDeletedUnderItComesBackAndWhatFollowsToo() throws Exception {
        try (SteppedEngine engine = new SteppedEngine(folder);
                AlarmHistory history = history(engine, SteppedEngine.T0)) {
            engine.sample(10.5);
            awaitCaughtUp(history);
            Files.delete(folder.resolve("history/alarms.db"));
            await().atMost(SOON).until(() -> Files.exists(folder.resolve("history/alarms.db")));
            awaitCaughtUp(history);
            assertThat(search(history, Map.of(), "")).hasSize(1);
            engine.sample(5);
            engine.sample(10.5);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(search(history, Map.of(), "")).hasSize(2));
        }
    }

    @Test
    void aFileThatIsDamagedUnderItIsBuiltAnew() throws Exception {
        try (SampleLog log = new SampleLog(folder.resolve("events"))) {
            log.occurrences(0, 500);
            history(log, SampleLog.T0).close();
            try (AlarmHistory first = history(log, SampleLog.T0)) {
                awaitCaughtUp(first);
            }
            Path file = folder.resolve("history/alarms.db");
            byte[] bytes = Files.readAllBytes(file);
            java.util.Arrays.fill(bytes, 3 * 4096, bytes.length, (byte) 0x55);
            Files.write(file, bytes);
            try (AlarmHistory history = history(log, SampleLog.T0)) {
                await().atMost(SOON).ignoreException(HistoryUnavailable.class).untilAsserted(() -> {
                    assertThat(search(history, Map.of(), "level")).hasSize(100);
                    assertThat(history.status().rebuilds()).isOne();
                });
            }
        }
    }

    @Test
    void whatIsOverIsDeletedWhenItIsOlderThanConfigured() throws Exception {
        try (SampleLog log = new SampleLog(folder.resolve("events"))) {
            log.occurrences(0, 1_000);
            long oldest = SampleLog.T0 + 500 * SampleLog.STEP_MS;
            try (AlarmHistory history = history(log, oldest + 400 * DAY_MS)) {
                awaitCaughtUp(history);
                await().atMost(SOON).untilAsserted(() -> {
                    Map<Filter, String> over = Map.of(Filter.STATE, "NORMAL");
                    Search all = new Search(0, Long.MAX_VALUE, over, "", null, 1_000);
                    assertThat(history.search(all).occurrences())
                            .hasSize(163)
                            .allMatch(past -> past.raisedMs() > oldest - SampleLog.STEP_MS);
                });
                assertThat(search(history, Map.of(Filter.STATE, "UNACK_RTN"), ""))
                        .hasSize(100);
            }
        }
    }
}
