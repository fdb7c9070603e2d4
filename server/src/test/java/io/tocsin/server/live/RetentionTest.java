package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.Journal.SegmentSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of a log is kept. A record is received at as many milliseconds as its number says. */
class RetentionTest {
    private static final List<SegmentSize> LOG = List.of(
            new SegmentSize(1, 100), new SegmentSize(11, 100), new SegmentSize(21, 100), new SegmentSize(31, 100));
    private static final long EVER = Long.MAX_VALUE;

    private static long keepFrom(Retention.Limits limits, long nowMs, Retention.Held held) {
        return Retention.decide(LOG, seq -> seq, limits, nowMs, held).keepFrom();
    }

    private static Retention.Limits size(long bytes) {
        return new Retention.Limits(bytes, EVER);
    }

    private static Retention.Limits age(long ms) {
        return new Retention.Limits(EVER, ms);
    }

    private static Retention.Held held(long forReaders, long always) {
        return new Retention.Held(forReaders, always);
    }

    @Test
    void nothingGoesThatIsNeitherOldNorTooMuch() {
        assertThat(keepFrom(new Retention.Limits(400, 1_000), 40, held(40, 40))).isEqualTo(1);
    }

    @Test
    void theOldestSegmentsGoUntilTheRestIsSmallEnough() {
        assertThat(keepFrom(size(200), 40, held(40, 40))).isEqualTo(21);
        assertThat(keepFrom(size(199), 40, held(40, 40))).isEqualTo(31);
        assertThat(Retention.decide(LOG, seq -> seq, size(250), 40, held(40, 40))
                        .bytes())
                .isEqualTo(200);
    }

    @Test
    void aSegmentGoesOnceTheFirstRecordBehindItIsTooOld() {
        assertThat(keepFrom(age(20), 31, held(40, 40))).isEqualTo(1);
        assertThat(keepFrom(age(20), 32, held(40, 40))).isEqualTo(11);
    }

    @Test
    void theSegmentBeingWrittenStaysWhateverItsSizeAndAge() {
        assertThat(keepFrom(new Retention.Limits(1, 1), 1_000_000, held(40, 40)))
                .isEqualTo(31);
    }

    @Test
    void ageDeletesNothingThatAReaderHasNotHad() {
        assertThat(keepFrom(age(1), 1_000, held(20, 40))).isEqualTo(11);
        assertThat(keepFrom(age(1), 1_000, held(21, 40))).isEqualTo(21);
    }

    @Test
    void sizeDeletesWhatAReaderHasNotHadButNeverWhatAStartNeeds() {
        assertThat(keepFrom(size(100), 40, held(1, 40))).isEqualTo(31);
        assertThat(keepFrom(size(100), 40, held(1, 25))).isEqualTo(21);
        assertThat(keepFrom(size(100), 40, held(1, 1))).isEqualTo(1);
    }
}
