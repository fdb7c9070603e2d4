package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    private static final Journal.Options SMALL = new Journal.Options(0, 5_000, 200_000);
    private static final long DEADLINE_S = 60;

    @TempDir
    Path folder;

    @Test
    void givesOnlyForcedRecordsEvenWhenLaterOnesAreInTheFile() throws JournalException {
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1 << 20, 200_000));
                JournalReader reader = journal.reader(1)) {
            assertThat(reader.next()).isFalse();
            Entry.of("a").appendTo(journal);
            journal.force();
            Entry.of("x".repeat(150_000)).appendTo(journal);
            Entry.of("y".repeat(150_000)).appendTo(journal); // pushes the one before out of the buffer
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"));
            journal.force();
            assertThat(Entry.all(reader)).hasSize(2);
        }
    }

    @Test
    void readsAgainWhatItHadReadAheadWhileItWasBeingWritten() throws JournalException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.keepWritesInFlight();
        try (Journal journal = Journal.open(storage, new Journal.Options(0, 1 << 20, 50_000));
                JournalReader reader = journal.reader(1)) {
            Entry.of("a").appendTo(journal);
            journal.force();
            Entry.of("x".repeat(40_000)).appendTo(journal);
            Entry.of("y".repeat(40_000)).appendTo(journal); // pushes the one before out of the buffer
            assertThat(Entry.all(reader)).hasSize(1);
            journal.force();
            assertThat(Entry.all(reader)).hasSize(2);
        }
    }

    @Test
    void takesARecordThatAToolSawHalfWrittenForNoDamage() throws JournalException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.keepWritesInFlight();
        try (Journal journal = Journal.open(storage, new Journal.Options(0, 1 << 20, 50_000));
                JournalReader tool = Journal.read(storage, 1)) {
            Entry.of("a").appendTo(journal);
            journal.force();
            Entry.of("x".repeat(40_000)).appendTo(journal);
            Entry.of("y".repeat(40_000)).appendTo(journal); // pushes the one before out of the buffer
            assertThat(tool.next()).isTrue();
            journal.force();
            Entry.of("b").appendTo(journal);
            journal.force();
            assertThat(Entry.all(tool)).hasSize(3).endsWith(Entry.of("b"));
        }
    }

    @Test
    void startsInTheMiddleOfASegment() throws JournalException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            for (int i = 1; i <= 200; i++) {
                Entry.of("no " + i).appendTo(journal);
            }
            journal.force();
            for (int from : new int[] {1, 2, 77, 199, 200, 201}) {
                try (JournalReader reader = journal.reader(from)) {
                    List<Entry> read = Entry.all(reader);
                    assertThat(read).hasSize(201 - from);
                    assertThat(read.isEmpty() ? "no 201" : read.get(0).payload())
                            .isEqualTo("no " + from);
                }
            }
        }
    }

    @Test
    void seesEveryForcedRecordInOrderWhileAnotherThreadWrites() throws Exception {
        int records = 5_000;
        Random random = new Random(5);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Journal journal = Journal.open(folder, SMALL)) {
            Future<Boolean> reading = threads.submit(readAll(journal, records));
            for (int i = 1; i <= records; i++) {
                Entry.of("no " + i + "-".repeat(random.nextInt(40))).appendTo(journal);
                if (random.nextInt(200) == 0) {
                    journal.force();
                }
            }
            journal.force();
            assertThat(reading.get(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Boolean> readAll(Journal journal, int records) {
        return () -> {
            try (JournalReader reader = journal.reader(1)) {
                long seq = 0;
                while (seq < records && !Thread.currentThread().isInterrupted()) {
                    if (reader.next()) {
                        seq++;
                        assertThat(reader.record().seq()).isEqualTo(seq).isLessThanOrEqualTo(journal.durableSeq());
                        assertThat(Entry.from(reader.record()).payload()).startsWith("no " + seq);
                    }
                }
                return seq == records;
            }
        };
    }

    @Test
    void readsAFolderThatIsBeingWrittenAndGoesOnLater() throws JournalException {
        try (Journal journal = Journal.open(folder, SMALL)) {
            try (JournalReader reader = Journal.read(folder, 1)) {
                for (int round = 0; round < 5; round++) {
                    assertThat(reader.next()).isFalse();
                    for (int i = 0; i < 60; i++) {
                        Entry.of("round " + round).appendTo(journal);
                    }
                    journal.force();
                    assertThat(Entry.all(reader)).hasSize(60).containsOnly(Entry.of("round " + round));
                }
            }
        }
    }

    @Test
    void goesOnReadingAFolderThatWasRecoveredMeanwhile() throws JournalException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal killed = Journal.open(storage, SMALL);
        Entry.of("a").appendTo(killed);
        killed.force();
        storage.restart();
        try (JournalReader reader = Journal.read(storage, 1)) {
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"));
            try (Journal journal = Journal.open(storage, SMALL)) {
                Entry.of("b").appendTo(journal);
                journal.force();
                assertThat(Entry.all(reader)).containsExactly(Entry.of("b"));
            }
        }
    }

    @Test
    void readsAnEmptyFolderAndOneBeyondItsEndAsNothing() throws JournalException {
        try (JournalReader reader = Journal.read(folder, 1)) {
            assertThat(reader.next()).isFalse();
        }
        try (Journal journal = Journal.open(folder, SMALL)) {
            Entry.of("a").appendTo(journal);
        }
        try (JournalReader reader = Journal.read(folder, 100)) {
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void saysWhenRetentionOvertookIt() throws JournalException {
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1, 1_000));
                JournalReader reader = journal.reader(1)) {
            for (int i = 0; i < 4; i++) {
                Entry.of("a").appendTo(journal);
            }
            journal.force();
            assertThat(reader.next()).isTrue();
            journal.deleteBelow(4);
            assertThatThrownBy(reader::next).isInstanceOfSatisfying(RecordsMissing.class, e -> {
                assertThat(e.wanted()).isEqualTo(2);
                assertThat(e.oldest()).isEqualTo(4);
            });
        }
    }

    /** Two readers, of the journal and of the folder without its lock, while a third thread deletes. */
    @Test
    void readsInOrderOrSaysWhatIsMissingWhileRetentionDeletes() throws Exception {
        int records = 3_000;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1_000, 1_000))) {
            Entry.of("no 1").appendTo(journal);
            journal.force();
            Future<Integer> vouched = threads.submit(() -> startsOver(journal, records, true));
            Future<Integer> tool = threads.submit(() -> startsOver(journal, records, false));
            for (int i = 2; i <= records; i++) {
                Entry.of("no " + i).appendTo(journal);
                if (i % 20 == 0) {
                    journal.force();
                    journal.deleteBelow(i - 40);
                }
            }
            journal.force();
            assertThat(vouched.get(DEADLINE_S, TimeUnit.SECONDS)).isNotNegative();
            assertThat(tool.get(DEADLINE_S, TimeUnit.SECONDS)).isNotNegative();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads to the last record, from the oldest anew whenever retention was quicker; returns how often it was. */
    private int startsOver(Journal journal, long last, boolean vouched) throws JournalException {
        int overtaken = 0;
        long seen = 0;
        while (seen < last && !Thread.currentThread().isInterrupted()) {
            try (JournalReader reader =
                    vouched ? journal.reader(Math.max(seen + 1, journal.firstSeq())) : Journal.read(folder, seen + 1)) {
                seen = readOn(reader, seen, last);
            } catch (RecordsMissing e) {
                assertThat(e.wanted()).isGreaterThan(seen).isLessThan(e.oldest());
                overtaken++;
            }
        }
        return overtaken;
    }

    private static long readOn(JournalReader reader, long seen, long last) throws JournalException {
        long seq = seen;
        while (seq < last && !Thread.currentThread().isInterrupted() && reader.next()) {
            assertThat(reader.record().seq()).isGreaterThan(seq);
            seq = reader.record().seq();
            assertThat(Entry.from(reader.record()).payload()).isEqualTo("no " + seq);
        }
        return seq;
    }

    @Test
    void startsAtTheOldestWhenASegmentIsDeletedWhileItIsOpened() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = Journal.open(storage, new Journal.Options(0, 1, 1_000))) {
            for (int i = 1; i <= 4; i++) {
                Entry.of("no " + i).appendTo(journal);
            }
            journal.force();
            try (JournalReader reader = Journal.read(storage, 1)) {
                storage.beforeNextOpen(() -> deleteBelow(journal, 3));
                assertThatThrownBy(reader::next).isInstanceOfSatisfying(RecordsMissing.class, e -> {
                    assertThat(e.wanted()).isEqualTo(1);
                    assertThat(e.oldest()).isEqualTo(3);
                });
            }
            try (JournalReader reader = Journal.read(storage, 1)) {
                assertThat(Entry.all(reader)).containsExactly(Entry.of("no 3"), Entry.of("no 4"));
            }
        }
    }

    private static void deleteBelow(Journal journal, long seq) {
        try {
            journal.deleteBelow(seq);
        } catch (JournalException e) {
            throw new AssertionError("a storage without faults", e);
        }
    }

    /** The newest segment that a tool has open is sealed, followed and deleted with those behind it. */
    @Test
    void tellsAToolThatItWasOvertakenInTheNewestSegment() throws JournalException {
        try (Journal journal = Journal.open(folder, new Journal.Options(0, 1, 1_000))) {
            Entry.of("no 1").appendTo(journal);
            journal.force();
            try (JournalReader tool = Journal.read(folder, 1)) {
                assertThat(tool.next()).isTrue();
                for (int i = 2; i <= 4; i++) {
                    Entry.of("no " + i).appendTo(journal);
                }
                journal.force();
                journal.deleteBelow(4);
                assertThatThrownBy(tool::next).isInstanceOfSatisfying(RecordsMissing.class, e -> {
                    assertThat(e.wanted()).isEqualTo(2);
                    assertThat(e.oldest()).isEqualTo(4);
                });
            }
        }
    }

    @Test
    void refusesDamageToADurableRecord() throws JournalException {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = Journal.open(storage, SMALL)) {
            Entry.of("a").appendTo(journal);
            journal.force();
            storage.flip(new Segment(1).name(), (SegmentHeader.BYTES + Frame.KEY) * 8);
            try (JournalReader reader = journal.reader(1)) {
                assertThatThrownBy(reader::next).isInstanceOf(JournalCorrupted.class);
            }
        }
    }
}
