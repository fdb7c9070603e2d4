package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's clock is set while the engine runs: nothing false rings, no tag goes blind, no timer freezes. P8. */
class ClockSetTest {
    private static final long HOUR = 3_600_000;
    private static final String HOST_CLOCK = "system:HOST_CLOCK";

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void site() throws Exception {
        rig = new Rig(folder);
    }

    private LiveEngine open() throws Exception {
        LiveEngine engine = rig.open();
        engine.drained();
        return engine;
    }

    /** Gateways stamp by the true time, which is the shell's clock and not the host's. */
    private void run(LiveEngine engine, int seconds, double value) throws Exception {
        for (int i = 0; i < seconds; i++) {
            rig.later(1_000);
            rig.send(engine, value);
            engine.step();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR, -HOUR, 24 * HOUR, -24 * HOUR})
    void whereTheFieldContradictsItTimeGoesOnAsBefore(long step) throws Exception {
        try (LiveEngine engine = open()) {
            run(engine, 10, 5);
            rig.wallOffMs.set(step);
            run(engine, 70, 5);
            assertThat(Rig.ids(engine)).singleElement().asString().contains(HOST_CLOCK);
            run(engine, 5, 10.5);
            assertThat(Rig.ids(engine)).hasSize(1);
            run(engine, 1, 10.5);
            assertThat(Rig.ids(engine)).hasSize(2).last().asString().startsWith("raised site~LT-1:H~");
            rig.wallOffMs.set(0);
            run(engine, 2, 10.5);
            assertThat(Rig.ids(engine)).last().asString().startsWith("cleared site~" + HOST_CLOCK);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {HOUR, -HOUR, 24 * HOUR, -24 * HOUR})
    void whileTheFieldIsSilentTimeGoesOnAndWhatComesThenIsHeard(long step) throws Exception {
        try (LiveEngine engine = open()) {
            run(engine, 1, 5);
            rig.later(100_000);
            engine.step();
            engine.step();
            assertThat(Rig.ids(engine)).singleElement().asString().startsWith("raised site~LT-1:STALE~");
            rig.wallOffMs.set(step);
            run(engine, 2, 11.5);
            assertThat(engine.nowMs()).isEqualTo(rig.nowMs.get());
            assertThat(Rig.ids(engine))
                    .anyMatch(id -> id.startsWith("raised site~LT-1:HH~"))
                    .anyMatch(id -> id.startsWith("cleared site~LT-1:STALE~"));
        }
    }

    @Test
    void aSmallStepIsFollowedAndADelayKeepsItsLength() throws Exception {
        try (LiveEngine engine = open()) {
            run(engine, 10, 5);
            run(engine, 1, 10.5);
            rig.wallOffMs.set(20_000);
            run(engine, 4, 10.5);
            assertThat(Rig.ids(engine)).isEmpty();
            run(engine, 2, 10.5);
            assertThat(Rig.ids(engine)).singleElement().asString().startsWith("raised site~LT-1:H~");
            assertThat(engine.nowMs()).isEqualTo(rig.nowMs.get() + 20_000);
        }
    }

    @Test
    void aClockThatWasWrongFromTheBeginningAndIsPutRightIsFollowed() throws Exception {
        rig.wallOffMs.set(0);
        try (LiveEngine engine = open()) {
            // Our time is a day ahead of the field's.
            for (int i = 0; i < 100; i++) {
                rig.later(1_000);
                engine.offer(rig.message(rig.nowMs.get() - 24 * HOUR, 5), () -> {});
                engine.step();
            }
            rig.wallOffMs.set(-24 * HOUR);
            for (int i = 0; i < 10; i++) {
                rig.later(1_000);
                engine.offer(rig.message(rig.nowMs.get() - 24 * HOUR, 11.5), () -> {});
                engine.step();
            }
            assertThat(engine.nowMs()).isEqualTo(rig.nowMs.get() - 24 * HOUR);
            assertThat(Rig.ids(engine)).anyMatch(id -> id.startsWith("raised site~LT-1:HH~"));
        }
    }

    @Test
    void theStepIsInTheJournalSoAReplayKnowsItToo() throws Exception {
        String state;
        try (LiveEngine engine = open()) {
            run(engine, 10, 5);
            rig.wallOffMs.set(20_000);
            run(engine, 4, 11.5);
            state = Rig.state(engine);
        }
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
        }
    }
}
