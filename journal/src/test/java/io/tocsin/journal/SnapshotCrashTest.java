package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A small engine on a disk that crashes, tears, loses, refuses and rots: it appends, forces, follows the journal with a
 * state, takes snapshots of it and deletes the journal behind them. It must come back with the state of all records it
 * ever vouched for, or say that the disk has rotted; with another state, never.
 */
class SnapshotCrashTest {
    private static final Journal.Options OPTIONS = new Journal.Options(3, 900, 3_000);
    private static final int USUALLY = 2_000;

    private final Counts counts = new Counts();

    /** What happened in all seeds, to show that the dice reached everything. */
    private static final class Counts {
        int recoveries;
        int fromOlder;
        int saidCorrupt;
        int takenForTorn;
    }

    @Test
    void comesBackWithTheRightStateOrSaysThatTheDiskHasRotted() {
        Seeds.forEach("snapshot crashes", USUALLY, seed -> new Run(seed, counts).run());
        System.out.println("snapshot crashes: " + counts.recoveries + " recoveries, " + counts.fromOlder
                + " from an older snapshot, " + counts.saidCorrupt + " said corrupt, " + counts.takenForTorn
                + " rotten ends taken for torn");
        assertThat(counts.recoveries).isPositive();
        if (counts.recoveries > USUALLY) {
            assertThat(counts.fromOlder).isPositive();
            assertThat(counts.saidCorrupt).isPositive();
        }
    }

    /** A chain of hashes over all records up to {@code seq}. */
    private record State(long seq, long hash) {
        static final State NONE = new State(0, 0);

        State after(Entry entry) {
            return new State(seq + 1, (hash ^ entry.hashCode()) * 0x9e37_79b9_7f4a_7c15L + seq);
        }

        /** The state, and with it as much else as the dice of its hash say. */
        byte[] encoded() {
            byte[] bytes = new byte[16 + (int) (hash >>> 52)];
            new Random(hash).nextBytes(bytes);
            ByteBuffer.wrap(bytes).putLong(seq).putLong(hash);
            return bytes;
        }

        static State decoded(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            State state = new State(buffer.getLong(), buffer.getLong());
            assertThat(bytes).isEqualTo(state.encoded());
            return state;
        }
    }

    /** One seed: its disk, and what was appended and vouched for. */
    private static final class Run {
        private final Random random;
        private final Counts counts;
        private final SimulatedStorage disk;
        private final Storage inJournal;
        private final Storage inSnapshots;
        private final List<Entry> appended = new ArrayList<>(); // of seq 1, 2, ...
        private long acknowledged;
        private State state = State.NONE;

        private List<Long> assured = List.of();
        private final Set<Long> rottenSnapshots = new HashSet<>();
        private boolean rottenJournal;
        private int flipsSinceRecovery;
        private boolean closed;
        private boolean endMayLookTorn;
        private boolean noSnapshot;

        Run(long seed, Counts counts) {
            this.random = SimulatedStorage.seeded(seed);
            this.counts = counts;
            this.disk = new SimulatedStorage(random.nextLong());
            this.inJournal = disk.folder("journal");
            this.inSnapshots = disk.folder("snapshots");
        }

        void run() {
            for (int round = 1 + random.nextInt(8); round > 0; round--) {
                plan();
                if (!goesOn(random.nextInt(80))) {
                    return;
                }
            }
            disk.restart();
            goesOn(0);
        }

        private void plan() {
            switch (random.nextInt(8)) {
                case 0 -> disk.failAtForce(1 + random.nextInt(20));
                case 1 -> disk.limitBytes(random.nextInt(15_000));
                case 2 -> disk.failAtNames(1 + random.nextInt(30));
                case 3 -> disk.restart();
                default -> disk.crashAtChange(1 + random.nextInt(90));
            }
        }

        /** One life of the engine and its end. False when it says that the disk has rotted, and rightly so. */
        private boolean goesOn(int steps) {
            try {
                live(steps);
                end(random.nextBoolean());
            } catch (SimulatedStorage.Crash e) {
                end(random.nextInt(3) > 0);
            } catch (JournalFailed e) {
                disk.restart();
                return (random.nextBoolean() || goesOn(0)) && ends();
            } catch (JournalException e) {
                assertThat(e).isInstanceOfAny(JournalCorrupted.class, RecordsMissing.class);
                assertThat(rottenJournal || noSnapshot)
                        .as("rot that is none: " + e)
                        .isTrue();
                counts.saidCorrupt++;
                return false;
            }
            return true;
        }

        private boolean ends() {
            end(true);
            return true;
        }

        private void end(boolean powerFails) {
            if (!powerFails) {
                disk.restart();
                return;
            }
            disk.losePower();
            for (int flips = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; flips > 0; flips--) {
                rot();
            }
        }

        /** A bit turns over in a file at rest: mostly in a snapshot, and then mostly in the newest. */
        private void rot() {
            int choice = random.nextInt(6);
            List<String> names = disk.list(choice == 0 ? "journal/" : "snapshots/").stream()
                    .filter(name -> name.matches("\\d{20}\\.(journal|snapshot)"))
                    .toList();
            if (names.isEmpty()) {
                return;
            }
            int last = names.size() - 1;
            int index = choice < 4 ? random.nextInt(names.size()) : last;
            if (choice == 0) {
                rottenJournal = true;
                flipsSinceRecovery++;
                endMayLookTorn |= index == last && (!closed || flipsSinceRecovery > 1);
                flip("journal/" + names.get(index));
            } else {
                rottenSnapshots.add(Long.parseLong(names.get(index).substring(0, 20)));
                flip("snapshots/" + names.get(index));
            }
        }

        private void flip(String name) {
            disk.flip(name, random.nextInt(disk.content(name).length * 8));
        }

        private void live(int steps) throws JournalException {
            closed = false;
            try (Journal journal = Journal.open(inJournal, OPTIONS)) {
                Snapshots snapshots = Snapshots.open(inSnapshots);
                recover(journal, snapshots);
                try (JournalReader reader = journal.reader(state.seq + 1)) {
                    for (int step = 0; step < steps; step++) {
                        step(journal, reader, snapshots);
                    }
                }
            }
            acknowledged = appended.size();
            closed = true;
        }

        /** As the engine does it: the newest snapshot that is whole, and the journal behind it. */
        private void recover(Journal journal, Snapshots snapshots) throws JournalException {
            state = newestWhole(snapshots);
            try (JournalReader reader = journal.reader(state.seq + 1)) {
                follow(journal, reader);
            }
            if (endMayLookTorn && state.seq < acknowledged) {
                counts.takenForTorn++;
            } else {
                assertThat(state.seq).isBetween(acknowledged, (long) appended.size());
            }
            appended.subList((int) state.seq, appended.size()).clear();
            assertThat(state).isEqualTo(naive());
            acknowledged = state.seq;
            endMayLookTorn = false;
            flipsSinceRecovery = 0;
            counts.recoveries++;
        }

        private State naive() {
            State naive = State.NONE;
            for (Entry entry : appended) {
                naive = naive.after(entry);
            }
            return naive;
        }

        private State newestWhole(Snapshots snapshots) throws JournalException {
            List<Long> seqs = snapshots.seqs();
            requireAssured(seqs);
            assure(snapshots, 2);
            noSnapshot = false;
            for (long seq : seqs) {
                Optional<Snapshots.Snapshot> snapshot = snapshots.read(seq);
                if (snapshot.isPresent()) {
                    counts.fromOlder += snapshots.damaged().isEmpty() ? 0 : 1;
                    return State.decoded(snapshot.get().content());
                }
                assertThat(rottenSnapshots).contains(seq);
            }
            noSnapshot = !rottenSnapshots.isEmpty();
            return State.NONE;
        }

        /** Each is there, or as many newer ones. */
        private void requireAssured(List<Long> seqs) {
            int count = 0;
            for (long seq : assured) {
                count += rottenSnapshots.contains(seq) ? 0 : 1;
                assertThat(seqs).filteredOn(each -> each >= seq).hasSizeGreaterThanOrEqualTo(count);
            }
        }

        /** One write may be under way when the disk ends, and push the oldest out. */
        private void assure(Snapshots snapshots, int newest) {
            List<Long> seqs = snapshots.seqs();
            assured = seqs.subList(0, Math.min(newest, seqs.size()));
        }

        private void step(Journal journal, JournalReader reader, Snapshots snapshots) throws JournalException {
            int choice = random.nextInt(24);
            if (choice < 15) {
                append(journal);
            } else if (choice < 19) {
                journal.force();
            } else if (choice < 22) {
                follow(journal, reader);
                takeSnapshot(snapshots);
            } else {
                deleteBehind(journal, snapshots);
            }
            acknowledged = journal.durableSeq();
        }

        private void append(Journal journal) throws JournalException {
            Entry entry = Entry.random(random, 2_500);
            appended.add(entry);
            assertThat(entry.appendTo(journal)).isEqualTo(appended.size());
        }

        private void follow(Journal journal, JournalReader reader) throws JournalException {
            while (reader.next()) {
                state = state.after(Entry.from(reader.record()));
            }
            assertThat(state.seq).isEqualTo(journal.durableSeq());
        }

        /** A snapshot that fails is taken later; the journal goes on. */
        private void takeSnapshot(Snapshots snapshots) throws JournalException {
            try {
                snapshots.write(state.seq, state.encoded());
                assertThat(snapshots.seqs())
                        .hasSizeLessThanOrEqualTo(Snapshots.KEPT)
                        .startsWith(state.seq);
                assure(snapshots, 2);
            } catch (JournalFailed e) {
                requireAssured(snapshots.seqs());
                assure(snapshots, 1);
            }
        }

        private void deleteBehind(Journal journal, Snapshots snapshots) throws JournalException {
            try {
                journal.deleteBelow(snapshots.oldestSeq() + 1);
                assertThat(journal.firstSeq()).isLessThanOrEqualTo(snapshots.oldestSeq() + 1);
            } catch (JournalFailed e) {
                assertThat(e).hasMessageContaining("delete old segments");
            }
        }
    }
}
