package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final String NAME_7 = "00000000000000000007.snapshot";

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }

    private Snapshots written(long... seqs) throws JournalException {
        Snapshots snapshots = Snapshots.open(storage);
        for (long seq : seqs) {
            snapshots.write(seq, content((int) seq));
        }
        return snapshots;
    }

    private static void requireWhole(Snapshots snapshots, long... seqs) throws JournalException {
        assertThat(snapshots.seqs()).containsExactly(Arrays.stream(seqs).boxed().toArray(Long[]::new));
        for (long seq : seqs) {
            assertThat(snapshots.read(seq)).get().satisfies(snapshot -> {
                assertThat(snapshot.seq()).isEqualTo(seq);
                assertThat(snapshot.content()).isEqualTo(content((int) seq));
            });
        }
    }

    @Test
    void makesItsFolderAndHasNothingAtFirst(@TempDir Path temp) throws JournalException {
        Path folder = temp.resolve("data").resolve("snapshots");
        Snapshots snapshots = Snapshots.open(folder);
        assertThat(folder).isEmptyDirectory();
        assertThat(snapshots.seqs()).isEmpty();
        assertThat(snapshots.oldestSeq()).isZero();
        assertThat(snapshots.damaged()).isEmpty();
    }

    @Test
    void keepsContentsOfEverySizeAcrossItsChunks(@TempDir Path folder) throws JournalException {
        int chunk = SnapshotFile.CHUNK_BYTES;
        Snapshots snapshots = Snapshots.open(folder);
        for (int bytes : new int[] {0, 1, chunk - 1, chunk, chunk + 1, 5 * chunk + 77}) {
            snapshots.write(bytes, content(bytes));
            requireWhole(
                    Snapshots.open(folder),
                    snapshots.seqs().stream().mapToLong(seq -> seq).toArray());
        }
        assertThat(snapshots.seqs()).hasSize(Snapshots.KEPT);
    }

    @Test
    void keepsTheNewestThreeNewestFirst() throws JournalException {
        Snapshots snapshots = written(3, 7);
        assertThat(snapshots.oldestSeq()).isEqualTo(3);
        snapshots.write(20, content(20));
        requireWhole(snapshots, 20, 7, 3);
        snapshots.write(21, content(21));
        requireWhole(snapshots, 21, 20, 7);
        assertThat(snapshots.oldestSeq()).isEqualTo(7);
        storage.losePower();
        requireWhole(Snapshots.open(storage), 21, 20, 7);
        assertThat(storage.list()).hasSize(3);
    }

    @Test
    void writesTheSameSeqAgainInPlace() throws JournalException {
        Snapshots snapshots = written(3, 7);
        snapshots.write(7, content(9));
        assertThat(snapshots.seqs()).containsExactly(7L, 3L);
        assertThat(snapshots.read(7))
                .get()
                .extracting(Snapshots.Snapshot::content)
                .isEqualTo(content(9));
    }

    @Test
    void refusesASeqThatIsOlderOrUnknown() throws JournalException {
        Snapshots snapshots = written(7);
        assertThatThrownBy(() -> snapshots.write(6, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a seq from 7, was 6");
        assertThatThrownBy(() -> snapshots.read(6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a seq of [7], was 6");
    }

    @Test
    void setsAsideWhateverBitIsFlippedAndGivesTheOlder() throws JournalException {
        written(3, 7);
        int bits = storage.content(NAME_7).length * 8;
        for (int bit = 0; bit < bits; bit++) {
            SimulatedStorage rotten = storage.copy();
            rotten.flip(NAME_7, bit);
            byte[] bytes = rotten.content(NAME_7);
            Snapshots snapshots = Snapshots.open(rotten);
            assertThat(snapshots.read(7)).isEmpty();
            assertThat(snapshots.damaged()).containsExactly(NAME_7 + ".damaged");
            requireWhole(snapshots, 3);
            rotten.losePower();
            requireWhole(Snapshots.open(rotten), 3);
            assertThat(rotten.content(NAME_7 + ".damaged")).isEqualTo(bytes);
        }
    }

    @Test
    void setsAsideAFileOfAnotherLength() throws JournalException {
        written(7);
        byte[] whole = storage.content(NAME_7);
        for (int bytes : new int[] {0, 8, 28, 31, whole.length - 1, whole.length + 1, whole.length + 100_000}) {
            storage.put(NAME_7, Arrays.copyOf(whole, bytes));
            Snapshots snapshots = Snapshots.open(storage);
            assertThat(snapshots.read(7)).isEmpty();
            assertThat(snapshots.seqs()).isEmpty();
            assertThat(snapshots.oldestSeq()).isZero();
        }
    }

    /** Whoever renames a snapshot would have the journal read from a place that its content is not of. */
    @Test
    void setsAsideASnapshotUnderAnotherName() throws IOException {
        written(7);
        storage.rename(NAME_7, new SnapshotFile(9).name());
        assertThat(Snapshots.open(storage).read(9)).isEmpty();
    }

    @Test
    void refusesANewerFormatAndLeavesIt() throws JournalException {
        ByteBuffer bytes = ByteBuffer.allocate(35).putLong(SnapshotFile.MAGIC).putInt(2);
        bytes.putLong(7).putLong(3).putInt(28, 0x010203);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, 31);
        storage.put(NAME_7, bytes.putInt(31, (int) crc.getValue()).array());
        Snapshots snapshots = Snapshots.open(storage);
        assertThatThrownBy(() -> snapshots.read(7))
                .isInstanceOf(JournalTooNew.class)
                .hasMessage(
                        "expected format 1 or older, was 2 of a newer program file=" + NAME_7 + " folder=simulated");
        assertThat(storage.list()).containsExactly(NAME_7);
        assertThat(snapshots.seqs()).containsExactly(7L);
    }

    @Test
    void survivesAFullDiskAtEveryByteAndWritesAgainWhenThereIsRoom() throws JournalException {
        int bytes = 28 + 20 + 4;
        for (int room = 0; room < bytes; room++) {
            SimulatedStorage disk = new SimulatedStorage(room);
            Snapshots snapshots = Snapshots.open(disk);
            snapshots.write(7, content(7));
            disk.limitBytes(room);
            assertThatThrownBy(() -> snapshots.write(20, content(20)))
                    .isInstanceOf(JournalFailed.class)
                    .hasMessage("expected to write the snapshot 00000000000000000020.snapshot, "
                            + "was No space left on device folder=simulated");
            assertThat(disk.list()).containsExactly(NAME_7);
            requireWhole(snapshots, 7);
            disk.limitBytes(bytes);
            snapshots.write(20, content(20));
            disk.losePower();
            requireWhole(Snapshots.open(disk), 20, 7);
        }
    }

    /** The first five are the changes of names in a write: create, rename, sync, delete, sync. */
    @Test
    void keepsTheOlderWhenASyncOrARenameFailsAndCanTryAgain() throws JournalException {
        for (int failing = 1; failing <= 6; failing++) {
            SimulatedStorage disk = new SimulatedStorage(failing);
            Snapshots snapshots = Snapshots.open(disk);
            for (long seq : new long[] {3, 7, 20}) {
                snapshots.write(seq, content((int) seq));
            }
            if (failing <= 5) {
                disk.failAtNames(failing);
            } else {
                disk.failAtForce(1);
            }
            assertThatThrownBy(() -> snapshots.write(21, content(21))).isInstanceOf(JournalFailed.class);
            assertThat(snapshots.oldestSeq()).isEqualTo(3);
            snapshots.write(21, content(21));
            requireWhole(snapshots, 21, 20, 7);
            disk.losePower();
            requireWhole(Snapshots.open(disk), 21, 20, 7);
        }
    }

    /** What was renamed and not synced may vanish with the power, so the snapshots before it must be there still. */
    @Test
    void deletesNothingBeforeTheNewestIsDurable() throws JournalException {
        for (int seed = 0; seed < 200; seed++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            Snapshots snapshots = Snapshots.open(disk);
            for (long seq : new long[] {3, 7, 20}) {
                snapshots.write(seq, content((int) seq));
            }
            disk.crashAtChange(1 + seed % 9);
            assertThatThrownBy(() -> snapshots.write(21, content(21))).isInstanceOf(SimulatedStorage.Crash.class);
            disk.losePower();
            Snapshots again = Snapshots.open(disk);
            assertThat(again.seqs()).contains(20L, 7L);
            requireWhole(again, again.seqs().stream().mapToLong(seq -> seq).toArray());
            assertThat(disk.list()).allMatch(name -> name.endsWith(".snapshot"));
        }
    }

    @Test
    void leavesAFileThatCannotBeReadWhereItIs(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve(NAME_7));
        Snapshots snapshots = Snapshots.open(folder);
        assertThatThrownBy(() -> snapshots.read(7))
                .isInstanceOf(JournalFailed.class)
                .hasMessageStartingWith("expected to read the snapshot " + NAME_7 + ", was ");
        assertThat(folder.resolve(NAME_7)).exists();
        assertThat(snapshots.damaged()).isEmpty();
    }

    @Test
    void saysInOneLineThatTheFolderCannotBeMade(@TempDir Path temp) throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> Snapshots.open(file))
                .isInstanceOf(JournalFailed.class)
                .hasMessageStartingWith("expected to open the snapshots, was a file of that name in the way");
    }

    @Test
    void mindsOnlyItsOwnFiles() throws JournalException {
        storage.put("7.snapshot", new byte[] {1});
        storage.put("99999999999999999999.snapshot", new byte[] {1});
        storage.put("00000000000000000007.journal", new byte[] {1});
        storage.put("00000000000000000009.journal.tmp", new byte[] {1});
        storage.put("00000000000000000009.snapshot.tmp", new byte[] {1});
        storage.put(NAME_7 + ".damaged", new byte[] {1});
        Snapshots snapshots = written(1, 2, 3, 4);
        assertThat(snapshots.damaged()).isEmpty();
        assertThat(storage.list())
                .hasSize(3 + 5)
                .contains("7.snapshot", "99999999999999999999.snapshot", NAME_7 + ".damaged")
                .contains("00000000000000000007.journal", "00000000000000000009.journal.tmp");
    }
}
