package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
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
