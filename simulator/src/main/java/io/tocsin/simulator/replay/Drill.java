package io.tocsin.simulator.replay;

import io.tocsin.config.Site;
import io.tocsin.simulator.link.Connection;
import io.tocsin.simulator.link.ProductionMark;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * A rehearsal: a recording published with its own stamps at any speed, for an engine whose clock comes with the data.
 * Before each recorded moment the clock goes out on {@value #CLOCK_TOPIC}, {@code {"now": <epoch ms>}}, on the same
 * connection, so that both arrive in one order. A lost connection ends the rehearsal, since a repeat would turn the clock
 * back.
 *
 * <p>One run per object, on the caller's thread; {@link #cancel} may come from any.
 */
public final class Drill {
    /** Where the engine of a rehearsal reads the time. */
    public static final String CLOCK_TOPIC = "tocsin/drill/clock";

    private static final long ACK_MS = 30_000;

    private final ReplayOptions options;
    private final Site site;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Semaphore room = new Semaphore(Connection.IN_FLIGHT_MAX);

    public Drill(ReplayOptions options, Site site) {
        this.options = options;
        this.site = site;
    }

    /**
     * @param failure what ended it before its time; empty where all was said and acknowledged
     */
    public record Outcome(ReplayReport report, Optional<String> failure) {}

    /** Ends a run soon. */
    public void cancel() {
        cancelled.countDown();
    }

    /**
     * Runs to the end of the recording.
     *
     * @throws IOException where the file cannot be read
     */
    public Outcome run() throws IOException, InterruptedException {
        try (Recording recording = Recording.open(options.file())) {
            RecordingFeed feed = new RecordingFeed(site, recording, options.slice(), TimeMap::same);
            Optional<String> failure = publish(feed);
            return new Outcome(feed.report(options.speed()), failure);
        }
    }

    private Optional<String> publish(Feed feed) throws InterruptedException {
        try {
            ProductionMark mark = ProductionMark.read(options.broker());
            if (mark != ProductionMark.ABSENT) {
                return Optional.of(mark.refusal());
            }
            try (Connection connection = Connection.open(options.broker(), "drill", cause -> cancelled.countDown())) {
                return steps(feed, connection);
            }
        } catch (MqttException e) {
            return Optional.of("broker=" + options.broker().url() + ' ' + e.getMessage());
        }
    }

    private Optional<String> steps(Feed feed, Connection connection) throws MqttException, InterruptedException {
        long t0Ms = feed.nextTimeMs();
        long beganNanos = System.nanoTime();
        for (long t = t0Ms; t != Feed.FINISHED; t = feed.nextTimeMs()) {
            long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
            long waitMs = (long) ((t - t0Ms) / options.speed()) - sinceMs;
            if (cancelled.await(Math.max(0, waitMs), TimeUnit.MILLISECONDS)) {
                return Optional.of(connection.isLost() ? "the connection was lost" : "cancelled");
            }
            say(connection, CLOCK_TOPIC, ("{\"now\":" + t + '}').getBytes(StandardCharsets.UTF_8));
            for (Publication message : feed.advanceTo(t)) {
                say(connection, message.topic(), message.payload());
            }
        }
        boolean acked = room.tryAcquire(Connection.IN_FLIGHT_MAX, ACK_MS, TimeUnit.MILLISECONDS);
        return acked ? Optional.empty() : Optional.of("expected all messages acknowledged, some were not");
    }

    private void say(Connection connection, String topic, byte[] payload) throws MqttException, InterruptedException {
        if (!room.tryAcquire(ACK_MS, TimeUnit.MILLISECONDS)) {
            throw new MqttException(MqttException.REASON_CODE_CLIENT_TIMEOUT);
        }
        connection.publish(topic, payload, room::release);
    }
}
