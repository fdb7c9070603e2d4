package io.tocsin.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** A process of its own that appends and forces for ever, and prints each durable seq; for tests to kill. */
final class WriterProcess {
    static final Journal.Options OPTIONS = new Journal.Options(0, 20_000, 10_000);

    private WriterProcess() {}

    public static void main(String[] args) {
        try (Journal journal = Journal.open(Path.of(args[0]), OPTIONS)) {
            Random random = new Random(Long.parseLong(args[1]));
            for (; ; ) {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    payload(journal.lastSeq() + 1).appendTo(journal);
                }
                journal.force();
                System.out.println(journal.durableSeq());
            }
        } catch (JournalException e) {
            System.out.println(e.getMessage());
        }
    }

    /** What the record of this seq holds, whichever process wrote it. */
    static Entry payload(long seq) {
        return Entry.of("record " + seq + "-".repeat((int) (seq * 31 % 300)));
    }

    static Process start(Path folder, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes(Journal.class) + System.getProperty("path.separator") + classes(WriterProcess.class),
                        WriterProcess.class.getName(),
                        folder.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Path classes(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
