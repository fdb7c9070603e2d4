package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P2: what a gateway is told to be durable. */
class WatermarkTest {
    /** A step is a number of session {@code s}, {@code from:N} a birth that says so, {@code !N} one that no disk took. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "in order                         | 0 1 2            | s:2",
                "a gap holds it                   | 0 1 3 4          | s:1",
                "a gap that is filled             | 0 1 3 4 2        | s:4",
                "two gaps, the second first       | 0 2 4 3          | s:0",
                "repeats say nothing              | 0 1 1 0          | s:1",
                "what begins beyond 0             | 500 501          | s:-1",
                "but for a gateway that says so   | from:500 500 501 | s:501",
                "what was given up is not awaited | 0 1 from:5 5     | s:5",
                "an older word moves nothing back | 0 1 2 from:1     | s:2",
                "on no disk                       | 0 1 !2 3         | s:1",
                "on disk the second time          | 0 1 !2 3 2       | s:3",
                "a birth alone                    | from:0           | s:-1",
            })
    void coversWhatIsOnDisk(String story, String steps, String expected) {
        Recorded heard = Recorded.binhai();
        long stamp = Recorded.NOW;
        for (String step : steps.trim().split(" ", -1)) {
            if (step.startsWith("from:")) {
                heard.hear(Recorded.STATUS, birth("s", stamp++, step.substring(5)), stamp);
            } else {
                heard.kept = !step.startsWith("!");
                heard.hear(telemetry("s", step.replace("!", "")));
            }
            heard.restart();
        }
        assertThat(heard.durable).as(story).isEqualTo(expected);
    }

    @Test
    void beginsAnewWithEachSession() {
        Recorded heard = Recorded.binhai();
        heard.hear(telemetry("a", "0")).hear(telemetry("a", "1")).hear(telemetry("b", "0"));
        assertThat(heard.durable).isEqualTo("b:0");
        heard.hear(Recorded.STATUS, birth("c", Recorded.NOW, "7"), Recorded.NOW);
        assertThat(heard.durable).isEqualTo("c:6");
        assertThat(heard.births).isEqualTo(1);
    }

    @Test
    void isToldToNobodyWhoNamesNoSession() {
        Recorded heard = Recorded.binhai();
        heard.hear("{\"seq\":0,\"values\":[]}");
        assertThat(heard.durable).isEmpty();
    }

    @Test
    void coversWhatWasRefusedAsAWholeForItIsKeptAsItCame() {
        Recorded heard = Recorded.binhai();
        heard.hear(telemetry("s", "0"))
                .hear("{\"session\":\"s\",\"seq\":1,\"values\":7}")
                .hear(telemetry("s", "2"));
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.WRONG_SHAPE);
        assertThat(heard.durable).isEqualTo("s:2");
    }

    @Test
    void isNotMovedByABirthOfAnOlderConnection() {
        Recorded heard = Recorded.binhai();
        heard.hear(Recorded.STATUS, birth("a", Recorded.NOW, "0"), Recorded.NOW)
                .hear(Recorded.STATUS, birth("b", Recorded.NOW + 5, "0"), Recorded.NOW + 5)
                .hear(telemetry("b", "0"))
                .hear(Recorded.STATUS, birth("a", Recorded.NOW, "40"), Recorded.NOW + 6);
        assertThat(heard.durable).isEqualTo("b:0");
    }

    @Test
    void equalsASetOfNumbersWhateverTheirOrder() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Watermark mark = new Watermark();
            TreeSet<Long> heard = new TreeSet<>();
            for (int i = 0; i < 400; i++) {
                long seq = random.nextInt(1 + i / 4);
                assertThat(mark.take(seq)).as("seed %d step %d", seed, i).isEqualTo(heard.add(seq));
                long upTo = mark.upTo();
                assertThat(heard).contains(upTo == -1 ? heard.first() : upTo).doesNotContain(upTo + 1);
                assertThat(heard.headSet(upTo, true)).hasSize((int) upTo + 1);
                mark = Watermark.of(mark.state());
            }
        }
    }

    @Test
    void forgetsTheHighestOfTooManyRangesAndNothingBelow() {
        Watermark mark = new Watermark();
        for (long seq = 2; seq <= 2 * (Watermark.RANGES_MAX + 10); seq += 2) {
            mark.take(seq);
        }
        assertThat(mark.state()).hasSize(1 + 2 * Watermark.RANGES_MAX);
        for (long seq = 1; seq <= 2 * Watermark.RANGES_MAX - 1; seq += 2) {
            mark.take(seq);
        }
        mark.take(0);
        assertThat(mark.upTo()).isEqualTo(2 * Watermark.RANGES_MAX);
    }

    private static String telemetry(String session, String seq) {
        return "{\"session\":\"" + session + "\",\"seq\":" + seq + ",\"values\":[]}";
    }

    private static String birth(String session, long stampMs, String fromSeq) {
        return "{\"online\":true,\"ts\":" + stampMs + ",\"session\":\"" + session + "\",\"fromSeq\":" + fromSeq + "}";
    }
}
