package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A state that follows from a journal, with snapshots of it and old records deleted behind them, on disks that crash,
 * tear, lose, refuse and rot. After each end it is recovered as an engine does it: the newest good snapshot, then the
 * journal from there. It must be the state behind some record that was appended, at or behind the last acknowledged one.
 *
 * <p>{@code -Dseeds=20000} runs more, {@code -DfirstSeed=N -Dseeds=1} one again.
 */
class GoOnCrashTest {
    private static final Journal.Options OPTIONS = new Journal.Options(3, 700, 3_000);

    @Test
    void theStateIsThatOfTheJournalWhateverBecomesOfTheDisks() {
        long first = Long.getLong("firstSeed", 1);
        long seeds = Long.getLong("seeds", 2_000);
        System.out.println("going on and crashes: seeds " + first + " to " + (first + seeds - 1));
        long restored = 0;
        long fallenBack = 0;
        long refused = 0;
        for (long seed = first; seed < first + seeds; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (Throwable e) {
                throw new AssertionError("seed=" + seed + ": " + e.getMessage(), e);
            }
            restored += run.restored;
            fallenBack += run.fallenBack;
            refused += run.refused ? 1 : 0;
        }
        System.out.println("restored=" + restored + " fallenBack=" + fallenBack + " refused=" + refused);
        assertThat(restored).isGreaterThan(seeds / 2);
        assertThat(fallenBack).isPositive();
        assertThat(refused).isPositive();
    }

    /** One seed: two folders, for they are synced apart, and what was put into them. */
    private static final class Run {
        private final Random random;
        private final SimulatedStorage logDisk;
        private final SimulatedStorage snapshotDisk;
        /** The state behind each record; that behind none comes first. */
        private final List<Long> states = new ArrayList<>(List.of(17L));

        private long acknowledged;
        private boolean logRotted;
        private boolean opening;
        private boolean openingEnded;
        private int snapshotsRotted;
        private long restored;
        private long fallenBack;
        private boolean refused;

        Run(long seed) {
            random = SimulatedStorage.seeded(seed);
            logDisk = new SimulatedStorage(random.nextLong());
            snapshotDisk = new SimulatedStorage(random.nextLong());
        }

        void run() throws JournalException {
            for (int round = 1 + random.nextInt(6); round > 0 && !refused; round--) {
                plan(random.nextBoolean() ? logDisk : snapshotDisk);
                live();
            }
            end();
            live();
        }

        private void plan(SimulatedStorage disk) {
            switch (random.nextInt(6)) {
                case 0 -> disk.failAtForce(1 + random.nextInt(12));
                case 1 -> disk.limitBytes(random.nextInt(4_000));
                default -> disk.crashAtChange(1 + random.nextInt(60));
            }
        }

        /** From a start to some end. */
        private void live() throws JournalException {
            openingEnded |= opening;
            opening = true;
            try (Journal journal = Journal.open(logDisk, OPTIONS)) {
                opening = false;
                Snapshots snapshots = Snapshots.open(snapshotDisk);
                long state = recovered(journal, snapshots);
                for (int step = random.nextInt(60); step > 0; step--) {
                    state = step(journal, snapshots, state);
                }
                journal.force();
                acknowledged = journal.lastSeq();
            } catch (SimulatedStorage.Crash e) {
                end();
            } catch (JournalException e) {
                ended(e);
            }
        }

        /** A disk that failed is an end like any other; damage is one that must have been done. */
        private void ended(JournalException e) {
            if (e instanceof JournalFailed) {
                end();
            } else {
                boolean allGone = e instanceof RecordsMissing && snapshotsRotted >= Snapshots.KEPT;
                assertThat(logRotted || allGone)
                        .as("refused a sound journal: " + e.getMessage())
                        .isTrue();
                refused = true;
            }
        }

        /** The process ends, or the power fails, for both disks alike; now and then one rots. */
        private void end() {
            boolean power = random.nextBoolean();
            for (SimulatedStorage disk : List.of(logDisk, snapshotDisk)) {
                if (power) {
                    disk.losePower();
                } else {
                    disk.restart();
                }
            }
            int luck = random.nextInt(20);
            if (luck < 4) {
                snapshotsRotted += rot(snapshotDisk, ".snapshot") ? 1 : 0;
            } else if (luck == 4) {
                logRotted = rot(logDisk, ".journal") || logRotted;
            }
        }

        private boolean rot(SimulatedStorage disk, String suffix) {
            List<String> files = disk.list().stream()
                    .filter(name -> name.endsWith(suffix) && disk.content(name).length > 0)
                    .toList();
            if (files.isEmpty()) {
                return false;
            }
            String file = files.get(random.nextInt(files.size()));
            disk.flip(file, random.nextInt(disk.content(file).length * 8));
            return true;
        }

        private long recovered(Journal journal, Snapshots snapshots) throws JournalException {
            long seq = 0;
            long state = states.get(0);
            for (long candidate : snapshots.seqs()) {
                if (candidate > journal.lastSeq()) {
                    assertThat(logRotted)
                            .as("a snapshot ahead of a sound journal")
                            .isTrue();
                    snapshots.discard(candidate);
                    continue;
                }
                Optional<Snapshots.Snapshot> found = snapshots.read(candidate);
                if (found.isPresent()) {
                    seq = candidate;
                    state = ByteBuffer.wrap(found.get().content()).getLong();
                    restored++;
                    break;
                }
                fallenBack++;
            }
            try (JournalReader reader = journal.reader(seq + 1)) {
                while (reader.next()) {
                    state = next(state, reader.record().payload());
                }
            }
            judge(journal, state);
            return state;
        }

        private void judge(Journal journal, long state) {
            long last = journal.lastSeq();
            // A start that cuts a rotten end and is cut short itself cannot say so; the next finds the end whole.
            boolean said = logRotted && (!journal.cut().isEmpty() || openingEnded);
            assertThat(last).isLessThan(states.size());
            assertThat(last >= acknowledged || said)
                    .as("acknowledged %d, was %d", acknowledged, last)
                    .isTrue();
            assertThat(state).as("the state behind %d", last).isEqualTo(states.get((int) last));
            states.subList((int) last + 1, states.size()).clear();
            acknowledged = last;
        }

        private long step(Journal journal, Snapshots snapshots, long before) throws JournalException {
            int choice = random.nextInt(20);
            if (choice < 14) {
                return append(journal, before);
            }
            try {
                journal.force();
                acknowledged = journal.lastSeq();
                if (choice >= 18 && acknowledged > newest(snapshots)) {
                    snapshots.write(acknowledged, content(before));
                    journal.deleteBelow(snapshots.neededFrom());
                }
            } catch (JournalFailed e) {
                return goneOn(journal, before, e);
            }
            return before;
        }

        private static long newest(Snapshots snapshots) {
            return snapshots.seqs().stream().findFirst().orElse(0L);
        }

        private byte[] content(long state) {
            return ByteBuffer.allocate(Long.BYTES + random.nextInt(300))
                    .putLong(state)
                    .array();
        }

        private long append(Journal journal, long before) throws JournalException {
            Entry entry = Entry.random(random, 2_500);
            long after = next(before, Entry.bytes(entry.payload()));
            states.add(after);
            try {
                assertThat(entry.appendTo(journal)).isEqualTo(states.size() - 1L);
                return after;
            } catch (JournalFailed e) {
                return goneOn(journal, after, e);
            }
        }

        /** Where the disk works again, the journal goes on behind what it can still tell. */
        private long goneOn(Journal journal, long state, JournalFailed e) throws JournalException {
            if (random.nextBoolean()) {
                throw e;
            }
            logDisk.limitBytes(Long.MAX_VALUE);
            snapshotDisk.limitBytes(Long.MAX_VALUE);
            long last = journal.goOn();
            if (last == states.size() - 1L) {
                return state;
            }
            assertThat(last).isBetween(acknowledged, (long) states.size() - 1);
            states.subList((int) last + 1, states.size()).clear();
            return states.get((int) last);
        }

        private static long next(long state, byte[] payload) {
            long next = state * 31 + payload.length;
            for (byte one : payload) {
                next = next * 0x100000001b3L ^ one;
            }
            return next;
        }
    }
}
