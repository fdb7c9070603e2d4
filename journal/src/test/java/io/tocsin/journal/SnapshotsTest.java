package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three snapshots are kept, each whole or not used at all. */
class SnapshotsTest {
    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static byte[] content(long seq) {
        return Entry.bytes("the state behind " + seq);
    }

    private Snapshots written(long... seqs) throws JournalException {
        Snapshots snapshots = Snapshots.open(storage);
        for (long seq : seqs) {
            snapshots.write(seq, content(seq));
        }
        return snapshots;
    }

    private static String name(long seq) {
        return String.format("%020d.snapshot", seq);
    }

    @Test
    void theNewestThreeAreKept() throws JournalException {
        Snapshots snapshots = written(5, 7, 9, 20);
        assertThat(snapshots.seqs()).containsExactly(20L, 9L, 7L);
        assertThat(Snapshots.open(storage).seqs()).containsExactly(20L, 9L, 7L);
        assertThat(snapshots.read(9)).get().satisfies(found -> {
            assertThat(found.seq()).isEqualTo(9);
            assertThat(found.content()).isEqualTo(content(9));
        });
    }

    @Test
    void theJournalIsNeededWholeUntilThereAreThree() throws JournalException {
        assertThat(written().neededFrom()).isEqualTo(1);
        assertThat(written(5, 7).neededFrom()).isEqualTo(1);
        assertThat(written(9).neededFrom()).isEqualTo(6);
        assertThat(written(20).neededFrom()).isEqualTo(8);
    }

    @Test
    void anyFlippedBitIsSeenAndTheFileSetAside() throws JournalException {
        written(5);
        int bits = storage.content(name(5)).length * 8;
        for (int bit = 0; bit < bits; bit++) {
            SimulatedStorage damaged = storage.copy();
            damaged.flip(name(5), bit);
            Snapshots snapshots = Snapshots.open(damaged);
            assertThat(snapshots.read(5)).isEmpty();
            assertThat(snapshots.seqs()).isEmpty();
            assertThat(snapshots.damaged()).containsExactly(name(5));
            assertThat(damaged.list()).containsExactly(name(5) + ".damaged");
        }
    }

    @Test
    void oneThatWasCutShortIsSeen() throws JournalException {
        written(5);
        byte[] whole = storage.content(name(5));
        for (int length = 0; length < whole.length; length++) {
            storage.put(name(5), Arrays.copyOf(whole, length));
            assertThat(Snapshots.open(storage).read(5)).as("%d bytes", length).isEmpty();
        }
    }

    @Test
    void oneUnderTheNameOfAnotherIsNotTaken() throws JournalException {
        written(5);
        storage.put(name(6), storage.content(name(5)));
        assertThat(Snapshots.open(storage).read(6)).isEmpty();
    }

    @Test
    void oneOfANewerProgramIsRefusedAndLeftAsItIs() throws JournalException {
        written(5);
        byte[] bytes = storage.content(name(5));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).putInt(8, Snapshots.VERSION + 1);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        buffer.putInt(bytes.length - 4, (int) crc.getValue());
        storage.put(name(5), bytes);
        Snapshots snapshots = Snapshots.open(storage);
        assertThatThrownBy(() -> snapshots.read(5)).isInstanceOf(JournalTooNew.class);
        assertThat(storage.content(name(5))).isEqualTo(bytes);
    }

    @Test
    void aFullDiskLeavesThoseBeforeAndNothingUnfinished() throws JournalException {
        Snapshots snapshots = written(5);
        storage.limitBytes(20);
        assertThatThrownBy(() -> snapshots.write(7, content(7))).isInstanceOf(JournalFailed.class);
        assertThat(storage.list()).containsExactly(name(5));
        storage.limitBytes(1_000);
        snapshots.write(7, content(7));
        assertThat(snapshots.seqs()).containsExactly(7L, 5L);
    }

    @Test
    void aCrashAnywhereLeavesItOrNothingOfIt() throws JournalException {
        for (int change = 1; change <= 8; change++) {
            SimulatedStorage crashing = new SimulatedStorage(change);
            Snapshots before = Snapshots.open(crashing);
            before.write(5, content(5));
            crashing.crashAtChange(change);
            try {
                before.write(7, content(7));
            } catch (SimulatedStorage.Crash e) {
                assertThat(change).isLessThan(8);
            }
            crashing.losePower();
            Snapshots after = Snapshots.open(crashing);
            for (long seq : after.seqs()) {
                assertThat(after.read(seq))
                        .get()
                        .satisfies(found -> assertThat(found.content()).isEqualTo(content(found.seq())));
            }
            assertThat(after.seqs()).contains(5L);
            assertThat(crashing.list()).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void oneThatCoversMoreThanTheJournalCanBeDiscarded() throws JournalException {
        Snapshots snapshots = written(5, 7);
        snapshots.discard(7);
        assertThat(snapshots.seqs()).containsExactly(5L);
        snapshots.write(6, content(6));
        assertThat(Snapshots.open(storage).seqs()).containsExactly(6L, 5L);
    }

    @Test
    void aLargeOneComesBackWhole(@TempDir Path folder) throws JournalException {
        byte[] large = new byte[40 << 20];
        Arrays.fill(large, (byte) 7);
        Snapshots.open(folder).write(1, large);
        assertThat(Snapshots.open(folder).read(1))
                .get()
                .satisfies(found -> assertThat(found.content()).isEqualTo(large));
    }
}
