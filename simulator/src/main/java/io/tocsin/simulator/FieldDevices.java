package io.tocsin.simulator;

import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.BrokerLink;
import io.tocsin.simulator.link.LinkState;
import io.tocsin.simulator.link.LinkStatus;
import io.tocsin.simulator.scene.Scenario;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldClient;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The field on a broker: each client of a feed on a connection of its own, paced by a clock. Nothing is said to a
 * broker that is marked production.
 *
 * <p>Thread-safe; owns one thread for the pace and one per client.
 */
public final class FieldDevices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FieldDevices.class);
    /** Of messages, kept by each client while the broker is away. */
    private static final int BUFFER_MAX = 10_000;

    private static final long GRACE_MS = 5_000;
    private static final long LONGEST_WAIT_MS = 200;
    /** Own time advanced at once after a pause, so that a stop is heard in between. */
    private static final long SLICE_MS = 60_000;

    private final Feed feed;
    private final TimeMap time;
    private final LongSupplier clock;
    private final List<BrokerLink> links;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "field-pace");
    private volatile boolean exhausted;
    private volatile @Nullable String failure;

    private FieldDevices(Feed feed, TimeMap time, BrokerAccess broker, LongSupplier clock) {
        this.feed = feed;
        this.time = time;
        this.clock = clock;
        this.links = feed.clients().stream().map(client -> link(client, broker)).toList();
        this.thread.setDaemon(true);
    }

    /**
     * Starts a simulated park now.
     *
     * @param speed 1 to 20 times real time
     * @param clock epoch ms; never falls
     * @throws IllegalArgumentException for a speed out of bounds or an incident of another site
     */
    public static FieldDevices simulate(Scenario scenario, BrokerAccess broker, int speed, LongSupplier clock) {
        long now = clock.getAsLong();
        TimeMap time = new TimeMap(now, now, speed);
        return play(scenario.open(time), time, broker, clock);
    }

    /** Starts to publish a feed, each message at its stamp. The feed is used by this object's thread alone. */
    public static FieldDevices play(Feed feed, TimeMap time, BrokerAccess broker, LongSupplier clock) {
        FieldDevices devices = new FieldDevices(feed, time, broker, clock);
        devices.links.forEach(BrokerLink::start);
        devices.thread.start();
        return devices;
    }

    public FieldStatus status() {
        List<LinkStatus> now = linkStatus();
        return new FieldStatus(now, exhausted, Optional.ofNullable(failure).or(() -> refusal(now)));
    }

    /** Sends what is buffered if it can within some seconds, says offline for every gateway, and ends. Idempotent. */
    public void stop() {
        stopped.countDown();
        try {
            thread.join();
            links.forEach(link -> link.stop(GRACE_MS));
            for (BrokerLink link : links) {
                link.awaitEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private BrokerLink link(FieldClient client, BrokerAccess broker) {
        return new BrokerLink(broker, client, time.startMs(), clock, BUFFER_MAX);
    }

    private void run() {
        try {
            long waitMs = 0;
            while (waitMs >= 0 && !stopped.await(waitMs, TimeUnit.MILLISECONDS)) {
                waitMs = step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage());
            log.error("the field stopped", e);
        }
    }

    /** Says what is due; how long to wait for the next, or less than 0 at the end. */
    private long step() {
        long next = feed.nextTimeMs();
        if (next == Feed.FINISHED) {
            exhausted = true;
            return -1;
        }
        if (refusal(linkStatus()).isPresent()) {
            return -1;
        }
        long dueInMs = time.stampMs(next) - clock.getAsLong();
        if (dueInMs > 0) {
            return Math.min(dueInMs, LONGEST_WAIT_MS);
        }
        long until = Math.max(next, Math.min(time.timeMs(clock.getAsLong()), next + SLICE_MS));
        for (Publication message : feed.advanceTo(until)) {
            say(links.get(message.client()), message);
        }
        return 0;
    }

    /** Birth and last will are the connection's own: it is cut and comes back. */
    private static void say(BrokerLink link, Publication message) {
        switch (message.kind()) {
            case OFFLINE -> link.goDark();
            case ONLINE -> link.goLight();
            case TELEMETRY, HISTORY, PASSAGE -> link.offer(message);
        }
    }

    private static Optional<String> refusal(List<LinkStatus> links) {
        return links.stream()
                .filter(link -> link.state() == LinkState.REFUSED)
                .map(LinkStatus::lastProblem)
                .findFirst();
    }

    private List<LinkStatus> linkStatus() {
        return links.stream().map(BrokerLink::status).toList();
    }
}
