package io.tocsin.embedded;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what QuestDB prints about itself off our output: it writes to {@code System.out} and {@code System.err} at its
 * start and end, past any log, and cannot be told not to. All else goes through.
 */
final class Hush implements AutoCloseable {
    private static final List<String> SAYINGS =
            List.of("Reading log configuration", "Log configuration loaded", "Created log directory", "QuestDB is ");

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream hushedOut = new Hushed(out);
    private final PrintStream hushedErr = new Hushed(err);

    Hush() {
        System.setOut(hushedOut);
        System.setErr(hushedErr);
    }

    @Override
    public void close() {
        if (System.out == hushedOut) {
            System.setOut(out);
        }
        if (System.err == hushedErr) {
            System.setErr(err);
        }
    }

    private static final class Hushed extends PrintStream {
        private final PrintStream through;

        Hushed(PrintStream through) {
            super(through, true, Charset.defaultCharset());
            this.through = through;
        }

        private static boolean isSaying(@Nullable String text) {
            return text != null && SAYINGS.stream().anyMatch(text::startsWith);
        }

        @Override
        public void println(@Nullable String text) {
            if (!isSaying(text)) {
                through.println(text);
            }
        }

        @Override
        public void print(@Nullable String text) {
            through.print(text);
        }

        @Override
        public PrintStream printf(String format, @Nullable Object... args) {
            if (!isSaying(format)) {
                through.printf(Locale.getDefault(Locale.Category.FORMAT), format, args);
            }
            return this;
        }
    }
}
