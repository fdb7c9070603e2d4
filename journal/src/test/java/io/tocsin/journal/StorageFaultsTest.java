package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Random writing on a storage that crashes, tears, loses and refuses, against a list as the model. */
class StorageFaultsTest {
    private static final Journal.Options OPTIONS = new Journal.Options(3, 900, 3_000);

    @Test
    void keepsWhatWasForcedAndInventsNothingAtAnyCrashPoint() {
        forEachSeed(seed -> new Run(seed).crashes());
    }

    @Test
    void noticesAFlippedBitAnywhere() {
        forEachSeed(seed -> new Run(seed).flippedBit());
    }

    private static void forEachSeed(LongConsumer run) {
        Seeds.forEach("storage faults", 300, run);
    }

    /** One seed: its storage, and what the journal in it must hold. */
    private static final class Run {
        private final Random random;
        private final SimulatedStorage storage;
        private final List<Entry> appended = new ArrayList<>(); // of seq 1, 2, ...
        private long forced;
        private long deletedBelow = 1;
        private long cursorAt;
        private long cursorMovesTo;

        Run(long seed) {
            random = SimulatedStorage.seeded(seed);
            storage = new SimulatedStorage(random.nextLong());
        }

        void crashes() {
            for (int round = 1 + random.nextInt(6); round > 0; round--) {
                plan();
                try {
                    writeOn();
                } catch (SimulatedStorage.Crash e) {
                    crash();
                } catch (JournalException e) {
                    assertThat(e).isInstanceOf(JournalFailed.class);
                    endFailed();
                }
            }
            storage.restart();
            reopened(journal -> {});
        }

        private void plan() {
            switch (random.nextInt(7)) {
                case 0 -> storage.failAtForce(1 + random.nextInt(12));
                case 2 -> storage.failAtNames(1 + random.nextInt(20));
                case 1 -> storage.limitBytes(random.nextInt(4_000));
                default -> storage.crashAtChange(1 + random.nextInt(60));
            }
        }

        private void crash() {
            if (random.nextInt(3) == 0) {
                storage.restart();
            } else {
                storage.losePower();
            }
        }

        /** After a failed write the program ends, or opens the folder again and then loses power at some time. */
        private void endFailed() {
            storage.restart();
            if (random.nextBoolean()) {
                reopened(journal -> {});
            }
            storage.losePower();
        }

        private void writeOn() throws JournalException {
            try (Journal journal = opened()) {
                Cursor cursor = openedCursor();
                for (int step = random.nextInt(60); step > 0; step--) {
                    step(journal, cursor);
                }
            }
            forced = appended.size();
        }

        private void step(Journal journal, Cursor cursor) throws JournalException {
            int choice = random.nextInt(20);
            if (choice < 14) {
                append(journal);
            } else if (choice < 18) {
                journal.force();
                forced = appended.size();
            } else if (choice < 19) {
                cursorMovesTo = journal.durableSeq();
                cursor.moveTo(cursorMovesTo, noteAt(cursorMovesTo));
                cursorAt = cursorMovesTo;
            } else {
                deletedBelow = Math.max(deletedBelow, 1 + forced - random.nextInt(20));
                journal.deleteBelow(deletedBelow);
            }
        }

        private void append(Journal journal) throws JournalException {
            Entry entry = Entry.random(random, 2_500);
            appended.add(entry);
            assertThat(entry.appendTo(journal)).isEqualTo(appended.size());
        }

        private Cursor openedCursor() throws JournalException {
            Cursor cursor = Cursor.open(storage, "pump.cursor");
            assertThat(cursor.position()).isIn(cursorAt, cursorMovesTo);
            assertThat(cursor.note()).isEqualTo(noteAt(cursor.position()));
            cursorAt = cursor.position();
            cursorMovesTo = cursorAt;
            return cursor;
        }

        private static String noteAt(long position) {
            return position == 0 ? "" : "at " + position;
        }

        /** Opens the journal, and holds all it says against the model. */
        private Journal opened() throws JournalException {
            Journal journal = Journal.open(storage, OPTIONS);
            assertThat(journal.lastSeq()).isBetween(forced, (long) appended.size());
            assertThat(journal.durableSeq()).isEqualTo(journal.lastSeq());
            assertThat(journal.firstSeq()).isLessThanOrEqualTo(deletedBelow);
            appended.subList((int) journal.lastSeq(), appended.size()).clear();
            forced = journal.lastSeq();
            try (JournalReader reader = journal.reader(journal.firstSeq())) {
                assertThat(Entry.all(reader)).isEqualTo(heldFrom(journal.firstSeq()));
            }
            return journal;
        }

        private List<Entry> heldFrom(long seq) {
            return appended.subList((int) seq - 1, appended.size());
        }

        private interface Work {
            void on(Journal journal) throws JournalException;
        }

        private void reopened(Work work) {
            try (Journal journal = opened()) {
                openedCursor();
                work.on(journal);
            } catch (JournalException e) {
                fail("a storage without faults", e);
            }
            forced = appended.size();
        }

        void flippedBit() {
            boolean closed = random.nextBoolean();
            try {
                if (!closed) {
                    storage.crashAtChange(10 + random.nextInt(60));
                }
                writeOn();
            } catch (SimulatedStorage.Crash e) {
                storage.restart();
            } catch (JournalException e) {
                fail("a storage without faults", e);
            }
            for (int flip = 0; flip < 20; flip++) {
                flipOneBit(closed);
            }
        }

        private void flipOneBit(boolean closed) {
            SimulatedStorage damaged = storage.copy();
            List<Segment> segments = segments();
            if (segments.isEmpty()) {
                return;
            }
            Segment segment = segments.get(random.nextInt(segments.size()));
            int bytes = damaged.content(segment.name()).length;
            int bit = random.nextInt(bytes * 8);
            damaged.flip(segment.name(), bit);
            boolean inNewest = segment.equals(segments.get(segments.size() - 1));
            boolean inSeal = bit / 8 >= bytes - Frame.SEAL_BYTES;
            boolean noRecordMayBeGone = inSeal && (closed || !inNewest);
            readsDamaged(damaged, noRecordMayBeGone || (inNewest && !closed), noRecordMayBeGone);
        }

        private List<Segment> segments() {
            try {
                return Segment.all(storage);
            } catch (IOException e) {
                throw new AssertionError("a storage without faults", e);
            }
        }

        /** Damage is thrown, but for what looks like a torn end: that is cut, and said. */
        private void readsDamaged(SimulatedStorage damaged, boolean mayBeTorn, boolean whole) {
            try (Journal journal = Journal.open(damaged, OPTIONS);
                    JournalReader reader = journal.reader(journal.firstSeq())) {
                List<Entry> read = Entry.all(reader);
                List<Entry> held = heldFrom(journal.firstSeq());
                assertThat(mayBeTorn).as("damage passed over").isTrue();
                assertThat(journal.cut()).hasSize(1);
                assertThat(read).isEqualTo(held.subList(0, whole ? writtenFrom(journal.firstSeq()) : read.size()));
            } catch (JournalException e) {
                assertThat(e).isInstanceOfAny(JournalCorrupted.class, JournalTooNew.class);
            }
        }

        /** How many records stand in the undamaged files. */
        private int writtenFrom(long seq) throws JournalException {
            try (JournalReader reader = Journal.read(storage, seq)) {
                return Entry.all(reader).size();
            }
        }
    }
}
