package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What opening a folder finds, mends, and refuses. */
class RecoveryTest {
    private static final Journal.Options OPTIONS = new Journal.Options(0, 10_000, 2_000);
    private static final Journal.Options ONE_EACH = new Journal.Options(0, 1, 2_000);
    private static final Entry A = Entry.of("a");
    private static final int A_BYTES = Frame.bytes(Entry.bytes(A.key()), Entry.bytes(A.payload()));
    private static final String FIRST = "00000000000000000001.journal";

    private final SimulatedStorage storage = new SimulatedStorage(1);

    /** Leaves a journal that was never closed: three records forced one by one. */
    private void threeForced(Journal.Options options) throws JournalException {
        Journal journal = Journal.open(storage, options);
        for (int i = 0; i < 3; i++) {
            A.appendTo(journal);
            journal.force();
        }
        storage.restart();
    }

    private List<Entry> read() throws JournalException {
        try (JournalReader reader = Journal.read(storage, 1)) {
            return Entry.all(reader);
        }
    }

    @Test
    void cutsATornTailAndSaysWhat() throws JournalException {
        threeForced(OPTIONS);
        byte[] whole = storage.content(FIRST);
        storage.put(FIRST, Arrays.copyOf(whole, whole.length - 7));
        try (Journal journal = Journal.open(storage, OPTIONS)) {
            long offset = SegmentHeader.BYTES + 2L * A_BYTES;
            assertThat(journal.cut()).containsExactly(new TornTail(FIRST, offset, A_BYTES - 7, 2));
            assertThat(journal.lastSeq()).isEqualTo(2);
        }
        assertThat(read()).containsExactly(A, A);
        try (Journal journal = Journal.open(storage, OPTIONS)) {
            assertThat(journal.cut()).isEmpty();
        }
    }

    @Test
    void refusesDamageBeforeARecordThatFollowedAForce() throws JournalException {
        threeForced(OPTIONS);
        storage.flip(FIRST, (SegmentHeader.BYTES + A_BYTES + Frame.KEY) * 8);
        byte[] before = storage.content(FIRST);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> Journal.open(storage, OPTIONS))
                    .isInstanceOfSatisfying(JournalCorrupted.class, e -> {
                        assertThat(e.segment()).isEqualTo(FIRST);
                        assertThat(e.offset()).isEqualTo(SegmentHeader.BYTES + A_BYTES);
                        assertThat(e.seq()).isEqualTo(2);
                    })
                    .hasMessage("expected a record that was durable once, was another crc segment=" + FIRST
                            + " offset=90 seq=2 folder=simulated");
        }
        assertThat(storage.content(FIRST)).isEqualTo(before);
        assertThatThrownBy(this::read).isInstanceOf(JournalCorrupted.class);
    }

    @Test
    void takesAHoleInRecordsThatWereNeverForcedForATornWrite() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        A.appendTo(journal);
        journal.force();
        A.appendTo(journal);
        A.appendTo(journal);
        journal.force(); // the power fails before this has returned: only the later record reached the disk
        storage.restart();
        byte[] bytes = storage.content(FIRST);
        Arrays.fill(bytes, SegmentHeader.BYTES + A_BYTES, SegmentHeader.BYTES + 2 * A_BYTES, (byte) 0);
        storage.put(FIRST, bytes);
        assertThat(read()).containsExactly(A);
        try (Journal again = Journal.open(storage, OPTIONS)) {
            assertThat(again.lastSeq()).isEqualTo(1);
            assertThat(again.cut()).hasSize(1);
        }
    }

    @Test
    void refusesDamageToTheLastRecordOfAClosedJournal() throws JournalException {
        try (Journal journal = Journal.open(storage, OPTIONS)) {
            A.appendTo(journal);
        }
        storage.flip(FIRST, (SegmentHeader.BYTES + Frame.KEY) * 8);
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS)).isInstanceOf(JournalCorrupted.class);
    }

    @Test
    void refusesAMissingSegment() throws IOException {
        threeForced(ONE_EACH);
        storage.delete(new Segment(2).name());
        assertThatThrownBy(() -> Journal.open(storage, ONE_EACH))
                .isInstanceOf(JournalCorrupted.class)
                .hasMessageContaining("expected seq 3, was 2")
                .hasMessageContaining(FIRST);
        assertThatThrownBy(this::read)
                .isInstanceOf(JournalCorrupted.class)
                .hasMessageContaining("expected a segment, was none segment=00000000000000000002.journal");
    }

    @Test
    void refusesASegmentUnderAnotherName() throws IOException {
        threeForced(OPTIONS);
        storage.rename(FIRST, new Segment(5).name());
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS))
                .isInstanceOf(JournalCorrupted.class)
                .hasMessageContaining("expected the first seq of the file name, was 1");
    }

    @Test
    void refusesBytesBehindASeal() throws JournalException {
        try (Journal journal = Journal.open(storage, OPTIONS)) {
            A.appendTo(journal);
        }
        byte[] bytes = storage.content(FIRST);
        storage.put(FIRST, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS))
                .isInstanceOf(JournalCorrupted.class)
                .hasMessageContaining("expected the file to end with its seal, was longer");
    }

    @Test
    void restoresASealThatWasNeverSyncedAndSaysSo() throws JournalException {
        threeForced(ONE_EACH);
        byte[] bytes = storage.content(FIRST);
        storage.put(FIRST, Arrays.copyOf(bytes, bytes.length - 5));
        assertThat(read()).containsExactly(A, A, A);
        try (Journal journal = Journal.open(storage, ONE_EACH)) {
            int offset = SegmentHeader.BYTES + A_BYTES;
            assertThat(journal.cut()).containsExactly(new TornTail(FIRST, offset, Frame.SEAL_BYTES - 5, 1));
        }
        assertThat(storage.content(FIRST)).isEqualTo(bytes);
    }

    @Test
    void refusesAnOlderSegmentThatLostARecord() throws JournalException {
        threeForced(new Journal.Options(0, 200, 2_000));
        byte[] bytes = storage.content(FIRST);
        storage.put(FIRST, Arrays.copyOf(bytes, SegmentHeader.BYTES + 10));
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS))
                .isInstanceOf(JournalCorrupted.class)
                .hasMessageContaining("expected records up to the next segment, was the end of the file");
        assertThatThrownBy(this::read).isInstanceOf(JournalCorrupted.class);
    }

    @Test
    void refusesANewerSegmentFormat() {
        storage.put(FIRST, new SegmentHeader(2, 1, 0).encoded().array());
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS))
                .isInstanceOf(JournalTooNew.class)
                .hasMessage("expected format 1 or older, was 2 of a newer program file=" + FIRST + " folder=simulated");
        assertThatThrownBy(this::read).isInstanceOf(JournalTooNew.class);
    }

    @Test
    void refusesANewerRecordFormat() {
        ByteBuffer file = ByteBuffer.allocate(SegmentHeader.BYTES + Frame.SEAL_BYTES);
        file.put(new SegmentHeader(1, 1, 77).encoded()).put(new Frame(77).seal(1));
        file.put(SegmentHeader.BYTES + Frame.VERSION, (byte) 2);
        new Frame(77).finish(file, SegmentHeader.BYTES);
        storage.put(FIRST, file.array());
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS)).isInstanceOf(JournalTooNew.class);
    }

    /** Somebody who knows the format but not the salt sends a whole frame as his payload. */
    @Test
    void doesNotTakeAPayloadForAFrame() throws JournalException {
        byte[] forged = new byte[Frame.SEAL_BYTES];
        new Frame(0).seal(2).get(forged);
        Journal journal = Journal.open(storage, OPTIONS);
        journal.append((byte) 1, 0, new byte[0], forged);
        journal.force();
        storage.restart();
        storage.flip(FIRST, (SegmentHeader.BYTES + Frame.RECEIVE_TIME_MS) * 8);
        try (Journal again = Journal.open(storage, OPTIONS)) {
            assertThat(again.lastSeq()).isZero();
            assertThat(again.cut()).hasSize(1);
        }
    }

    @Test
    void mindsOnlyItsOwnFiles() throws JournalException {
        storage.put("1.journal", new byte[] {1});
        storage.put("99999999999999999999.journal", new byte[] {1});
        storage.put("notes.txt", new byte[] {1});
        storage.put("00000000000000000009.journal.tmp", new byte[] {1});
        threeForced(OPTIONS);
        assertThat(storage.list())
                .containsExactlyInAnyOrder(FIRST, "1.journal", "99999999999999999999.journal", "notes.txt");
    }
}
