package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A short form of what comes before every measurement. */
class AgreementTest {
    /** Values that meet limits exactly, samples at the very instant at which a delay ends. */
    private static final Workload.Shape EDGES = new Workload.Shape(200, 300, 500, 200, Workload.Shape.WILD, false, 7);

    @Test
    void theCoreSaysWhatAMapOfObjectsSays() throws Exception {
        assertThat(Agreement.firstDifference(List.of(Core::new, PlainObjects::new), EDGES, 3))
                .isEmpty();
    }

    @Test
    void thePeersSayWhatTheCoreSays() throws Exception {
        assertThat(Agreement.firstDifference(
                        List.of(Core::new, FlinkOperator::new, KafkaStreamsProcessor::new), EDGES, 1))
                .isEmpty();
    }

    @Test
    void somethingIsSaidAtAll() {
        Workload work = new Workload(EDGES);
        Contestant core = new Core(work.limits, new Tally(true));
        core.feed(work, 0);
        assertThat(core.tally().sorted())
                .hasSizeGreaterThan(1000)
                .anyMatch(Tally.Said::raised)
                .anyMatch(said -> !said.raised());
    }

    @Test
    void aDifferenceIsFoundAndNamed() {
        Tally one = new Tally(true);
        Tally other = new Tally(true);
        one.add(5, true, 1000);
        one.add(5, false, 2000);
        other.add(5, true, 1000);
        assertThat(Agreement.difference("one", one, "other", other))
                .contains("transition 1: one says tag 1 H CLEARED 2000, other says nothing more");
    }

    @Test
    void theSameSeedMakesTheSameSamples() {
        assertThat(new Workload(EDGES).value).isEqualTo(new Workload(EDGES).value);
        assertThat(new Workload(EDGES).tag).isEqualTo(new Workload(EDGES).tag);
    }

    @Test
    void tagsFallSilentForFiveToFourteenSeconds() {
        Workload work = new Workload(EDGES);
        int[] lastMs = new int[200];
        int longest = 0;
        for (int i = 0; i < work.samples(); i++) {
            longest = Math.max(longest, work.atMs[i] - lastMs[work.tag[i]]);
            lastMs[work.tag[i]] = work.atMs[i];
        }
        assertThat(longest).isBetween(13_000, 15_000);
    }
}
