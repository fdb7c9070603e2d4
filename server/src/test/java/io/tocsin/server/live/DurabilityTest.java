package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.alarms.AlarmState;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.picture.NotDurable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing stops nobody from hearing alarms, and nobody is told that something was stored. P12. */
class DurabilityTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private Rig rig;
    private final AtomicInteger acknowledged = new AtomicInteger();

    @BeforeEach
    void site() throws Exception {
        rig = new Rig(folder);
    }

    private LiveEngine start() throws Exception {
        LiveEngine engine = rig.recover();
        engine.start(rig.configured());
        engine.drained();
        return engine;
    }

    private void send(LiveEngine engine, double value) {
        rig.later(1_000);
        engine.offer(rig.message(rig.nowMs.get(), value), acknowledged::incrementAndGet);
    }

    private void sendAndWait(LiveEngine engine, double value) {
        int before = acknowledged.get();
        send(engine, value);
        await().atMost(SOON).until(() -> acknowledged.get() > before);
    }

    private static AlarmState state(LiveEngine engine, String alarm) {
        return engine.alarms().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .map(status -> status.state())
                .findFirst()
                .orElse(AlarmState.NORMAL);
    }

    @Test
    void alarmsGoOnTheOperatorIsToldAndWhatIsNotKeptIsCounted() throws Exception {
        try (LiveEngine engine = start()) {
            sendAndWait(engine, 5);
            rig.disk.fill("journal", "events", "snapshots");
            long begun = System.nanoTime();
            sendAndWait(engine, 11.5);
            await().atMost(Duration.ofSeconds(1))
                    .until(() -> state(engine, "system:NOT_DURABLE") == AlarmState.UNACK_ACTIVE);
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(1));
            assertThat(state(engine, "LT-1:HH")).isEqualTo(AlarmState.UNACK_ACTIVE);
            sendAndWait(engine, 12);
            assertThat(engine.isDurable()).isFalse();
            assertThat(engine.undurableSamples()).isEqualTo(2);
            assertThat(engine.health()).anyMatch(part -> part.name().equals("durability") && !part.ok());
            rig.disk.hasRoom();
        }
    }

    @Test
    void nobodyIsToldThatACommandStands() throws Exception {
        try (LiveEngine engine = start()) {
            sendAndWait(engine, 11.5);
            byte[] command = Rig.acknowledge(engine, "LT-1:HH", "r1");
            rig.disk.fill("journal", "events", "snapshots");
            sendAndWait(engine, 12);
            assertThat(engine.command(command))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOf(NotDurable.class);
            assertThat(state(engine, "LT-1:HH")).isEqualTo(AlarmState.UNACK_ACTIVE);
            rig.disk.hasRoom();
        }
    }

    @Test
    void aDiskThatComesBackHoldsTheGapAndAllThatWasSaidAndTheNextStartKnowsIt() throws Exception {
        String state;
        List<String> ids;
        try (LiveEngine engine = start()) {
            sendAndWait(engine, 5);
            rig.disk.fill("journal", "events", "snapshots");
            sendAndWait(engine, 11.5);
            sendAndWait(engine, 12);
            sendAndWait(engine, 5);
            long before = engine.durableEvents();
            rig.disk.hasRoom();
            await().atMost(SOON).until(engine::isDurable);
            assertThat(engine.durableEvents()).isGreaterThan(before);
            await().atMost(SOON).until(() -> state(engine, "system:NOT_DURABLE") == AlarmState.UNACK_RTN);
            sendAndWait(engine, 11.25);
            engine.stopThreads();
            ids = Rig.ids(engine);
            state = Rig.state(engine);
        }
        assertThat(ids)
                .containsSubsequence(
                        "raised site~LT-1:HH~" + (Rig.T0 + 2_000) + ".1",
                        "cleared site~LT-1:HH~" + (Rig.T0 + 2_000) + ".2",
                        "raised site~LT-1:HH~" + (Rig.T0 + 5_000) + ".1");
        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.messages()).isEqualTo(3);
            assertThat(gap.samples()).isEqualTo(3);
            assertThat(gap.toMs()).isEqualTo(Rig.T0 + 4_000);
        });
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
            assertThat(Rig.ids(engine)).isEqualTo(ids);
        }
    }

    @Test
    void aProcessThatEndsInTheGapStartsAgainFromWhatWasDurable() throws Exception {
        Path killed = folder.resolve("killed");
        try (LiveEngine engine = start()) {
            sendAndWait(engine, 5);
            rig.disk.fill("journal", "events", "snapshots");
            sendAndWait(engine, 11.5);
            copy(rig.home, killed);
            rig.disk.hasRoom();
        }
        Rig after = new Rig(folder.resolve("after"));
        copy(killed, after.home);
        try (LiveEngine engine = after.recover()) {
            assertThat(engine.alarms()).isEmpty();
        }
    }

    @Test
    void anEventLogThatFailsAloneLosesNothingEvenIfTheProcessEnds() throws Exception {
        Path killed = folder.resolve("killed");
        List<String> ids;
        try (LiveEngine engine = start()) {
            sendAndWait(engine, 5);
            rig.disk.fill("events");
            sendAndWait(engine, 11.5);
            await().atMost(SOON).until(() -> state(engine, "system:NOT_DURABLE") == AlarmState.UNACK_ACTIVE);
            copy(rig.home, killed);
            rig.disk.hasRoom();
            await().atMost(SOON).until(engine::isDurable);
            await().atMost(SOON).until(() -> state(engine, "system:NOT_DURABLE") == AlarmState.UNACK_RTN);
            engine.stopThreads();
            assertThat(engine.undurableInputs()).isZero();
            ids = Rig.ids(engine);
        }
        assertThat(ids).contains("raised site~LT-1:HH~" + (Rig.T0 + 2_000) + ".1");
        Rig after = new Rig(folder.resolve("after"));
        copy(killed, after.home);
        try (LiveEngine engine = after.recover()) {
            assertThat(Rig.ids(engine)).contains("raised site~LT-1:HH~" + (Rig.T0 + 2_000) + ".1");
        }
    }

    @Test
    void aGapWhoseSnapshotIsGoneIsTakenAsItIs() throws Exception {
        aDiskThatComesBackHoldsTheGapAndAllThatWasSaidAndTheNextStartKnowsIt();
        try (Stream<Path> files = Files.list(rig.home.resolve("snapshots"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.ids(engine)).isNotEmpty();
            assertThat(engine.faults().stands(Part.NOT_DURABLE)).isFalse();
        }
    }

    private List<DurabilityGap> gaps() throws Exception {
        List<DurabilityGap> gaps = new ArrayList<>();
        try (JournalReader reader = Journal.read(rig.home.resolve("journal"), 1)) {
            while (reader.next()) {
                if (reader.record().type() == InputType.DURABILITY_GAP.code()) {
                    gaps.add(DurabilityGap.decoded(reader.record().payload()));
                }
            }
        }
        return gaps;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
