package io.tocsin.server.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and kill: the first asks for a clean stop and waits for it, and the process ends with the command's own code. */
final class Stop {
    private static final long LONGEST_S = 20;
    private static final long LAST_WORD_S = 5;
    private static volatile boolean signalled;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "stop");

    Stop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void askAndWait() {
        signalled = true;
        asked.countDown();
        try {
            if (!done.await(LONGEST_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Exit.FAILED);
            }
            // The main thread says its last word and ends the process; returning first would end it with the signal's
            // code.
            ended.await(LAST_WORD_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True where a stop was asked for within this time. */
    boolean asked(long timeout, TimeUnit unit) throws InterruptedException {
        return asked.await(timeout, unit);
    }

    /** Does something once a stop is asked for, on a thread of its own. */
    void whenAsked(Runnable action) {
        Thread listening = new Thread(
                () -> {
                    try {
                        asked.await();
                        action.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "cancel");
        listening.setDaemon(true);
        listening.start();
    }

    /** Everything is closed: the process may end. */
    void done() {
        done.countDown();
        if (!signalled) {
            forget();
        }
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came in this very moment: the hook finds that all is done.
            signalled = true;
        }
    }

    /** Ends the process with this code, also where a signal began to end it. */
    static void end(int exitCode) {
        if (signalled) {
            Runtime.getRuntime().halt(exitCode);
        }
        System.exit(exitCode);
    }
}
