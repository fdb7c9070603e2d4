package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of an input to disk, with the bounds that keep memory small. */
class InputJournalTest {
    private static final int LARGE = 1 << 20;

    @TempDir
    private Path folder;

    private final BlockingQueue<InputGroup> engine = new ArrayBlockingQueue<>(100);

    @Test
    void aGroupOfLargeMessagesIsAShortOne() throws Exception {
        try (Journal journal = journal()) {
            InputJournal inputs = inputs(journal, new InputJournal.Bounds(1_000, 64L << 20));
            for (int i = 0; i < 10; i++) {
                assertThat(inputs.offer(InputType.MESSAGE, 1, "t", new byte[LARGE], () -> {}))
                        .isTrue();
            }
            inputs.doWork(0);
            assertThat(engine.remove().records()).hasSize(4);
        }
    }

    @Test
    void aLongTopicTakesRoomToo() throws Exception {
        try (Journal journal = journal()) {
            InputJournal inputs = inputs(journal, new InputJournal.Bounds(1_000, 10_000));
            assertThat(inputs.offer(InputType.MESSAGE, 1, "t".repeat(6_000), new byte[1], () -> {}))
                    .isTrue();
            assertThat(inputs.offer(InputType.MESSAGE, 1, "t".repeat(6_000), new byte[1], () -> {}))
                    .isFalse();
        }
    }

    @Test
    void whatIsDurableMakesRoom() throws Exception {
        try (Journal journal = journal()) {
            InputJournal inputs = inputs(journal, new InputJournal.Bounds(4, 10_000));
            List<Integer> acknowledged = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                inputs.offer(InputType.MESSAGE, 1, "t", new byte[10], () -> acknowledged.add(number));
            }
            assertThat(inputs.offer(InputType.MESSAGE, 1, "t", new byte[10], () -> {}))
                    .isFalse();
            assertThat(inputs.hasRoom()).isFalse();
            inputs.doWork(0);
            assertThat(inputs.hasRoom()).isTrue();
            assertThat(acknowledged).containsExactly(0, 1, 2, 3);
        }
    }

    private Journal journal() throws Exception {
        return Journal.open(folder, Journal.Options.ofShard(0));
    }

    private InputJournal inputs(Journal journal, InputJournal.Bounds bounds) {
        InputJournal.Time start = new InputJournal.Time(Long.MIN_VALUE, 0);
        PlatformFaults faults = new PlatformFaults(List.of(), payload -> {});
        return new InputJournal(journal, start, engine, bounds, Quiet.ENGINE, faults);
    }

    private enum Quiet implements InputJournal.Engine {
        ENGINE;

        @Override
        public boolean isWell() {
            return true;
        }

        @Override
        public long undurableSamples() {
            return 0;
        }

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public void forced(int records, long nanos) {}
    }
}
