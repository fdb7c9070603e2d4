package io.tocsin.simulator;

import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.Connection;
import io.tocsin.simulator.link.ProductionMark;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * A feed published with its own stamps at any speed, for an engine whose clock comes with the data. Before each moment
 * the clock goes out on {@value #CLOCK_TOPIC}, {@code {"now": <epoch ms>}}, on the same connection. Nothing is said on a
 * topic before all that was said on another is acknowledged, so that everything arrives in one order. A lost connection
 * ends the rehearsal, since a repeat would turn the clock back. Nothing is retained.
 *
 * <p>One run per object, on the caller's thread; {@link #cancel} may come from any.
 */
public final class Rehearsal {
    /** Where the engine of a rehearsal reads the time. */
    public static final String CLOCK_TOPIC = "tocsin/drill/clock";

    /** As fast as the broker acknowledges. */
    public static final double UNPACED = Double.POSITIVE_INFINITY;

    private static final long ACK_MS = 30_000;

    private final BrokerAccess broker;
    private final double speed;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicLong published = new AtomicLong();
    private final Semaphore room = new Semaphore(Connection.IN_FLIGHT_MAX);
    private String lastTopic = "";

    /** @param speed times real time, above 0, or {@link #UNPACED} */
    public Rehearsal(BrokerAccess broker, double speed) {
        this.broker = broker;
        this.speed = speed;
    }

    /** Messages of the feed so far; words of the clock are not counted. */
    public long published() {
        return published.get();
    }

    /** Ends a run soon. */
    public void cancel() {
        cancelled.countDown();
    }

    /**
     * Runs until the feed is at its end, or beyond a moment of its own time.
     *
     * @param untilMs the last moment
     * @return what ended it before its time; empty where all was said and acknowledged
     */
    public Optional<String> run(Feed feed, long untilMs) throws InterruptedException {
        try {
            ProductionMark mark = ProductionMark.read(broker);
            if (mark != ProductionMark.ABSENT) {
                return Optional.of(mark.refusal());
            }
            try (Connection connection = Connection.open(broker, "drill", cause -> cancelled.countDown())) {
                return steps(feed, untilMs, connection);
            }
        } catch (MqttException e) {
            return Optional.of("broker=" + broker.url() + ' ' + e.getMessage());
        }
    }

    private Optional<String> steps(Feed feed, long untilMs, Connection connection)
            throws MqttException, InterruptedException {
        long t0Ms = feed.nextTimeMs();
        long beganNanos = System.nanoTime();
        for (long t = t0Ms; t != Feed.FINISHED && t <= untilMs; t = feed.nextTimeMs()) {
            long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
            long waitMs = (long) ((t - t0Ms) / speed) - sinceMs;
            if (cancelled.await(Math.max(0, waitMs), TimeUnit.MILLISECONDS)) {
                return Optional.of(connection.isLost() ? "the connection was lost" : "cancelled");
            }
            say(connection, CLOCK_TOPIC, ("{\"now\":" + t + '}').getBytes(StandardCharsets.UTF_8));
            for (Publication message : feed.advanceTo(t)) {
                say(connection, message.topic(), message.payload());
                published.incrementAndGet();
            }
        }
        boolean acked = room.tryAcquire(Connection.IN_FLIGHT_MAX, ACK_MS, TimeUnit.MILLISECONDS);
        return acked ? Optional.empty() : Optional.of("expected all messages acknowledged, some were not");
    }

    /** Brokers keep the order within a topic, not from one to another: another topic waits until all is acknowledged. */
    private void say(Connection connection, String topic, byte[] payload) throws MqttException, InterruptedException {
        if (!topic.equals(lastTopic)) {
            acquire(Connection.IN_FLIGHT_MAX);
            room.release(Connection.IN_FLIGHT_MAX);
            lastTopic = topic;
        }
        acquire(1);
        connection.publish(topic, payload, room::release);
    }

    private void acquire(int permits) throws MqttException, InterruptedException {
        if (!room.tryAcquire(permits, ACK_MS, TimeUnit.MILLISECONDS)) {
            throw new MqttException(MqttException.REASON_CODE_CLIENT_TIMEOUT);
        }
    }
}
