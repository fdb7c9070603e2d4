package io.tocsin.server;

import io.tocsin.server.live.LiveEngine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks now and then whether the broker's backlog has been taken in, tells the engine once, and ends. */
final class DrainWatch implements AutoCloseable {
    private final LiveEngine engine;
    private final Links links;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "drain-watch");

    DrainWatch(LiveEngine engine, Links links) {
        this.engine = engine;
        this.links = links;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Drain drain = new Drain(nowMs());
        try {
            while (!closed.await(Drain.LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (drain.isOver(nowMs(), links.isMqttConnected(), links.arrived())) {
                    engine.drained();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Monotonic milliseconds. */
    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
