package io.tocsin.server.cli;

/** The exit codes; a contract with scripts. */
final class Exit {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CONFIGURATION = 3;
    static final int ENVIRONMENT = 4;
    static final int DIFFERENCES = 5;

    private Exit() {}
}
