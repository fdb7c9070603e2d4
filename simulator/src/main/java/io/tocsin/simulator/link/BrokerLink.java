package io.tocsin.simulator.link;

import io.tocsin.simulator.telemetry.FieldClient;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's link to the broker: a gateway is born with a retained status and mourned by its last will; all are back
 * after every outage.
 * Messages go out at QoS 1 in order; while the broker is away they are kept in a bounded buffer, and numbered ones until
 * the engine says that it has them, for a broker may lose what it acknowledged. One that is older than five minutes when
 * it goes out is marked as history.
 *
 * <p>Thread-safe; owns one thread beside Paho's.
 */
public final class BrokerLink {
    private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);
    private static final long HISTORY_AFTER_MS = 5 * 60_000;
    private static final long LOOK_AGAIN_MS = 500;
    private static final long FAREWELL_MS = 15_000;

    private final BrokerAccess access;
    private final FieldClient client;
    private final long session;
    private final LongSupplier clock;
    private final Outbox outbox;
    private final Thread thread;
    private volatile LinkState state = LinkState.CONNECTING;
    private volatile String lastProblem = "";
    private volatile boolean stopping;
    private volatile boolean dark;
    private volatile long stopByNanos = Long.MAX_VALUE;

    /**
     * A link that is not started yet.
     *
     * @param session of the gateway's sequence, see {@link GatewayVoice}
     * @param clock epoch ms
     * @param bufferMax most messages kept
     */
    public BrokerLink(BrokerAccess access, FieldClient client, long session, LongSupplier clock, int bufferMax) {
        this.access = access;
        this.client = client;
        this.session = session;
        this.clock = clock;
        this.outbox = new Outbox(bufferMax, Connection.IN_FLIGHT_MAX);
        this.thread = new Thread(this::run, client.clientId());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Takes a message; never blocks. */
    public void offer(Publication message) {
        outbox.offer(message);
    }

    /** Cuts the line without a goodbye, until {@link #goLight}; what is offered meanwhile is kept. */
    public void goDark() {
        dark = true;
        outbox.wake();
    }

    public void goLight() {
        dark = false;
        outbox.wake();
    }

    public LinkStatus status() {
        Outbox.Counts counts = outbox.counts();
        return new LinkStatus(
                client,
                state,
                counts.offered(),
                counts.published(),
                counts.acked(),
                counts.repeated(),
                counts.dropped(),
                counts.buffered(),
                counts.held(),
                counts.forgotten(),
                lastProblem);
    }

    /** Begins to stop: what is buffered still goes out if it can within the grace; then the gateway says offline. */
    public void stop(long graceMs) {
        stopByNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMs);
        stopping = true;
        outbox.wake();
    }

    /** Waits for the end after {@link #stop}. */
    public void awaitEnd() throws InterruptedException {
        thread.join(TimeUnit.NANOSECONDS.toMillis(Math.max(0, stopByNanos - System.nanoTime())) + FAREWELL_MS);
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(FAREWELL_MS);
        }
    }

    private void run() {
        try {
            int failures = 0;
            while (!stopping && state != LinkState.REFUSED) {
                stayDark();
                failures = liveOnce() ? 0 : failures + 1;
                if (!stopping && !dark && state != LinkState.REFUSED) {
                    state = LinkState.BACKING_OFF;
                    rest(Backoff.delayMs(failures, ThreadLocalRandom.current().nextDouble()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (state != LinkState.REFUSED) {
            state = LinkState.STOPPED;
        }
    }

    private void stayDark() throws InterruptedException {
        while (dark && !stopping) {
            state = LinkState.DARK;
            outbox.awaitChange(outbox.version(), LOOK_AGAIN_MS);
        }
    }

    /** One connection from birth to its end; true where it was born. */
    private boolean liveOnce() throws InterruptedException {
        state = LinkState.CONNECTING;
        boolean born = false;
        try {
            if (isRefused()) {
                return false;
            }
            try (Connection connection = connect()) {
                listen(connection);
                birth(connection);
                born = true;
                state = LinkState.CONNECTED;
                pump(connection);
            }
        } catch (MqttException e) {
            problem(e);
        } finally {
            outbox.connectionLost();
        }
        return born;
    }

    private boolean isRefused() throws MqttException, InterruptedException {
        ProductionMark mark = ProductionMark.read(access);
        if (mark == ProductionMark.ABSENT) {
            return false;
        }
        lastProblem = mark.refusal();
        state = LinkState.REFUSED;
        log.error("{} at {}", mark.refusal(), access.url());
        return true;
    }

    private Connection connect() throws MqttException {
        Connection.Will will = client.statusTopic()
                .map(topic -> new Connection.Will(topic, GatewayVoice.status(false, clock.getAsLong(), session)))
                .orElse(null);
        return Connection.open(access, client.clientId(), will, this::lost, (topic, payload) -> told(payload));
    }

    private void pump(Connection connection) throws MqttException, InterruptedException {
        while (!connection.isLost()) {
            long version = outbox.version();
            if (dark) {
                connection.cut();
                return;
            }
            if (stopping && (outbox.isDone() || System.nanoTime() >= stopByNanos)) {
                farewell(connection);
                return;
            }
            if (outbox.repeatStalled(System.nanoTime())) {
                // What was given up for want of room never comes: the engine need not wait for it.
                birth(connection);
            }
            @Nullable Publication next = outbox.take();
            if (next == null) {
                outbox.awaitChange(version, LOOK_AGAIN_MS);
            } else {
                connection.publish(next.topic(), payload(next), () -> outbox.acked(next));
            }
        }
    }

    private byte[] payload(Publication message) {
        boolean history = clock.getAsLong() - message.timeMs() > HISTORY_AFTER_MS;
        return history ? message.asHistory().payload() : message.payload();
    }

    /** Without leave to hear it a gateway trusts its broker, as one without this word does. */
    private void listen(Connection connection) throws MqttException {
        outbox.connected(System.nanoTime());
        Optional<String> topic = client.ackedTopic();
        if (topic.isPresent() && !connection.subscribe(topic.get())) {
            log.info("client={} may not hear {}", client.name(), topic.get());
        }
    }

    private void told(byte[] payload) {
        Watermark word = Watermark.parse(payload);
        if (word != null && word.session().equals(Long.toString(session))) {
            outbox.durable(word.upToSeq(), System.nanoTime());
        }
    }

    private void birth(Connection connection) throws MqttException {
        long fromSeq = outbox.lowestSeq();
        long now = clock.getAsLong();
        say(
                connection,
                fromSeq == Publication.NO_SEQ
                        ? GatewayVoice.status(true, now, session)
                        : GatewayVoice.birth(now, session, fromSeq));
    }

    private void farewell(Connection connection) throws MqttException {
        say(connection, GatewayVoice.status(false, clock.getAsLong(), session));
    }

    private void say(Connection connection, String status) throws MqttException {
        Optional<String> topic = client.statusTopic();
        if (topic.isPresent()) {
            connection.publishAndWait(topic.get(), status, true);
        }
    }

    private void rest(long delayMs) throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
        while (!stopping && System.nanoTime() < untilNanos) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - System.nanoTime());
            outbox.awaitChange(outbox.version(), leftMs + 1);
        }
    }

    private void lost(Throwable cause) {
        problem(cause);
        outbox.wake();
    }

    private void problem(Throwable cause) {
        @Nullable Throwable deeper = cause.getCause();
        lastProblem = cause.getMessage() + (deeper == null ? "" : ": " + deeper.getMessage());
        log.warn("client={} broker={} {}", client.name(), access.url(), lastProblem);
    }
}
