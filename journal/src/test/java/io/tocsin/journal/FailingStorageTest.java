package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a journal does when its disk refuses. */
class FailingStorageTest {
    private static final Journal.Options OPTIONS = new Journal.Options(0, 10_000, 2_000);

    private final SimulatedStorage storage = new SimulatedStorage(1);

    @Test
    void staysFailedAfterAFailedForce() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        journal.force();
        Entry.of("b").appendTo(journal);
        storage.failAtForce(1);
        assertThatThrownBy(journal::force)
                .isInstanceOf(JournalFailed.class)
                .hasMessage("expected to force the journal to disk, was Input/output error folder=simulated");
        byte[] before = storage.content(new Segment(1).name());
        assertThatThrownBy(journal::force)
                .isInstanceOf(JournalFailed.class)
                .hasMessage("expected to write a journal that has not failed, was Input/output error folder=simulated");
        assertThatThrownBy(() -> Entry.of("c").appendTo(journal)).isInstanceOf(JournalFailed.class);
        journal.close();
        assertThat(journal.durableSeq()).isEqualTo(1);
        assertThat(storage.content(new Segment(1).name())).isEqualTo(before);
    }

    @Test
    void letsReadersOfAFailedJournalFinishTheDurableRecords() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        journal.force();
        Entry.of("b").appendTo(journal);
        storage.failAtForce(1);
        assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
        try (JournalReader reader = journal.reader(1)) {
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"));
        }
    }

    @Test
    void makesDurableWhatItFindsAfterAFailedForceByWritingItAnew() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        storage.failAtForce(1);
        assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
        journal.close();
        try (Journal again = Journal.open(storage, OPTIONS)) {
            assertThat(again.durableSeq()).isEqualTo(1);
        }
        storage.losePower();
        try (JournalReader reader = Journal.read(storage, 1)) {
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"));
        }
    }

    @Test
    void reportsAFullDiskAndGoesOnWhenThereIsRoomAgain() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        journal.force();
        storage.limitBytes(20);
        Entry.of("b").appendTo(journal);
        assertThatThrownBy(journal::force)
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("No space left on device");
        journal.close();
        assertThatThrownBy(() -> Journal.open(storage, OPTIONS)).isInstanceOf(JournalFailed.class);
        storage.limitBytes(1_000);
        try (Journal again = Journal.open(storage, OPTIONS)) {
            assertThat(again.lastSeq()).isEqualTo(1);
            assertThat(again.cut()).containsExactly(new TornTail(new Segment(1).name(), 90, 20, 1));
        }
    }

    /** Of ten records three are forced, then the disk refuses at any place, in the middle of a segment or between two. */
    @Test
    void goesOnInANewFileWithEveryDurableRecordWhateverFailed() throws JournalException {
        for (int at = 1; at <= 40; at++) {
            for (int kind = 0; kind < 3; kind++) {
                goesOnAfter(new SimulatedStorage(at), kind, at);
            }
        }
    }

    private static void goesOnAfter(SimulatedStorage disk, int kind, int at) throws JournalException {
        Journal journal = Journal.open(disk, new Journal.Options(0, 400, 2_000));
        List<Entry> entries = appendTo(journal, 3);
        journal.force();
        switch (kind) {
            case 0 -> disk.failAtForce(1 + at % 8);
            case 1 -> disk.failAtNames(1 + at % 6);
            default -> disk.limitBytes(at * 15L);
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        entries.addAll(appendTo(journal, 1));
                        if (i % 2 == 0) {
                            journal.force();
                        }
                    }
                })
                .isInstanceOf(JournalFailed.class);
        long durable = journal.durableSeq();
        String failed = Objects.requireNonNull(disk.list().get(disk.list().size() - 1));
        byte[] bytes = disk.content(failed);
        journal.close();
        assertThat(disk.content(failed)).isEqualTo(bytes);
        disk.restart();
        trustsOnlyWhatItWroteAnew(disk, durable, entries);
    }

    private static void trustsOnlyWhatItWroteAnew(SimulatedStorage disk, long durable, List<Entry> entries)
            throws JournalException {
        Journal again = Journal.open(disk, OPTIONS);
        long found = again.lastSeq();
        assertThat(found).isBetween(durable, (long) entries.size() + 1);
        assertThat(again.segments().get(again.segments().size() - 1).firstSeq()).isEqualTo(found + 1);
        disk.losePower();
        try (Journal last = Journal.open(disk, OPTIONS);
                JournalReader reader = last.reader(1)) {
            assertThat(last.lastSeq()).isEqualTo(found);
            assertThat(Entry.all(reader))
                    .hasSize((int) found)
                    .startsWith(entries.subList(0, (int) durable).toArray(new Entry[0]));
        }
    }

    private static List<Entry> appendTo(Journal journal, int count) throws JournalException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Entry entry = Entry.of("no " + journal.lastSeq());
            entries.add(entry);
            entry.appendTo(journal);
        }
        return entries;
    }

    /** A file whose sync failed shows bytes until the power fails that are not on the disk. */
    @Test
    void doesNotTrustWhatItSeesOfAFileWhoseSyncFailed() throws JournalException {
        int dropped = 0;
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            Journal journal = Journal.open(disk, OPTIONS);
            appendTo(journal, 2);
            disk.failAtForce(1);
            assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
            journal.close();
            try (JournalReader seen = Journal.read(disk, 1)) {
                assertThat(Entry.all(seen)).hasSize(2);
            }
            disk.losePower();
            try (JournalReader left = Journal.read(disk, 1)) {
                dropped += Entry.all(left).isEmpty() ? 1 : 0;
            }
        }
        assertThat(dropped).isBetween(1, 19);
    }

    @Test
    void keepsOneWholeRunOfSegmentsWhenDeletingFailsOrTheDiskEnds() throws JournalException {
        for (int seed = 0; seed < 300; seed++) {
            SimulatedStorage disk = new SimulatedStorage(seed);
            Journal journal = Journal.open(disk, new Journal.Options(0, 1, 2_000));
            List<Entry> entries = appendTo(journal, 8);
            journal.force();
            disk.failAtNames(1 + seed % 9);
            deleteOrFail(journal, 4);
            disk.crashAtChange(1 + seed % 11);
            assertThatThrownBy(() -> {
                        journal.deleteBelow(8);
                        journal.close();
                    })
                    .isInstanceOf(SimulatedStorage.Crash.class);
            disk.losePower();
            try (Journal again = Journal.open(disk, OPTIONS);
                    JournalReader reader = again.reader(again.firstSeq())) {
                assertThat(again.firstSeq()).isLessThanOrEqualTo(8);
                assertThat(Entry.all(reader)).isEqualTo(entries.subList((int) again.firstSeq() - 1, 8));
            }
        }
    }

    private static void deleteOrFail(Journal journal, long seq) {
        try {
            journal.deleteBelow(seq);
        } catch (JournalException e) {
            assertThat(e).hasMessageContaining("expected to delete old segments, was Input/output error");
        }
    }

    @Test
    void goesOnInANewFileAndItsReadersFollow() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        journal.force();
        try (JournalReader reader = journal.reader(1)) {
            assertThat(reader.next()).isTrue();
            storage.limitBytes(20);
            Entry.of("lost").appendTo(journal);
            assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
            assertThatThrownBy(journal::goOn)
                    .isInstanceOf(JournalFailed.class)
                    .hasMessageStartingWith("expected to go on with the journal, was No space left on device");
            assertThat(reader.next()).isFalse();
            storage.limitBytes(1_000);
            assertThat(journal.goOn()).isEqualTo(1);
            Entry.of("b").appendTo(journal);
            journal.force();
            assertThat(Entry.all(reader)).containsExactly(Entry.of("b"));
        }
        journal.close();
        storage.losePower();
        try (JournalReader reader = Journal.read(storage, 1)) {
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"), Entry.of("b"));
        }
    }

    @Test
    void whatAFailedForceLeftInMemoryIsWrittenAnewWhenItGoesOn() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        storage.failAtForce(1);
        assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
        assertThat(journal.goOn()).isEqualTo(1);
        storage.losePower();
        try (JournalReader reader = Journal.read(storage, 1)) {
            assertThat(Entry.all(reader)).containsExactly(Entry.of("a"));
        }
    }

    @Test
    void goingOnChangesNothingWhereNothingFailed() throws JournalException {
        try (Journal journal = Journal.open(storage, OPTIONS)) {
            Entry.of("a").appendTo(journal);
            journal.force();
            assertThat(journal.goOn()).isEqualTo(1);
            assertThat(storage.list()).containsOnlyOnce(new Segment(1).name());
        }
        Journal closed = Journal.open(storage, OPTIONS);
        closed.close();
        assertThatThrownBy(closed::goOn).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void staysFailedAfterAnErrorThatIsNotTheDisks() throws JournalException {
        Journal journal = Journal.open(storage, OPTIONS);
        Entry.of("a").appendTo(journal);
        storage.crashAtChange(1);
        assertThatThrownBy(journal::force).isInstanceOf(SimulatedStorage.Crash.class);
        storage.restart();
        assertThatThrownBy(journal::force).isInstanceOf(JournalFailed.class);
    }

    @Test
    void namesTheReasonInWordsAndInOneLine() {
        Path folder = Path.of("data");
        assertThat(new JournalFailed("write", folder, new AccessDeniedException("data/lock")))
                .hasMessage("expected to write, was permission denied file=data/lock folder=data");
        assertThat(new JournalFailed("write", folder, new IOException("first\nsecond")))
                .hasMessage("expected to write, was first second folder=data");
        assertThat(new JournalFailed("write", folder, new IOException()))
                .hasMessage("expected to write, was IOException folder=data");
    }
}
