package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is told event by event agrees, at any moment, with what looks through the whole log by the words of the rules. */
class TallyReferenceTest {
    private static final int SEEDS = 2_000;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<String> POSTS = List.of("", "east", "west");
    private static final long[] GAPS_MS = {
        0, 0, 1, 999, 5_000, 20_000, 30_000, 30_001, 59_999, 60_001, 150_000, 599_999, 600_000, 3_600_000, 40_000_000
    };

    @Test
    void theLiveTallyIsWhatTheWholeLogSays() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<LogLine> log = new ArrayList<>();
            Tally tally = new Tally();
            long timeMs = 1_800_000_000_000L;
            int fast = 1 + random.nextInt(GAPS_MS.length);
            for (int left = random.nextInt(120); left > 0; left--) {
                timeMs += GAPS_MS[random.nextInt(fast)];
                LogLine line = line(random, timeMs);
                log.add(line);
                tally.line(line, timeMs);
                if (random.nextInt(4) == 0 || left == 1) {
                    compare(seed, log, tally, timeMs + GAPS_MS[random.nextInt(fast)]);
                }
            }
        }
    }

    private static LogLine line(Random random, long timeMs) {
        int drawn = random.nextInt(20);
        Kind kind = drawn < 10
                ? Kind.RAISED
                : drawn < 12
                        ? Kind.ANNUNCIATED
                        : drawn < 13
                                ? Kind.GROUPED
                                : drawn < 17 ? Kind.CLEARED : drawn < 19 ? Kind.ACKNOWLEDGED : Kind.OTHER;
        int whom = random.nextInt(15);
        Audience audience = whom == 0 ? Audience.DRILL : whom == 1 ? Audience.NOBODY : Audience.PERSON;
        Priority priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
        String post = POSTS.get(random.nextInt(POSTS.size()));
        return new LogLine("T-" + random.nextInt(6), kind, timeMs, priority, audience, post.isEmpty() ? null : post);
    }

    private static void compare(int seed, List<LogLine> log, Tally tally, long nowMs) {
        String as = "seed=" + seed + " at " + nowMs;
        List<LogLine> live =
                log.stream().filter(line -> line.audience() != Audience.DRILL).toList();
        assertThat(tally.drills())
                .as(as)
                .isEqualTo(log.stream()
                        .filter(line -> line.audience() == Audience.DRILL && line.isAnnunciation())
                        .count());
        for (String post : POSTS) {
            List<LogLine> of = live.stream()
                    .filter(line -> isTold(line) && post.equals(line.position() == null ? "" : line.position()))
                    .toList();
            assertThat(tally.floods().at(post, nowMs)).as(as).isEqualTo(flood(of, nowMs));
            for (Priority priority : Priority.values()) {
                assertThat(tally.annunciations(post, priority))
                        .as(as)
                        .isEqualTo(of.stream()
                                .filter(line -> line.priority() == priority)
                                .count());
            }
        }
        assertThat(tally.chattering(nowMs)).as(as).isEqualTo(chattering(live, nowMs));
        assertThat(tally.longStanding(nowMs)).as(as).isEqualTo(longStanding(live, nowMs));
    }

    private static boolean isTold(LogLine line) {
        return line.isAnnunciation() && line.audience() == Audience.PERSON;
    }

    /** At each moment at which the window changes: how many it holds. */
    private static Floods.Now flood(List<LogLine> told, long nowMs) {
        long[] moments = told.stream()
                .flatMapToLong(line -> LongStream.of(line.timeMs(), line.timeMs() + 600_000))
                .filter(moment -> moment <= nowMs)
                .sorted()
                .distinct()
                .toArray();
        long since = -1;
        for (long moment : moments) {
            long held = held(told, moment);
            since = since < 0 && held > 10 ? moment : held < 5 ? -1 : since;
        }
        return new Floods.Now(held(told, nowMs), since);
    }

    private static long held(List<LogLine> told, long atMs) {
        return told.stream()
                .filter(line -> line.timeMs() > atMs - 600_000 && line.timeMs() <= atMs)
                .count();
    }

    private static List<String> alarms(List<LogLine> log) {
        return new ArrayList<>(new TreeSet<>(log.stream().map(LogLine::alarm).toList()));
    }

    private static List<String> chattering(List<LogLine> log, long nowMs) {
        return alarms(log).stream()
                .filter(alarm -> {
                    List<LogLine> told = log.stream()
                            .filter(line -> isTold(line) && line.alarm().equals(alarm))
                            .toList();
                    for (int i = 2; i < told.size(); i++) {
                        long third = told.get(i).timeMs();
                        if (third - told.get(i - 2).timeMs() <= 60_000 && nowMs - third < 600_000) {
                            return true;
                        }
                    }
                    return false;
                })
                .toList();
    }

    private static List<String> longStanding(List<LogLine> log, long nowMs) {
        return alarms(log).stream()
                .filter(alarm -> {
                    long since = Long.MAX_VALUE;
                    for (LogLine line : log) {
                        boolean his = line.alarm().equals(alarm);
                        if (his && line.kind() == Kind.CLEARED) {
                            since = Long.MAX_VALUE;
                        } else if (his && (isTold(line) || line.kind() == Kind.GROUPED)) {
                            since = Math.min(since, line.timeMs());
                        }
                    }
                    return since != Long.MAX_VALUE && nowMs - since > 86_400_000;
                })
                .toList();
    }
}
