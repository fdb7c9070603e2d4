package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Stuck: every good sample within 0.5 of the run's first, for 10 s. */
class FlatTest {
    private static Rig rig() {
        return new Rig(Tags.tag(Tags.flat(10_000, 0.5), Tags.stale(600_000)));
    }

    @Test
    void isRaisedByTheFirstGoodSampleThatCompletesTheWindow() {
        assertThat(rig().good(0, 1).good(9999, 1).said()).isEmpty();
        assertThat(rig().good(0, 1)
                        .good(9000, 1)
                        .good(12_000, 1)
                        .good(15_000, 1)
                        .said())
                .containsExactly("FLAT RAISED 12000");
        assertThat(rig().good(0, 1).good(10_000, 1).said()).containsExactly("FLAT RAISED 10000");
    }

    @Test
    void silenceAloneNeverRaises() {
        assertThat(rig().good(0, 1).tick(599_999).said()).isEmpty();
    }

    @Test
    void withinEpsilonIsFlatAndAtItsEdgeToo() {
        assertThat(rig().good(0, 1).good(5000, 1.5).good(10_000, 0.5).said()).containsExactly("FLAT RAISED 10000");
    }

    @Test
    void epsilonCountsFromTheFirstOfTheRunNotFromTheSampleBefore() {
        assertThat(rig().good(0, 1)
                        .good(4000, 1.4)
                        .good(8000, 1.8)
                        .good(12_000, 1.8)
                        .said())
                .as("the creep ended the run at 8000")
                .isEmpty();
    }

    @Test
    void aSampleOutsideBeginsANewRunWithItself() {
        assertThat(rig().good(0, 1)
                        .good(5000, 2)
                        .good(10_000, 2)
                        .good(15_000, 2)
                        .said())
                .containsExactly("FLAT RAISED 15000");
    }

    @Test
    void theFirstGoodSampleOutsideReturns() {
        assertThat(rig().good(0, 1)
                        .good(10_000, 1)
                        .good(11_000, 1.5)
                        .good(12_000, 1.51)
                        .said())
                .containsExactly("FLAT RAISED 10000", "FLAT CLEARED 12000");
    }

    @Test
    void badSamplesNeitherBreakNorProveARun() {
        assertThat(rig().good(0, 1)
                        .sample(0, 5000, 99, Quality.BAD, 5000)
                        .bad(11_000)
                        .said())
                .isEmpty();
        assertThat(rig().good(0, 1)
                        .sample(0, 5000, 99, Quality.BAD, 5000)
                        .good(11_000, 1)
                        .said())
                .containsExactly("FLAT RAISED 11000");
    }

    @Test
    void anEpsilonOfZeroAsksForTheVerySameValue() {
        Rig rig = new Rig(Tags.tag(Tags.flat(10_000, 0)));
        assertThat(rig.good(0, 1).good(5000, Math.nextUp(1.0)).good(10_000, 1).said())
                .isEmpty();
    }
}
