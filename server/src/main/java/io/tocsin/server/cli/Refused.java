package io.tocsin.server.cli;

import io.tocsin.config.Text;

/** A command cannot be carried out for a reason that the user can mend: one clear line, an exit code, no stack trace. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final transient Text line;

    Refused(int exitCode, Text line) {
        super(line.en());
        this.exitCode = exitCode;
        this.line = line;
    }

    static Refused environment(String zh, String en) {
        return new Refused(Exit.ENVIRONMENT, new Text(zh, en));
    }

    int exitCode() {
        return exitCode;
    }

    Text line() {
        return line;
    }
}
