package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts the lines as they come agrees with what looks through all of them for each figure. */
class KpiReferenceTest {
    private static final String DATA = "TOCSIN_TEST_DATA";
    /** On both sides of each bound that a figure has. */
    private static final long[] GAPS_MS = {
        0,
        0,
        1,
        500,
        9_999,
        10_000,
        20_000,
        30_000,
        30_001,
        59_999,
        60_000,
        60_001,
        150_000,
        600_000,
        3_600_000,
        43_200_000
    };

    @Test
    void agreesOnRandomLogs() {
        int seeds = Integer.getInteger("seeds", 10_000);
        for (int seed = 0; seed < seeds; seed++) {
            List<LogLine> log = log(new Random(seed));
            compare("seed=" + seed, log);
        }
    }

    /** Recordings of others are no part of the project: TOCSIN_TEST_DATA names a folder that holds them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "original_1",
                "original_2",
                "original_3",
                "filter_1",
                "filter_2",
                "filter_3",
                "deadband_1",
                "deadband_2",
                "deadband_3"
            })
    void agreesOnTheAlarmLogsOfAPlant(String name) throws IOException {
        String data = System.getProperty(DATA, System.getenv(DATA));
        assumeTrue(data != null, DATA + " names no folder with tep_alarm_log/" + name + ".csv");
        Path file = Path.of(data, "tep_alarm_log", name + ".csv");
        assumeTrue(Files.isReadable(file), "no " + file);
        List<LogLine> log = Files.readAllLines(file).stream()
                .skip(1)
                .map(KpiReferenceTest::line)
                .toList();
        assertThat(log).isNotEmpty();
        Kpis kpis = compare(name, log);
        System.out.println(name + ": " + kpis.load().annunciations() + " in "
                + kpis.span().slots() + " slots, peak "
                + kpis.load().peak() + ", " + kpis.load().floods().size() + " floods, "
                + kpis.chattering().size() + " chattering, " + kpis.standing().size() + " standing");
    }

    private static LogLine line(String row) {
        String[] cells = row.split(",", -1);
        return LogLine.of(
                cells[1] + ":" + cells[2],
                Kind.valueOf(cells[3]),
                Instant.parse(cells[0]).toEpochMilli());
    }

    private static Kpis compare(String name, List<LogLine> log) {
        KpiCounter counter = new KpiCounter();
        log.forEach(counter::line);
        Kpis counted = counter.ofLog();
        assertThat(counted).as(() -> name + "\n" + shown(log)).isEqualTo(KpiReference.ofLog(log));
        if (!log.isEmpty() && counted.span().fromMs() >= 0) {
            long fromMs = counted.span().fromMs() - 1_234_567;
            long toMs = counted.span().endMs() + 90_000_000;
            assertThat(counter.ofSpan(fromMs, toMs))
                    .as(() -> name + " whole span\n" + shown(log))
                    .isEqualTo(KpiReference.ofSpan(log, fromMs, toMs));
        }
        return counted;
    }

    private static String shown(List<LogLine> log) {
        return log.stream().map(LogLine::toString).collect(Collectors.joining("\n"));
    }

    private static List<LogLine> log(Random random) {
        int alarms = 1 + random.nextInt(14);
        int fast = 1 + random.nextInt(GAPS_MS.length);
        long timeMs = 1_704_067_200_000L + random.nextInt(600_000);
        List<LogLine> log = new ArrayList<>();
        for (int left = random.nextInt(60); left > 0; left--) {
            timeMs += GAPS_MS[random.nextInt(fast)];
            String alarm = "T-" + random.nextInt(alarms) + ":H";
            log.add(new LogLine(alarm, kind(random), timeMs, priority(random), audience(random)));
        }
        return log;
    }

    private static Kind kind(Random random) {
        int drawn = random.nextInt(20);
        return drawn < 10 ? Kind.RAISED : drawn < 16 ? Kind.CLEARED : drawn < 19 ? Kind.ACKNOWLEDGED : Kind.OTHER;
    }

    private static @Nullable Priority priority(Random random) {
        List<Priority> all = List.of(Priority.values());
        return random.nextInt(5) == 0 ? null : all.get(random.nextInt(all.size()));
    }

    private static Audience audience(Random random) {
        int drawn = random.nextInt(12);
        return drawn == 0 ? Audience.DRILL : drawn == 1 ? Audience.NOBODY : Audience.PERSON;
    }
}
