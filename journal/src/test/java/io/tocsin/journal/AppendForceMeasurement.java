package io.tocsin.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints what the machine's fdatasync takes, and how many records a second are appended with one force for each n of
 * them. Arguments: a new folder, seconds for each line.
 */
final class AppendForceMeasurement {
    private static final byte[] TOPIC = Entry.bytes("park/binhai/330199000001/gw-01/data");
    private static final byte[] PAYLOAD = new byte[150];

    private AppendForceMeasurement() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long runNs = Long.parseLong(args[1]) * 1_000_000_000L;
        for (int batch : new int[] {1, 10, 100, 1_000}) {
            Storage.folder(folder).makeFolder();
            print("fdatasync of " + batch * 231 + " bytes", 1, plain(folder.resolve("plain" + batch), batch, runNs));
            print("append x " + batch + ", force", batch, journal(folder.resolve("journal" + batch), batch, runNs));
        }
    }

    private static long[] plain(Path file, int batch, long runNs) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            byte[] bytes = new byte[batch * Frame.bytes(TOPIC, PAYLOAD)];
            return times(runNs, () -> {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(false);
            });
        }
    }

    private static long[] journal(Path folder, int batch, long runNs) throws IOException {
        try (Journal journal = Journal.open(folder, Journal.Options.ofShard(0))) {
            return times(runNs, () -> {
                for (int i = 0; i < batch; i++) {
                    journal.append((byte) 1, 1_700_000_000_000L, TOPIC, PAYLOAD);
                }
                journal.force();
            });
        }
    }

    private interface Round {
        void run() throws IOException;
    }

    private static long[] times(long runNs, Round round) throws IOException {
        long[] times = new long[1 << 20];
        int count = 0;
        long start = System.nanoTime();
        for (long now = start; now - start < runNs && count < times.length; count++) {
            round.run();
            long next = System.nanoTime();
            times[count] = next - now;
            now = next;
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void print(String what, int batch, long[] sortedNs) {
        long total = Arrays.stream(sortedNs).sum();
        System.out.println(String.format(
                Locale.ROOT,
                "%-30s %8.0f/s  median %6.0f us  p99 %6.0f us",
                what,
                batch * sortedNs.length * 1e9 / total,
                sortedNs[sortedNs.length / 2] / 1e3,
                sortedNs[sortedNs.length * 99 / 100] / 1e3));
    }
}
