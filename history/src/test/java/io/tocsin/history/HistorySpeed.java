package io.tocsin.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Not a test: prints how fast history files are read, in samples per second of one core's own time.
 *
 * <p>{@code java -cp ... io.tocsin.history.HistorySpeed [samples]}
 */
final class HistorySpeed {
    private static final long T0_MS = 1_704_067_200_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HistorySpeed() {}

    public static void main(String[] args) throws IOException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 4_000_000;
        Path dir = Files.createTempDirectory("history-speed");
        for (int tags : new int[] {4, 400, 20_000}) {
            measure("long CSV, " + tags + " tags", longCsv(dir, samples, tags, false), tags);
        }
        measure("long CSV, 400 tags, gzip", longCsv(dir, samples, 400, true), 400);
        measure("wide CSV, 400 tags", wideCsv(dir, samples, 400), 400);
        measure("JSON lines, 400 tags", jsonLines(dir, samples, 400), 400);
        Files.delete(dir);
    }

    private static void measure(String what, Path file, int tags) throws IOException {
        for (int round = 0; round < 4; round++) {
            long began = THREADS.getCurrentThreadCpuTime();
            long count = count(file, TagTable.of(names(tags)));
            double s = (THREADS.getCurrentThreadCpuTime() - began) / 1e9;
            System.out.printf(Locale.ROOT, "%-26s %,12.0f samples/s (%d in %.2f s)%n", what, count / s, count, s);
        }
        Files.delete(file);
    }

    private static long count(Path file, TagTable tags) throws IOException {
        try (HistoryFile history = HistoryFile.open(file, tags, OnMistake.STOP)) {
            long count = 0;
            double sum = 0;
            while (history.next()) {
                count++;
                sum += history.value() + history.tag();
            }
            if (history.findings().mistakeCount() > 0 || sum == 0) {
                throw new IllegalStateException(history.findings().mistakes().toString());
            }
            return count;
        }
    }

    private static Path longCsv(Path dir, int samples, int tags, boolean gzip) throws IOException {
        Path file = dir.resolve("long.csv");
        List<String> names = names(tags);
        try (OutputStream out = out(file, gzip)) {
            line(out, "time,tag,value,quality");
            for (int i = 0; i < samples; i++) {
                line(
                        out,
                        Instant.ofEpochMilli(T0_MS + 1_000L * (i / tags))
                                        .toString()
                                        .replace("Z", ".000Z") + ',' + names.get(i % tags) + ',' + value(i) + ",GOOD");
            }
        }
        return file;
    }

    private static Path wideCsv(Path dir, int samples, int tags) throws IOException {
        Path file = dir.resolve("wide.csv");
        try (OutputStream out = out(file, false)) {
            line(out, "time," + String.join(",", names(tags)));
            for (int i = 0; i < samples / tags; i++) {
                StringBuilder row = new StringBuilder(
                        Instant.ofEpochMilli(T0_MS + 1_000L * i).toString());
                for (int k = 0; k < tags; k++) {
                    row.append(',').append(value(i + k));
                }
                line(out, row.toString());
            }
        }
        return file;
    }

    private static Path jsonLines(Path dir, int samples, int tags) throws IOException {
        Path file = dir.resolve("lines.json");
        List<String> names = names(tags);
        try (OutputStream out = out(file, false)) {
            for (int i = 0; i < samples; i++) {
                line(
                        out,
                        "{\"t\":\"" + Instant.ofEpochMilli(T0_MS + 1_000L * (i / tags)) + "\",\"tag\":\""
                                + names.get(i % tags) + "\",\"v\":" + value(i) + ",\"q\":\"GOOD\"}");
            }
        }
        return file;
    }

    private static List<String> names(int tags) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < tags; i++) {
            names.add("T-" + (101 + i) + ".LEVEL");
        }
        return names;
    }

    private static String value(int i) {
        return "12." + (10 + i % 90);
    }

    private static OutputStream out(Path file, boolean gzip) throws IOException {
        OutputStream disk = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return gzip ? new GZIPOutputStream(disk, 1 << 16) : disk;
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
