package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorTest {
    private final SimulatedStorage storage = new SimulatedStorage(1);

    @Test
    void startsBeforeTheFirstRecord(@TempDir Path folder) throws JournalException {
        Cursor cursor = Cursor.open(folder.resolve("new").resolve("kafka.cursor"));
        assertThat(cursor.position()).isZero();
        assertThat(cursor.note()).isEmpty();
    }

    @Test
    void keepsPositionAndNote(@TempDir Path folder) throws JournalException {
        Path file = folder.resolve("kafka.cursor");
        Cursor.open(file).moveTo(42, "topic-id=x,offset=17,园区");
        Cursor again = Cursor.open(file);
        assertThat(again.position()).isEqualTo(42);
        assertThat(again.note()).isEqualTo("topic-id=x,offset=17,园区");
        again.moveTo(41, "");
        assertThat(again.position()).isEqualTo(41);
        assertThat(Cursor.open(file).position()).isEqualTo(41);
        assertThat(Cursor.open(file).note()).isEmpty();
    }

    @Test
    void refusesEveryFlippedBit() throws JournalException {
        Cursor.open(storage, "c").moveTo(42, "note");
        int bits = storage.content("c").length * 8;
        for (int bit = 0; bit < bits; bit++) {
            SimulatedStorage damaged = storage.copy();
            damaged.flip("c", bit);
            assertThatThrownBy(() -> Cursor.open(damaged, "c"))
                    .isInstanceOf(CursorCorrupted.class)
                    .hasMessage("expected a cursor with a matching crc, was another cursor=c folder=simulated");
        }
    }

    @Test
    void refusesAFileOfAnotherLength() {
        storage.put("empty", new byte[0]);
        storage.put("long", new byte[100_000]);
        assertThatThrownBy(() -> Cursor.open(storage, "empty")).isInstanceOf(CursorCorrupted.class);
        assertThatThrownBy(() -> Cursor.open(storage, "long")).isInstanceOf(CursorCorrupted.class);
    }

    @Test
    void refusesANewerFormat() {
        ByteBuffer bytes =
                ByteBuffer.allocate(24).putLong(Cursor.MAGIC).putInt(2).putLong(1);
        CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        storage.put("c", bytes.clear().putInt(20, (int) crc.getValue()).array());
        assertThatThrownBy(() -> Cursor.open(storage, "c")).isInstanceOf(JournalTooNew.class);
    }

    @Test
    void keepsTheOldPositionWhenAMoveFailsAndCanTryAgain() throws JournalException {
        Cursor cursor = Cursor.open(storage, "c");
        cursor.moveTo(1, "one");
        storage.failAtForce(1);
        assertThatThrownBy(() -> cursor.moveTo(2, "two")).isInstanceOf(JournalFailed.class);
        assertThat(cursor.position()).isEqualTo(1);
        assertThat(cursor.note()).isEqualTo("one");
        cursor.moveTo(2, "two");
        storage.losePower();
        assertThat(Cursor.open(storage, "c").position()).isEqualTo(2);
    }

    @Test
    void neverGoesBackBehindAPositionOnceSeen() throws JournalException {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            Cursor cursor = Cursor.open(disk, "c");
            disk.crashAtChange(5); // create, write, force, rename: the sync of the folder is the fifth
            assertThatThrownBy(() -> cursor.moveTo(7, "")).isInstanceOf(SimulatedStorage.Crash.class);
            disk.restart();
            assertThat(Cursor.open(disk, "c").position()).isEqualTo(7);
            disk.losePower();
            assertThat(Cursor.open(disk, "c").position()).isEqualTo(7);
        }
    }

    @Test
    void refusesAPositionOrNoteThatCannotBe() throws JournalException {
        Cursor cursor = Cursor.open(storage, "c");
        assertThatThrownBy(() -> cursor.moveTo(-1, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cursor.moveTo(1, "x".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
        cursor.moveTo(1, "x".repeat(65_535));
        assertThat(Cursor.open(storage, "c").note()).hasSize(65_535);
    }
}
