package io.tocsin.server.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar where a person watches a terminal; nothing at all elsewhere. */
record Progress(@Nullable ProgressBar bar) implements AutoCloseable {
    /** Set by the launcher where stderr is a terminal: Java 17 and 25 answer that question differently. */
    static final String WATCHED = "tocsin.terminal";

    static Progress of(Terminal terminal, String task) {
        boolean watched = Boolean.getBoolean(WATCHED)
                && !terminal.environment().getOrDefault("TERM", "dumb").equals("dumb");
        return new Progress(
                watched
                        ? new ProgressBarBuilder()
                                .setTaskName(task)
                                .setInitialMax(-1)
                                .setStyle(ProgressBarStyle.ASCII)
                                .build()
                        : null);
    }

    void at(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** The whole is known too. */
    void at(long done, long whole) {
        if (bar != null) {
            bar.maxHint(whole);
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
