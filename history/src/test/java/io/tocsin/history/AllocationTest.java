package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twice the samples cost no more memory. */
class AllocationTest {
    private static final int SAMPLES = 40_000;
    /** Of the JVM's own doing; a word per sample would be ten times as much. */
    private static final long SLACK_BYTES = 30_000;

    private static final TagTable TAGS = TagTable.of(List.of("T-101.LEVEL", "位号"));

    @TempDir
    Path dir;

    @Test
    void readsLongCsvWithoutAnObjectPerSample() throws IOException {
        holdsFor(
                "time,tag,value,quality,received\n",
                i -> time(i) + "Z,T-101.LEVEL,12.9" + i + ",GOOD," + time(i) + "\n");
        holdsFor("time,tag,value\n", i -> (1_704_067_200_000L + i) + ",\"位号\",12.345678901234567" + i % 10 + "\n");
        holdsFor("time,tag,value\n", i -> time(i) + "+08:00,who,x\n");
    }

    @Test
    void readsWideCsvWithoutAnObjectPerSample() throws IOException {
        holdsFor("time,T-101.LEVEL,who\n", i -> time(i).replace('T', ' ') + "," + i + ",1\n");
    }

    @Test
    void readsPlainJsonLinesWithoutAnObjectPerSample() throws IOException {
        holdsFor("", i -> "{\"t\":\"" + time(i) + "Z\",\"tag\":\"T-101.LEVEL\",\"v\":" + i + ".5,\"q\":\"GOOD\"}\n");
    }

    private void holdsFor(String header, IntFunction<String> line) throws IOException {
        Path once = write(header, line, SAMPLES);
        Path twice = write(header, line, 2 * SAMPLES);
        read(twice);
        long onceBytes = read(once);
        assertThat(read(twice)).isLessThan(onceBytes + SLACK_BYTES);
    }

    private Path write(String header, IntFunction<String> line, int samples) throws IOException {
        StringBuilder text = new StringBuilder(header);
        for (int i = 0; i < samples; i++) {
            text.append(line.apply(i));
        }
        return Files.writeString(dir.resolve("history-" + samples), text);
    }

    /** What reading it allocates. */
    private static long read(Path file) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (HistoryFile history = HistoryFile.open(file, TAGS, OnMistake.STOP)) {
            while (history.next()) {
                assertNoMistake(history.findings());
            }
            assertNoMistake(history.findings());
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertNoMistake(Findings findings) {
        if (findings.mistakeCount() > 0) {
            throw new AssertionError(findings.mistakes());
        }
    }

    /** A second further each. */
    private static String time(int i) {
        return String.format("2024-01-01T%02d:%02d:%02d.000", i / 3_600, i / 60 % 60, i % 60);
    }
}
