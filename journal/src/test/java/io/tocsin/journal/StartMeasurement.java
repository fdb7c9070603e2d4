package io.tocsin.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Prints what a start costs here: opening a journal, going to a record in the middle of a segment of 64 MiB, and a
 * snapshot of 200 MiB, written and read. Argument: a new folder.
 */
final class StartMeasurement {
    private static final int ROUNDS = 5;
    private static final byte[] TOPIC = Entry.bytes("park/binhai/330199000001/gw-01/data");
    private static final byte[] PAYLOAD = new byte[150];

    private StartMeasurement() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long records = write(folder.resolve("journal"));
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            try (Journal journal = Journal.open(folder.resolve("journal"), Journal.Options.ofShard(0))) {
                print("open a journal of " + records + " records in one segment", start);
                goTo(journal, records / 2);
                goTo(journal, records);
            }
            snapshot(folder.resolve("snapshots"), round + 1);
        }
    }

    private static long write(Path folder) throws IOException {
        try (Journal journal = Journal.open(folder, Journal.Options.ofShard(0))) {
            while (journal.segments().get(0).bytes() < 63L << 20) {
                for (int i = 0; i < 1_000; i++) {
                    journal.append((byte) 1, 1_700_000_000_000L, TOPIC, PAYLOAD);
                }
                journal.force();
            }
            return journal.lastSeq();
        }
    }

    private static void goTo(Journal journal, long seq) throws IOException {
        long start = System.nanoTime();
        try (JournalReader reader = journal.reader(seq)) {
            reader.next();
        }
        print("go to record " + seq, start);
    }

    private static void snapshot(Path folder, long seq) throws IOException {
        byte[] content = new byte[200 << 20];
        new Random(seq).nextBytes(content);
        Snapshots snapshots = Snapshots.open(folder);
        long start = System.nanoTime();
        snapshots.write(seq, content);
        print("write a snapshot of 200 MiB", start);
        start = System.nanoTime();
        byte[] read = snapshots.read(seq).orElseThrow().content();
        print("read a snapshot of " + (read.length >> 20) + " MiB", start);
    }

    private static void print(String what, long startNs) {
        System.out.println(String.format(Locale.ROOT, "%-60s %7.1f ms", what, (System.nanoTime() - startNs) / 1e6));
    }
}
