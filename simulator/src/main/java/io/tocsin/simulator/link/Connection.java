package io.tocsin.simulator.link;

import io.tocsin.config.tls.TlsFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
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
 * One connection to a broker, from CONNECT to its end; never used again after that, because a Paho client that lost its
 * connection once may not find back. Safe to share between threads.
 */
public final class Connection implements AutoCloseable {
    /** Most messages that may be under way at once. */
    public static final int IN_FLIGHT_MAX = 64;

    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final long ANSWER_MS = 5_000;
    private static final int KEEP_ALIVE_S = 15;

    private final MqttAsyncClient client;
    private volatile boolean lost;

    private Connection(MqttAsyncClient client) {
        this.client = client;
    }

    /** @param message what the broker publishes for us when we vanish, retained */
    record Will(String topic, String message) {}

    /** Hears of messages on a Paho thread; must not block. */
    interface Inbox {
        void arrived(String topic, byte[] payload);
    }

    /**
     * Connects, or throws.
     *
     * @param onLost run on a Paho thread when the connection ends by itself; must not block
     */
    static Connection open(
            BrokerAccess access, String clientId, @Nullable Will will, Consumer<Throwable> onLost, Inbox inbox)
            throws MqttException {
        SSLSocketFactory tls = tls(access);
        MqttAsyncClient client = new MqttAsyncClient(access.plainUrl(), clientId, new MemoryPersistence());
        Connection connection = new Connection(client);
        try {
            client.setCallback(connection.new Callback(onLost, inbox));
            client.connect(options(access, tls, will)).waitForCompletion(ANSWER_MS);
            return connection;
        } catch (MqttException e) {
            connection.close();
            throw e;
        }
    }

    private static @Nullable SSLSocketFactory tls(BrokerAccess access) throws MqttException {
        try {
            return access.isEncrypted() ? TlsFiles.read(access.tls()).sockets() : null;
        } catch (IOException e) {
            throw new MqttException(e);
        }
    }

    /** Connects without a will and under a name of its own; nothing is heard. */
    public static Connection open(BrokerAccess access, String purpose, Consumer<Throwable> onLost)
            throws MqttException {
        return open(access, "tocsin-" + purpose + '-' + UUID.randomUUID(), null, onLost, (topic, payload) -> {});
    }

    /** Publishes and waits for the acknowledgement. */
    void publishAndWait(String topic, String payload, boolean retained) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, retained)
                .waitForCompletion(ANSWER_MS);
    }

    /** Publishes at QoS 1; {@code onAck} is run on a Paho thread and must not block. A failure ends the connection. */
    public void publish(String topic, byte[] payload, Runnable onAck) throws MqttException {
        client.publish(topic, payload, 1, false, null, new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                onAck.run();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                lost = true;
            }
        });
    }

    /** True where the broker granted it. */
    boolean subscribe(String filter) throws MqttException {
        IMqttToken token = client.subscribe(filter, 1);
        token.waitForCompletion(ANSWER_MS);
        return token.getGrantedQos().length > 0 && token.getGrantedQos()[0] <= 2;
    }

    public boolean isLost() {
        return lost || !client.isConnected();
    }

    /** Ends without a goodbye, as a broken line does: the broker says the will. {@link #close} is still to be called. */
    void cut() {
        lost = true;
        try {
            client.disconnectForcibly(0, 1, false);
        } catch (MqttException e) {
            log.debug("cut: {}", e.getMessage());
        }
    }

    /** Says goodbye where it can; a clean end leaves no will behind. */
    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect(0).waitForCompletion(ANSWER_MS);
            } else {
                client.disconnectForcibly(0, 100, false);
            }
        } catch (MqttException e) {
            log.debug("disconnect: {}", e.getMessage());
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            log.debug("close: {}", e.getMessage());
        }
    }

    private static MqttConnectOptions options(
            BrokerAccess access, @Nullable SSLSocketFactory tls, @Nullable Will will) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(true);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout((int) (ANSWER_MS / 1000));
        options.setKeepAliveInterval(KEEP_ALIVE_S);
        // Ours is the bound that counts; Paho's throws (32202) a little before the last acknowledgement is told.
        options.setMaxInflight(2 * IN_FLIGHT_MAX);
        options.setSocketFactory(new NoDelaySockets(tls));
        if (!access.user().isEmpty()) {
            options.setUserName(access.user());
            options.setPassword(access.password().toCharArray());
        }
        if (will != null) {
            options.setWill(will.topic(), will.message().getBytes(StandardCharsets.UTF_8), 1, true);
        }
        return options;
    }

    private final class Callback implements MqttCallback {
        private final Consumer<Throwable> onLost;
        private final Inbox inbox;

        Callback(Consumer<Throwable> onLost, Inbox inbox) {
            this.onLost = onLost;
            this.inbox = inbox;
        }

        @Override
        public void connectionLost(Throwable cause) {
            lost = true;
            onLost.accept(cause);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            inbox.arrived(topic, message.getPayload());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
