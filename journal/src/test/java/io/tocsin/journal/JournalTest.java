package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Journal.Options SMALL = new Journal.Options(7, 500, 2_000);
    private static final byte[] NONE = {};

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameAFolderThatIsNotThereYet() {
        folder = temp.resolve("data").resolve("input");
    }

    private static List<Entry> entries(int count) {
        return IntStream.range(0, count).mapToObj(i -> Entry.of("reading " + i)).toList();
    }

    private void write(List<Entry> entries) throws JournalException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            for (Entry entry : entries) {
                entry.appendTo(journal);
            }
        }
    }

    private List<Entry> read() throws JournalException {
        try (JournalReader reader = Journal.read(folder, 1)) {
            return Entry.all(reader);
        }
    }

    @Test
    void continuesTheSeqAfterClosing() throws JournalException {
        write(entries(3));
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.lastSeq()).isEqualTo(3);
            assertThat(journal.durableSeq()).isEqualTo(3);
            assertThat(journal.cut()).isEmpty();
            assertThat(Entry.of("more").appendTo(journal)).isEqualTo(4);
        }
        assertThat(read()).hasSize(4);
    }

    @Test
    void beginsAtOneAndStaysThereWhenNothingIsWritten() throws JournalException {
        write(List.of());
        write(List.of());
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.lastSeq()).isZero();
            assertThat(Entry.of("first").appendTo(journal)).isEqualTo(1);
        }
    }

    @Test
    void readsAcrossManySegments() throws JournalException {
        List<Entry> entries = entries(50);
        write(entries);
        assertThat(read()).isEqualTo(entries);
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.segments()).hasSizeGreaterThan(5);
            assertThat(journal.segments()).allMatch(segment -> segment.bytes() <= SMALL.segmentBytes());
        }
    }

    @Test
    void closesASegmentAtTheConfiguredSizeOnly() throws JournalException {
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1 << 20, 2_000))) {
            for (Entry entry : entries(50)) {
                entry.appendTo(journal);
            }
            assertThat(journal.segments()).hasSize(1);
        }
    }

    @Test
    void keepsRecordsOfEverySizeUpToTheLimit() throws JournalException {
        Random random = new Random(1);
        byte[] big = new byte[(1 << 20) - 3];
        random.nextBytes(big);
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 3 << 20, 1 << 20))) {
            journal.append((byte) 1, 5, new byte[] {1, 2, 3}, big);
            journal.append((byte) -1, -5, NONE, NONE);
            journal.append((byte) 1, 5, new byte[65_535], NONE);
            journal.append((byte) 1, 5, new byte[] {1, 2, 3}, big);
            journal.force();
            try (JournalReader reader = journal.reader(1)) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().payload()).isEqualTo(big);
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().payload()).isEmpty();
                assertThat(reader.record().key()).isEmpty();
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().key()).hasSize(65_535);
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().payload()).isEqualTo(big);
                assertThat(reader.next()).isFalse();
            }
        }
    }

    @Test
    void keepsARecordLargerThanASegment() throws JournalException {
        List<Entry> entries = List.of(Entry.of("x".repeat(1_500)), Entry.of("y".repeat(1_500)));
        write(entries);
        assertThat(read()).isEqualTo(entries);
    }

    @Test
    void refusesARecordOverTheLimitAndGoesOn() throws JournalException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThatThrownBy(() -> journal.append((byte) 1, 0, new byte[1], new byte[2_000]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a record of at most 2000 bytes, was 2001");
            assertThatThrownBy(() -> journal.append((byte) 0, 0, NONE, NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a record type other than 0, was 0");
            assertThat(journal.append((byte) 1, 0, NONE, new byte[2_000])).isEqualTo(1);
        }
    }

    @Test
    void refusesAKeyOfMoreThanTwoBytesOfLength() throws JournalException {
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1_000, 1 << 20))) {
            assertThatThrownBy(() -> journal.append((byte) 1, 0, new byte[65_536], NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("expected a key of at most 65535 bytes, was 65536");
        }
    }

    @Test
    void refusesOptionsThatCannotWork() {
        assertThatThrownBy(() -> new Journal.Options(65_536, 1, 1)).hasMessageContaining("shard from 0 to 65535");
        assertThatThrownBy(() -> new Journal.Options(0, 0, 1)).hasMessageContaining("segmentBytes over 0");
        assertThatThrownBy(() -> new Journal.Options(0, 1, 1 << 30)).hasMessageContaining("maxRecordBytes from 1 to");
    }

    @Test
    void stampsEachRecordWithItsCircumstances() throws JournalException {
        try (Journal journal = Journal.open(folder, Journal.Options.ofShard(65_535))) {
            journal.append((byte) 9, 12, NONE, NONE);
            journal.stamp(4, 0xcafe_0000_0000_0001L);
            journal.append((byte) 9, 12, NONE, NONE);
            journal.force();
            try (JournalReader reader = journal.reader(1)) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().epoch()).isZero();
                assertThat(reader.record().configHash()).isZero();
                assertThat(reader.next()).isTrue();
                assertThat(reader.record().seq()).isEqualTo(2);
                assertThat(reader.record().type()).isEqualTo((byte) 9);
                assertThat(reader.record().receiveTimeMs()).isEqualTo(12);
                assertThat(reader.record().shard()).isEqualTo(65_535);
                assertThat(reader.record().epoch()).isEqualTo(4);
                assertThat(reader.record().configHash()).isEqualTo(0xcafe_0000_0000_0001L);
            }
        }
    }

    @Test
    void refusesASecondJournalInTheSameProcess() throws IOException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            Path alias = Files.createSymbolicLink(temp.resolve("alias"), folder);
            for (Path same : List.of(folder, alias, alias)) {
                assertThatThrownBy(() -> Journal.open(same, SMALL))
                        .isInstanceOf(JournalLocked.class)
                        .hasMessage(
                                "expected a journal folder that nobody else writes, was held by this process folder="
                                        + folder.toRealPath());
            }
            Entry.of("still mine").appendTo(journal);
        }
        write(List.of());
    }

    @Test
    void saysInOneLineThatTheFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> Journal.open(file, SMALL))
                .isInstanceOf(JournalFailed.class)
                .hasMessage("expected to open the journal for writing, was a file of that name in the way file=" + file
                        + " folder=" + file);
        assertThatThrownBy(() -> Journal.open(file.resolve("below"), SMALL)).isInstanceOf(JournalFailed.class);
    }

    @Test
    void saysInOneLineThatThereIsNothingToRead() {
        assertThatThrownBy(() -> Journal.read(folder, 1))
                .isInstanceOf(JournalFailed.class)
                .hasMessageStartingWith("expected to read the journal, was no such file or folder");
    }

    @Test
    void deletesWholeSegmentsBelowASeqButNeverTheNewest() throws JournalException {
        write(entries(50));
        try (Journal journal = Journal.open(folder, SMALL)) {
            long oldest = journal.deleteBelow(30);
            assertThat(oldest).isBetween(20L, 30L).isEqualTo(journal.firstSeq());
            assertThat(read()).isEqualTo(entries(50).subList((int) oldest - 1, 50));
            assertThatThrownBy(() -> journal.reader(oldest - 1))
                    .isInstanceOf(RecordsMissing.class)
                    .hasMessageStartingWith("expected a seq from " + oldest + " to 51, was " + (oldest - 1));
            assertThat(journal.deleteBelow(oldest)).isEqualTo(oldest);
            assertThat(journal.deleteBelow(1_000)).isEqualTo(51);
            assertThat(journal.segments()).hasSize(1);
        }
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(journal.firstSeq()).isEqualTo(51);
            assertThat(Entry.of("next").appendTo(journal)).isEqualTo(51);
        }
    }

    @Test
    void knowsItsOldestRecordRightAfterReopening() throws JournalException {
        write(entries(50));
        long oldest;
        try (Journal journal = Journal.open(folder, SMALL)) {
            oldest = journal.deleteBelow(30);
        }
        try (Journal journal = Journal.open(folder, SMALL);
                JournalReader reader = journal.reader(journal.firstSeq())) {
            assertThat(journal.firstSeq()).isEqualTo(oldest);
            assertThat(Entry.all(reader)).isEqualTo(entries(50).subList((int) oldest - 1, 50));
        }
    }

    @Test
    void keepsWhatASegmentHoldsBesideRecordsThatMayGo() throws JournalException {
        write(entries(50));
        try (Journal journal = Journal.open(folder, SMALL)) {
            for (Journal.SegmentSize segment :
                    journal.segments().subList(1, journal.segments().size())) {
                assertThat(journal.deleteBelow(segment.firstSeq() - 1)).isLessThan(segment.firstSeq());
                assertThat(journal.deleteBelow(segment.firstSeq())).isEqualTo(segment.firstSeq());
            }
        }
    }

    @Test
    void neverDeletesTheSegmentBeingWritten() throws JournalException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            for (Entry entry : entries(50)) {
                entry.appendTo(journal);
                assertThat(journal.deleteBelow(Long.MAX_VALUE)).isLessThanOrEqualTo(journal.lastSeq());
                assertThat(journal.segments()).hasSize(1);
            }
            journal.force();
            List<Entry> held = entries(50).subList((int) journal.firstSeq() - 1, 50);
            assertThat(read()).isEqualTo(held).isNotEmpty();
        }
    }

    @Test
    void measuresWhileSegmentsAreBeingDeleted() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = Journal.open(storage, new Journal.Options(0, 1, 2_000))) {
            for (Entry entry : entries(4)) {
                entry.appendTo(journal);
            }
            storage.beforeNextOpen(() -> deleteBelow(journal, 3));
            assertThat(journal.segments())
                    .extracting(Journal.SegmentSize::firstSeq)
                    .containsExactly(3L, 4L);
        }
    }

    private static void deleteBelow(Journal journal, long seq) {
        try {
            journal.deleteBelow(seq);
        } catch (JournalException e) {
            throw new AssertionError("a storage without faults", e);
        }
    }

    @Test
    void refusesACursorBeyondItsEnd() throws JournalException {
        write(entries(5));
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThatThrownBy(() -> journal.reader(7))
                    .isInstanceOfSatisfying(RecordsMissing.class, e -> {
                        assertThat(e.wanted()).isEqualTo(7);
                        assertThat(e.oldest()).isEqualTo(1);
                    })
                    .hasMessageStartingWith("expected a seq from 1 to 6, was 7");
            try (JournalReader reader = journal.reader(6)) {
                assertThat(reader.next()).isFalse();
            }
        }
    }

    @Test
    void takesNothingAfterClosing() throws JournalException {
        Journal journal = Journal.open(folder, SMALL);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> Entry.of("late").appendTo(journal)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(journal::force).isInstanceOf(IllegalStateException.class);
    }
}
