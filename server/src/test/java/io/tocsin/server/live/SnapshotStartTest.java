package io.tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Settings;
import io.tocsin.ingest.Arrival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start goes on from a snapshot as if it had read everything. */
class SnapshotStartTest {
    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void site() throws Exception {
        rig = new Rig(folder);
    }

    /** Something of everything; the tail behind the snapshot too. */
    private String live() throws Exception {
        try (LiveEngine engine = rig.open()) {
            engine.drained();
            rig.send(engine, 11.5);
            CompletableFuture<Void> durable = engine.command(Rig.acknowledge(engine, "LT-1:HH", "r1"));
            engine.offer(Arrival.of(Rig.TOPIC, "no json".getBytes(UTF_8), false, 1 << 20, rig.nowMs.get()), () -> {});
            rig.second(engine);
            assertThat(durable).isCompleted();
            engine.keepSnapshot();
            assertThat(engine.snapshotSeq()).isEqualTo(engine.durableInputs());
            rig.later(1_000);
            rig.send(engine, 12);
            rig.later(4_000);
            rig.send(engine, 9);
            return Rig.state(engine);
        }
    }

    @Test
    void theStateIsTheSameByteForByteAndNothingIsSaidTwice() throws Exception {
        String state = live();
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
            assertThat(engine.recoveredInputs()).isEqualTo(2);
        }
        deleteAll("snapshots");
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
            assertThat(engine.recoveredInputs()).isGreaterThan(5);
        }
    }

    @Test
    void whatPeopleLookAtIsThereToo() throws Exception {
        List<AlarmStatus> alarms;
        live();
        try (LiveEngine engine = rig.open()) {
            alarms = engine.alarms();
            assertThat(engine.rejections()).hasSize(1);
            assertThat(engine.freshValues()).isNotNull();
            assertThat(Rig.status(engine, "LT-1:HH").acknowledgedBy()).isEqualTo("li.wei");
        }
        deleteAll("snapshots");
        try (LiveEngine engine = rig.recover()) {
            assertThat(engine.alarms()).isEqualTo(alarms);
            assertThat(engine.rejections()).hasSize(1);
        }
    }

    @Test
    void aDamagedSnapshotIsPassedOverForTheOneBeforeIt() throws Exception {
        try (LiveEngine engine = rig.open()) {
            rig.send(engine, 5);
            engine.keepSnapshot();
            rig.later(1_000);
        }
        String state = live();
        flip(newestSnapshot());
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
            assertThat(engine.recoveredInputs()).isGreaterThan(2);
        }
        assertThat(files("snapshots")).anyMatch(file -> file.toString().endsWith(".damaged"));
    }

    @Test
    void theJournalIsDeletedBehindTheOldestSnapshotAndTheEngineStartsAllTheSame() throws Exception {
        rig.retention = new Settings.Retention(1, 1, 1, 1, 1);
        rig.segmentBytes = 2_000;
        String state;
        try (LiveEngine engine = rig.open()) {
            engine.deleteOld();
            for (int i = 0; i < 60; i++) {
                rig.later(1_000);
                rig.send(engine, i % 7 == 0 ? 11.5 : 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
            assertThat(engine.oldestInput()).isBetween(2L, engine.snapshotSeq());
            assertThat(engine.oldestEvent()).isGreaterThan(1);
            state = Rig.state(engine);
        }
        try (LiveEngine engine = rig.recover()) {
            assertThat(Rig.state(engine)).isEqualTo(state);
        }
    }

    @Test
    void whoeverReadsTheLogsHoldsThemUp() throws Exception {
        rig.retention = new Settings.Retention(1, 1L << 40, 1, 1, 1);
        rig.segmentBytes = 2_000;
        try (LiveEngine engine = rig.open()) {
            engine.eventsReadBy(() -> 0);
            engine.inputsReadBy(() -> 10);
            engine.deleteOld();
            for (int i = 0; i < 60; i++) {
                rig.later(1_000);
                rig.send(engine, i % 7 == 0 ? 11.5 : 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
            assertThat(engine.oldestEvent()).isEqualTo(1);
            assertThat(engine.oldestInput()).isLessThanOrEqualTo(11);
        }
    }

    @Test
    void whatTheStoreOfSeriesLosesToTheSizeLimitIsAnAlarm() throws Exception {
        rig.retention = new Settings.Retention(1, 4_000, 1, 1L << 40, 1L << 40);
        rig.segmentBytes = 2_000;
        try (LiveEngine engine = rig.open()) {
            engine.inputsReadBy(() -> 3);
            engine.deleteOld();
            for (int i = 0; i < 60; i++) {
                rig.later(1_000);
                rig.send(engine, 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
            engine.step();
            assertThat(engine.oldestInput()).isGreaterThan(4);
            assertThat(Rig.ids(engine)).anyMatch(id -> id.contains("system:SERIES_LOST"));
        }
    }

    @Test
    void withoutASnapshotAndWithoutTheJournalsBeginningItSaysSoInOneLine() throws Exception {
        rig.retention = new Settings.Retention(1, 1, 1, 1L << 40, 1L << 40);
        rig.segmentBytes = 2_000;
        try (LiveEngine engine = rig.open()) {
            engine.deleteOld();
            for (int i = 0; i < 60; i++) {
                rig.later(1_000);
                rig.send(engine, 5);
                engine.keepSnapshot();
                engine.tidyUp();
            }
        }
        deleteAll("snapshots");
        assertThatThrownBy(rig::recover)
                .isInstanceOf(NotRecoverable.class)
                .hasMessageStartingWith("expected a snapshot that this program reads behind record ");
    }

    private Path newestSnapshot() throws Exception {
        return files("snapshots").stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    private static void flip(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    private List<Path> files(String name) throws Exception {
        try (Stream<Path> files = Files.list(rig.home.resolve(name))) {
            return files.toList();
        }
    }

    private void deleteAll(String name) throws Exception {
        for (Path file : files(name)) {
            Files.delete(file);
        }
    }
}
