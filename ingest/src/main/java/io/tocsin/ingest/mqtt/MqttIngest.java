package io.tocsin.ingest.mqtt;

import io.tocsin.ingest.mqtt.Connection.Cause;
import io.tocsin.ingest.mqtt.Connection.End;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to the broker: one connection after the other, until it is closed. Arrivals go to the {@link Intake};
 * nothing is acknowledged that the intake's owner has not said to be durable.
 *
 * <p>The session is kept by the broker under a fixed client id, unless the options say otherwise. A connection that ends,
 * for whatever reason, is followed by a new client object after a wait; after a refusal by the intake, when the intake
 * has room again.
 */
public final class MqttIngest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttIngest.class);
    private static final long ROOM_POLL_MS = 20;
    private static final int TAKEOVER_CONNECTIONS = 3;
    private static final long JOIN_MS = 10_000;

    private final Options options;
    private final Intake intake;
    private final Listener listener;
    private final LongSupplier clockMs;
    private final AtomicInteger maxPayloadBytes;
    private final Backoff backoff;
    private final Meters meters = new Meters();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "mqtt-ingest");
    private volatile @Nullable Connection current;
    private volatile LinkStatus status;
    private long connections;
    private int shortConnections;
    private String lastError = "";

    private MqttIngest(Options options, Intake intake, Listener listener, LongSupplier clockMs, DoubleSupplier random) {
        this.options = options;
        this.intake = intake;
        this.listener = listener;
        this.clockMs = clockMs;
        maxPayloadBytes = new AtomicInteger(options.maxPayloadBytes());
        backoff = new Backoff(options.timing().backoffMinMs(), options.timing().backoffMaxMs(), random);
        status = new LinkStatus(LinkState.CONNECTING, clockMs.getAsLong(), "", 0);
        thread.setDaemon(true);
    }

    /**
     * Starts the link; returns at once, whether or not there is a broker.
     *
     * @param clockMs stamps arrivals and states; epoch milliseconds that never fall
     */
    public static MqttIngest start(Options options, Intake intake, Listener listener, LongSupplier clockMs) {
        DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
        MqttIngest ingest = new MqttIngest(options, intake, listener, clockMs, random);
        ingest.thread.start();
        return ingest;
    }

    /** A larger payload is cut on arrival from now on. Any thread. */
    public void cutBeyond(int bytes) {
        maxPayloadBytes.set(bytes);
    }

    /**
     * Publishes at QoS 1, not retained, and waits for nothing. Any thread.
     *
     * @return false where it did not go out
     */
    public boolean say(String topic, byte[] payload) {
        Connection connection = current;
        return connection != null && status.state() == LinkState.CONNECTED && connection.say(topic, payload);
    }

    public LinkStatus status() {
        return status;
    }

    public Traffic traffic() {
        return meters.traffic();
    }

    /** Ends the connection and the link, and waits for both; the session stays with the broker. */
    @Override
    public void close() {
        closing.countDown();
        Connection connection = current;
        if (connection != null) {
            connection.end(Cause.CLOSED, "closed");
            if (status.state() == LinkState.CONNECTING) {
                connection.abort();
            }
        }
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosing()) {
                End end = serve();
                if (!isClosing()) {
                    lastError = end.detail();
                    LOG.warn("link to {} ended cause={} detail={}", options.url(), end.cause(), end.detail());
                    enter(LinkState.BACKING_OFF);
                    await(end.cause());
                }
            }
        } catch (InterruptedException e) {
            LOG.info("link thread interrupted: closing");
        } finally {
            enter(LinkState.CLOSED);
        }
    }

    /** One connection from its first packet to its end. */
    private End serve() throws InterruptedException {
        enter(LinkState.CONNECTING);
        Connection connection;
        try {
            connection = new Connection(options, intake, clockMs, meters, maxPayloadBytes::get);
        } catch (MqttException e) {
            return new End(Cause.LOST, Connection.describe(e));
        } catch (IOException e) {
            // A certificate that cannot be read may be there in a moment: it is tried again.
            return new End(Cause.LOST, String.valueOf(e.getMessage()));
        }
        current = connection;
        if (isClosing()) {
            connection.end(Cause.CLOSED, "closed");
        }
        try {
            return serve(connection);
        } finally {
            connection.close();
        }
    }

    private End serve(Connection connection) throws InterruptedException {
        boolean sessionPresent;
        try {
            sessionPresent = connection.open();
        } catch (MqttException | RuntimeException e) {
            // Nobody takes our id over from a broker that does not let us in.
            shortConnections = 0;
            return new End(Cause.LOST, Connection.describe(e));
        }
        long openedNs = System.nanoTime();
        opened(sessionPresent);
        End end = listen(connection);
        ended(end.cause(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNs));
        return end;
    }

    private End listen(Connection connection) throws InterruptedException {
        try {
            String refused = connection.subscribe();
            if (refused != null) {
                return new End(Cause.FAILED, "expected a subscription to " + refused + ", was refused");
            }
        } catch (MqttException | RuntimeException e) {
            return new End(Cause.LOST, Connection.describe(e));
        }
        enter(LinkState.CONNECTED);
        return connection.awaitEnd();
    }

    private void opened(boolean sessionPresent) {
        connections++;
        if (options.keepSession() && !sessionPresent) {
            LOG.warn("no session at {} clientId={} first={}", options.url(), options.clientId(), connections == 1);
            listener.sessionMissing(connections == 1);
        }
    }

    private void ended(Cause cause, long livedMs) {
        boolean isShort = livedMs < options.timing().stableMs();
        if (!isShort) {
            backoff.reset();
        }
        shortConnections = isShort && cause == Cause.LOST ? shortConnections + 1 : 0;
        if (shortConnections >= TAKEOVER_CONNECTIONS) {
            LOG.warn("client id taken over? clientId={} shortConnections={}", options.clientId(), shortConnections);
            listener.takeoverSuspected(shortConnections);
        }
    }

    private void await(Cause cause) throws InterruptedException {
        if (cause != Cause.REFUSED) {
            closing.await(backoff.nextMs(), TimeUnit.MILLISECONDS);
            return;
        }
        while (!intake.hasRoom() && !closing.await(ROOM_POLL_MS, TimeUnit.MILLISECONDS)) {
            LOG.trace("waiting for room in the intake");
        }
    }

    private void enter(LinkState state) {
        status = new LinkStatus(state, clockMs.getAsLong(), lastError, connections);
        LOG.info("link to {} {} lastError={}", options.url(), state, lastError);
        listener.changed(status);
    }
}
