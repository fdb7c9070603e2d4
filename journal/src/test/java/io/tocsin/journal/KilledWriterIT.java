package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed in the middle of writing, and what they had called durable. */
@Timeout(120)
class KilledWriterIT {
    @TempDir
    Path folder;

    @Test
    void keepsEverythingThatAKilledProcessCalledDurable() throws Exception {
        long seed = Long.getLong("seed", 1);
        System.out.println("killed writer: seed " + seed);
        Random random = new Random(seed);
        long durable = 0;
        for (int kill = 0; kill < 8; kill++) {
            durable = runAndKill(random, durable);
            requireAllUpTo(durable);
        }
        assertThat(durable).isPositive();
    }

    private long runAndKill(Random random, long durable) throws Exception {
        Process process = WriterProcess.start(folder, random.nextLong());
        long last = durable;
        try (BufferedReader output = WriterProcess.output(process)) {
            for (int lines = 1 + random.nextInt(100); lines > 0; lines--) {
                last = durableSeq(output.readLine(), last);
            }
            process.toHandle().destroyForcibly(); // that of the process itself closes the pipe as well
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = durableSeq(line, last);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }

    private static long durableSeq(String line, long before) {
        assertThat(line).containsOnlyDigits();
        assertThat(Long.parseLong(line)).isGreaterThan(before);
        return Long.parseLong(line);
    }

    private void requireAllUpTo(long durable) throws JournalException {
        try (JournalReader reader = Journal.read(folder, 1)) {
            long seq = 0;
            while (reader.next()) {
                seq++;
                assertThat(reader.record().seq()).isEqualTo(seq);
                assertThat(Entry.from(reader.record())).isEqualTo(WriterProcess.payload(seq));
            }
            assertThat(seq).isGreaterThanOrEqualTo(durable);
        }
    }

    @Test
    void isRefusedTheFolderOfAnotherProcess() throws Exception {
        Process process = WriterProcess.start(folder, 1);
        try (BufferedReader output = WriterProcess.output(process)) {
            assertThat(output.readLine()).containsOnlyDigits();
            assertThatThrownBy(() -> Journal.open(folder, WriterProcess.OPTIONS))
                    .isInstanceOf(JournalLocked.class)
                    .hasMessage("expected a journal folder that nobody else writes, was held by process "
                            + process.pid() + " folder=" + folder.toRealPath());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** A lock of POSIX is gone when its process closes any descriptor of the file. */
    @Test
    void keepsItsFolderFromOthersAfterASecondAttemptOfItsOwn() throws Exception {
        try (Journal journal = Journal.open(folder, WriterProcess.OPTIONS)) {
            assertThatThrownBy(() -> Journal.open(folder, WriterProcess.OPTIONS))
                    .isInstanceOf(JournalLocked.class);
            String said = firstLineOfAnother();
            assertThat(said)
                    .contains("was held by process " + ProcessHandle.current().pid());
            assertThat(journal.lastSeq()).isZero();
        }
    }

    private String firstLineOfAnother() throws IOException, InterruptedException {
        Process process = WriterProcess.start(folder, 1);
        try (BufferedReader output = WriterProcess.output(process)) {
            return output.readLine();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
