package io.tocsin.ingest.mqtt;

import io.tocsin.config.tls.TlsFiles;
import io.tocsin.ingest.Arrival;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from its first packet to its end, with a Paho client of its own: a client that has failed once is not
 * to be trusted with a second connection (paho.mqtt.java #953, #947).
 *
 * <p>The link's thread opens, subscribes, watches and closes it; Paho's callback thread brings messages.
 */
final class Connection implements MqttCallback {
    /** How a connection ended. */
    enum Cause {
        /** By the network or the broker. */
        LOST,
        /** By us: nothing was heard of the broker for too long. */
        SILENT,
        /** By us: the intake was full. */
        REFUSED,
        /** By us: what another connection will most likely not mend. */
        FAILED,
        /** By us, for good. */
        CLOSED
    }

    /** The end of a connection. */
    record End(Cause cause, String detail) {}

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int QOS_REFUSED = 0x80;
    /** Words of ours that the broker has not acknowledged yet. */
    private static final int SAYING_MAX = 1_000;

    private static final long CLOSE_MS = 2_000;
    private static final Ack NOTHING_OWED = () -> {};

    private final Options options;
    private final Intake intake;
    private final LongSupplier clockMs;
    private final Meters meters;
    private final IntSupplier maxPayloadBytes;
    private final LinkSockets sockets;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final MqttAsyncClient client;
    private final Acks acks;

    Connection(Options options, Intake intake, LongSupplier clockMs, Meters meters, IntSupplier maxPayloadBytes)
            throws MqttException, IOException {
        this.options = options;
        sockets = new LinkSockets(
                options.isEncrypted() ? TlsFiles.read(options.tls()).sockets() : null);
        this.intake = intake;
        this.clockMs = clockMs;
        this.meters = meters;
        this.maxPayloadBytes = maxPayloadBytes;
        client = new MqttAsyncClient(options.plainUrl(), options.clientId(), new MemoryPersistence());
        acks = new Acks(client, meters);
        client.setManualAcks(true);
        // Before connecting: on a session with a backlog a client that has no callback yet stays deaf.
        client.setCallback(this);
    }

    /** Connects; true where the broker had kept our session. */
    boolean open() throws MqttException {
        IMqttToken token = client.connect(connectOptions());
        token.waitForCompletion(options.timing().connectTimeoutMs());
        return token.getSessionPresent();
    }

    private MqttConnectOptions connectOptions() {
        Options.Timing timing = options.timing();
        MqttConnectOptions connect = new MqttConnectOptions();
        connect.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        connect.setCleanSession(!options.keepSession());
        connect.setAutomaticReconnect(false);
        connect.setMaxInflight(SAYING_MAX);
        // Paho may leave a link unproven for twice its keep-alive; the promise is twice ours, so it gets half of it.
        connect.setKeepAliveInterval((int) TimeUnit.MILLISECONDS.toSeconds(timing.keepAliveMs() / 2));
        connect.setConnectionTimeout((int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(timing.connectTimeoutMs())));
        connect.setSocketFactory(sockets);
        if (!options.user().isEmpty()) {
            connect.setUserName(options.user());
            connect.setPassword(options.password().toCharArray());
        }
        return connect;
    }

    /**
     * Subscribes to all filters, on the link's thread: on the callback thread it would wait for itself. Those that the
     * session holds already are renewed, which costs nothing but the retained messages once more: repeats.
     *
     * @return the filter that the broker refused; null where it granted all
     */
    @Nullable
    String subscribe() throws MqttException {
        String[] filters = options.filters().toArray(new String[0]);
        int[] qos = new int[filters.length];
        Arrays.fill(qos, 1);
        IMqttToken token = client.subscribe(filters, qos);
        token.waitForCompletion(options.timing().connectTimeoutMs());
        int[] granted = token.getGrantedQos();
        for (int i = 0; i < granted.length; i++) {
            if (granted[i] == QOS_REFUSED) {
                return filters[i];
            }
        }
        return null;
    }

    /** Watches until the end, and says how it ended. */
    End awaitEnd() throws InterruptedException {
        long keepAliveMs = options.timing().keepAliveMs();
        while (true) {
            try {
                return end.get(keepAliveMs / 8, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long idleMs = sockets.idleMs();
                if (idleMs > keepAliveMs * 7 / 4) {
                    end(Cause.SILENT, "expected a sign of the broker, was none for " + idleMs + " ms");
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("expected an end, was a failure", e);
            }
        }
    }

    /** The first cause counts. Messages that still come are dropped unacknowledged. Any thread; never blocks. */
    void end(Cause cause, String detail) {
        end.complete(new End(cause, detail));
    }

    /** Cuts the line: what waits for the broker waits no longer. Any thread. */
    void abort() {
        quietly("close sockets", sockets::close);
    }

    /**
     * Lets go of everything, within {@link #CLOSE_MS}. The link's thread. Paho waits for its callback thread without
     * bound when it closes; with its sockets closed it may do so for itself, on a thread of its own.
     */
    void close() throws InterruptedException {
        acks.close();
        Thread closer = new Thread(this::letGo, "mqtt-ingest-closing");
        closer.setDaemon(true);
        closer.start();
        closer.join(CLOSE_MS);
        if (closer.isAlive()) {
            LOG.warn("expected the client to close within {} ms, did not: left to itself", CLOSE_MS);
            abort();
        }
    }

    private void letGo() {
        if (isEndedBy(Cause.CLOSED) && client.isConnected()) {
            quietly("disconnect", () -> client.disconnect(0).waitForCompletion(CLOSE_MS / 2));
        }
        abort();
        quietly("disconnect forcibly", () -> client.disconnectForcibly(0, 1, false));
        quietly("close", () -> client.close(true));
    }

    private boolean isEndedBy(Cause cause) {
        End ended = end.getNow(null);
        return ended != null && ended.cause == cause;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws MqttException, IOException;
    }

    private static void quietly(String what, Step step) {
        try {
            step.run();
        } catch (MqttException | IOException | RuntimeException e) {
            // It is on its way out, and most often it says that it is out already.
            LOG.debug("on closing an ended connection: {} failed", what, e);
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        end(Cause.LOST, describe(cause));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        try {
            if (end.isDone()) {
                dropped(message);
            } else {
                arrived(topic, message);
            }
        } catch (RuntimeException | Error e) {
            // Thrown on, it would have Paho deliver this message for ever.
            LOG.error("the intake failed topic={}", topic, e);
            end(Cause.FAILED, "the intake failed: " + describe(e));
            dropped(message);
        }
    }

    private void arrived(String topic, MqttMessage message) {
        Arrival arrival = Arrival.of(
                topic, message.getPayload(), message.isRetained(), maxPayloadBytes.getAsInt(), clockMs.getAsLong());
        Ack ack = message.getQos() == 0 ? NOTHING_OWED : acks.expect(message.getId(), message.getQos());
        if (intake.offer(arrival, ack)) {
            meters.arrived.increment();
            if (arrival.kind() == Arrival.Kind.OVERSIZE) {
                meters.oversize.increment();
            }
        } else {
            end(Cause.REFUSED, "expected room in the intake, was full");
            dropped(message);
        }
    }

    private void dropped(MqttMessage message) {
        meters.refused.increment();
        if (message.getQos() == 0) {
            meters.refusedQos0.increment();
        }
    }

    /** Nobody waits for it: what is said here is said again. */
    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    /**
     * Publishes at QoS 1 and waits for nothing. Any thread.
     *
     * @return false where it did not go out: the connection is not there, or too many are under way
     */
    boolean say(String topic, byte[] payload) {
        try {
            client.publish(topic, payload, 1, false);
            return true;
        } catch (MqttException e) {
            LOG.debug("not said topic={}", topic, e);
            return false;
        }
    }

    /** A failure in words: Paho's own are often "MqttException" with the reason in the cause. */
    static String describe(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? failure.toString() : failure + ": " + cause;
    }
}
