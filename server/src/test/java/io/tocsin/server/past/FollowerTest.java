package io.tocsin.server.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file follows the log, whatever becomes of either. */
class FollowerTest {
    @TempDir
    private Path folder;

    private SampleLog log;

    @BeforeEach
    void openLog() throws Exception {
        log = new SampleLog(folder.resolve("events"));
    }

    @AfterEach
    void closeLog() throws Exception {
        log.close();
    }

    private Follower follower(String name) {
        return new Follower(new HistoryFile(folder.resolve(name)), log);
    }

    private long followToTheEnd(String name) throws Exception {
        try (Follower follower = follower(name)) {
            follower.open();
            while (follower.turn()) {
                assertThat(follower.position()).isPositive();
            }
            assertThat(follower.position()).isEqualTo(log.lastSeq());
            return follower.rebuilds();
        }
    }

    private List<String> built(String name) throws Exception {
        assertThat(followToTheEnd(name)).isZero();
        return Dump.of(folder.resolve(name));
    }

    @Test
    void aRebuildIsTheSameAsWhatGrewLittleByLittle() throws Exception {
        for (int n = 0; n < 100; n += 7) {
            log.occurrences(n, n + 7);
            followToTheEnd("grown");
        }
        List<String> grown = Dump.of(folder.resolve("grown"));
        assertThat(grown).hasSizeGreaterThan(300);
        assertThat(built("built")).isEqualTo(grown);
    }

    @Test
    void aDeletedFileComesBack() throws Exception {
        log.occurrences(0, 50);
        List<String> before = built("h");
        Files.delete(folder.resolve("h/alarms.db"));
        assertThat(built("h")).isEqualTo(before);
    }

    @Test
    void whatWasKilledInTheMiddleOfABatchGoesOnWithoutAGapOrARepeat() throws Exception {
        log.occurrences(0, 200);
        List<String> whole = built("whole");
        try (Follower follower = follower("live")) {
            log.endAt(100);
            follower.open();
            while (follower.turn()) {
                assertThat(follower.position()).isLessThanOrEqualTo(100);
            }
            try (Handle handle = new HistoryFile(folder.resolve("live")).open();
                    HistoryWriter writer = uncommitted(handle)) {
                log.endAt(Long.MAX_VALUE);
                log.seek(100);
                for (int i = 0; i < 150; i++) {
                    writer.write(Objects.requireNonNull(log.next()));
                }
                // What the disk holds while the batch is not committed, the log of the file included.
                copy("live", "killed");
                handle.getConnection().rollback();
                handle.getConnection().setAutoCommit(true);
            }
        }
        try (Follower follower = follower("killed")) {
            follower.open();
            assertThat(follower.position()).isEqualTo(100);
        }
        assertThat(built("killed")).isEqualTo(whole);
    }

    private static HistoryWriter uncommitted(Handle handle) throws SQLException {
        handle.getConnection().setAutoCommit(false);
        // A cache of a few pages: most of the batch has to go to the disk before it is committed.
        handle.execute("PRAGMA cache_size = 10");
        return new HistoryWriter(handle.getConnection());
    }

    private void copy(String from, String to) throws Exception {
        Files.createDirectories(folder.resolve(to));
        try (Stream<Path> files = Files.list(folder.resolve(from))) {
            for (Path file :
                    files.filter(each -> !each.toString().endsWith("-shm")).toList()) {
                Files.copy(file, folder.resolve(to).resolve(file.getFileName()));
            }
        }
        assertThat(Files.size(folder.resolve(to).resolve("alarms.db-wal"))).isGreaterThan(100_000);
    }

    @Test
    void aRecordThatComesAgainChangesNothing() throws Exception {
        log.occurrences(0, 50);
        List<String> once = built("h");
        try (Handle handle = Jdbi.open("jdbc:sqlite:" + folder.resolve("h/alarms.db"))) {
            handle.execute("UPDATE place SET position = 0, id = ''");
        }
        assertThat(built("h")).isEqualTo(once);
    }

    @Test
    void aBrokenFileIsMovedAsideAndBuiltAnew() throws Exception {
        log.occurrences(0, 50);
        List<String> sound = built("h");
        Files.writeString(
                folder.resolve("h/alarms.db"), "this is no database at all, whatever its name may say".repeat(99));
        assertThat(followToTheEnd("h")).isOne();
        assertThat(Dump.of(folder.resolve("h"))).isEqualTo(sound);
        assertThat(Files.readString(folder.resolve("h/alarms.db.aside"))).startsWith("this is no database");
    }

    @Test
    void aFileOfAnotherSchemaIsMovedAsideAndBuiltAnew() throws Exception {
        log.occurrences(0, 50);
        List<String> sound = built("h");
        for (String change : List.of(
                "DROP TABLE reply",
                "ALTER TABLE occurrence DROP COLUMN missed",
                "UPDATE flyway_schema_history SET checksum = 1",
                "DROP TABLE flyway_schema_history",
                "UPDATE flyway_schema_history SET version = '99'")) {
            try (Handle handle = Jdbi.open("jdbc:sqlite:" + folder.resolve("h/alarms.db"))) {
                handle.execute(change);
            }
            assertThat(followToTheEnd("h")).as(change).isOne();
            assertThat(Dump.of(folder.resolve("h"))).as(change).isEqualTo(sound);
        }
    }

    @Test
    void aFileOfAnotherLogIsMovedAsideAndBuiltAnew() throws Exception {
        log.occurrences(0, 50);
        built("longer");
        copyAll("longer", "other");
        log.close();
        log = new SampleLog(folder.resolve("events2"));
        log.occurrences(10, 40);
        List<String> sound = built("h");
        assertThat(followToTheEnd("longer")).isOne();
        assertThat(Dump.of(folder.resolve("longer"))).isEqualTo(sound);
        log.occurrences(40, 80);
        assertThat(followToTheEnd("other")).isOne();
    }

    private void copyAll(String from, String to) throws Exception {
        Files.createDirectories(folder.resolve(to));
        Files.copy(folder.resolve(from).resolve("alarms.db"), folder.resolve(to).resolve("alarms.db"));
    }

    @Test
    void whatIsOldIsDeletedInStepsAndWhatStandsIsNot() throws Exception {
        log.occurrences(0, 1_000);
        followToTheEnd("h");
        long day = SampleLog.T0 + 990 * SampleLog.STEP_MS;
        int steps = 1;
        try (Follower follower = follower("h")) {
            follower.open();
            while (follower.forget(day)) {
                steps++;
            }
        }
        assertThat(steps).isGreaterThan(1);
        assertThat(Dump.of(folder.resolve("h")))
                .filteredOn(row -> row.startsWith("{seq=") && row.contains("state=NORMAL"))
                .isEmpty();
        assertThat(Dump.of(folder.resolve("h")))
                .filteredOn(row -> row.contains("state=UNACK") || row.contains("state=ACK"))
                .hasSize(666 + 4);
        assertThat(Dump.of(folder.resolve("h")))
                .filteredOn(row -> row.contains("type=ACKNOWLEDGED"))
                .hasSize(4);
    }
}
