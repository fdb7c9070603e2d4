package io.tocsin.server.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one link: serves until told to close, and after a fault backs off and serves again. Whatever the
 * neighbour does, it does to this thread.
 */
public final class LinkThread {
    private static final Logger LOG = LoggerFactory.getLogger(LinkThread.class);
    private static final long LAST_WORD_MS = 1_000;

    /** One connection's life: returns when {@link #closing()}, throws when the neighbour failed. */
    public interface Service {
        void serve() throws Exception;
    }

    private final Thread thread;
    private final Service service;
    private final LongSupplier nowMs;
    private final BackOff backOff = new BackOff();
    private volatile LinkStatus status;
    private volatile boolean closing;

    public LinkThread(String name, LongSupplier nowMs, Service service) {
        this.service = service;
        this.nowMs = nowMs;
        this.status = new LinkStatus(LinkState.CLOSED, nowMs.getAsLong(), null, 0);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public LinkStatus status() {
        return status;
    }

    public boolean closing() {
        return closing;
    }

    public void connected() {
        status = status.into(LinkState.CONNECTED, nowMs.getAsLong());
    }

    /** The neighbour took or gave something: the next fault is a new one. */
    public void worked() {
        backOff.reset();
    }

    /** Ends a nap of the link's thread. Never blocks. */
    public void wakeUp() {
        LockSupport.unpark(thread);
    }

    /** Waits for a {@link #wakeUp()}, at most so long. */
    public void nap(long ms) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(ms));
    }

    private void run() {
        while (!closing) {
            try {
                status = status.into(LinkState.CONNECTING, nowMs.getAsLong());
                service.serve();
            } catch (Exception e) {
                backOff(e);
            }
        }
        status = status.into(LinkState.CLOSED, nowMs.getAsLong());
    }

    private void backOff(Exception e) {
        if (closing) {
            LOG.debug("{} ended while closing", thread.getName(), e);
            return;
        }
        String error = describe(e);
        if (!error.equals(status.lastError())) {
            LOG.warn("{} backs off: {}", thread.getName(), error);
        }
        status = status.failed(error, nowMs.getAsLong());
        pause(backOff.nextMs(ThreadLocalRandom.current().nextDouble()));
    }

    private static String describe(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Unlike a nap, ended by closing alone. */
    private void pause(long ms) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = endNs - System.nanoTime(); left > 0 && !closing; left = endNs - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Asks the thread to finish, and interrupts it if it has not within the time given. */
    public void close(Duration patience) {
        closing = true;
        wakeUp();
        try {
            thread.join(Math.max(1, patience.toMillis()));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(LAST_WORD_MS);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
