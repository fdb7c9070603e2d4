package io.tocsin.server.live;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does one piece of work again and again until it is stopped. A fault ends it: it is never swallowed,
 * health shows it, and the one who started it is told.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** One turn of the work; waits a moment where there is nothing to do. */
    @FunctionalInterface
    interface Work {
        void doWork() throws Exception;
    }

    private final Thread thread;
    private final Work work;
    private final Runnable failed;
    private volatile boolean stopping;
    private volatile @Nullable Throwable fault;

    /** @param failed called once, on the worker's thread, where the work came to grief */
    Worker(String name, Work work, Runnable failed) {
        this.work = work;
        this.failed = failed;
        thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                work.doWork();
            }
        } catch (Exception | Error e) {
            fault = e;
            LOG.error("{} stopped: {}", thread.getName(), e.toString(), e);
            failed.run();
        }
    }

    /** Lets the current turn end, and waits for that; never interrupts, because that would close files under it. */
    void stop() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isWell() {
        return fault == null && thread.isAlive();
    }

    /** What ended the work; empty while it is well. */
    String fault() {
        Throwable known = fault;
        return known == null ? "" : known.toString();
    }
}
