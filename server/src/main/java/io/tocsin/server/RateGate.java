package io.tocsin.server;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.RateExcess;
import io.tocsin.ingest.RateLimits;
import io.tocsin.ingest.mqtt.LinkState;
import io.tocsin.ingest.mqtt.LinkStatus;
import io.tocsin.rules.Input;
import io.tocsin.server.live.LiveEngine;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands before the engine's queue: lets through what its sender may send, and tells the engine of excess.
 *
 * <p>Thread-safe: the link's callback thread asks for each message, a thread of its own looks twice a second whether an
 * excess is over.
 */
final class RateGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RateGate.class);
    private static final long LOOK_EVERY_MS = 500;
    private static final long LAST_WORD_MS = 2_000;

    private RateLimits limits;
    private final Absence absence;
    private final LongSupplier nowMs;
    private final BiConsumer<RateExcess, Runnable> engine;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rate-gate");

    /**
     * A gate without its thread.
     *
     * @param awaySinceMs since when nothing was taken in
     * @param engine takes an excess, and says when it is on disk
     */
    RateGate(Site site, long awaySinceMs, LongSupplier nowMs, BiConsumer<RateExcess, Runnable> engine) {
        this.nowMs = nowMs;
        this.engine = engine;
        limits = new RateLimits(site, nowMs.getAsLong());
        absence = new Absence(awaySinceMs);
        thread.setDaemon(true);
    }

    /** The gate of an engine that goes on: an excess that stood when it was stopped is over when nothing more is dropped. */
    static RateGate start(Site site, LiveEngine engine) {
        RateGate gate = new RateGate(site, engine.recoveredToMs(), engine::arrivalMs, engine::rateExceeded);
        gate.resume(engine.alarms());
        gate.thread.start();
        return gate;
    }

    /** Another site says what each may send; an excess that stands goes on until nothing more is dropped. */
    synchronized void follow(Site site, List<AlarmStatus> alarms) {
        untold().forEach(this::tell);
        limits = new RateLimits(site, nowMs.getAsLong());
        resume(alarms);
    }

    synchronized void resume(List<AlarmStatus> alarms) {
        for (AlarmStatus alarm : alarms) {
            String id = alarm.definition().id();
            String condition = ":" + Input.GatewayFault.Fault.RATE_EXCEEDED;
            if (id.startsWith("gateway:")
                    && id.endsWith(condition)
                    && alarm.state().isActive()) {
                limits.resume(id.substring("gateway:".length(), id.length() - condition.length()), nowMs.getAsLong());
            }
        }
    }

    /** False where the message is to be dropped: it is counted, and the engine is told. */
    synchronized boolean mayPass(Arrival arrival) {
        long receiveMs = arrival.receiveMs();
        if (limits.mayPass(arrival, absence.totalMs(receiveMs))) {
            return true;
        }
        RateExcess begun = limits.begun(arrival.topic(), receiveMs);
        if (begun != null) {
            tell(begun);
        }
        return false;
    }

    /** While the link is away nobody can send. */
    void link(LinkStatus status) {
        absence.link(status.state() == LinkState.CONNECTED, status.sinceMs());
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void tell() {
        limits.due(nowMs.getAsLong()).forEach(this::tell);
    }

    private void tell(RateExcess excess) {
        engine.accept(excess, () -> {});
    }

    /** Tells what was dropped and not told yet, and waits a moment until that is on disk. */
    @Override
    public void close() {
        closed.countDown();
        List<RateExcess> untold = untold();
        CountDownLatch durable = new CountDownLatch(untold.size());
        untold.forEach(excess -> engine.accept(excess, durable::countDown));
        try {
            if (!durable.await(LAST_WORD_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("what was dropped last could not be made durable: {}", untold);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<RateExcess> untold() {
        return limits.untold(nowMs.getAsLong());
    }
}
