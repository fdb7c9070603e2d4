package io.tocsin.server.cli;

import io.tocsin.ingest.Arrival;
import io.tocsin.simulator.link.BrokerAccess;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * Messages as the broker hands them out, for a person who looks: at most once, under a name of its own, so that nothing waits
 * for it when it goes. Those that come faster than they are looked at are passed over.
 */
final class LiveMessages implements AutoCloseable {
    private static final int TIMEOUT_S = 5;

    private final MqttClient client;
    private final AtomicLong passedOver = new AtomicLong();

    private LiveMessages(MqttClient client) {
        this.client = client;
    }

    static LiveMessages open(BrokerAccess access, String filter, int maxPayloadBytes, Queue<Arrival> out)
            throws MqttException {
        MqttClient client =
                new MqttClient(access.url(), "tocsin-inspect-" + UUID.randomUUID(), new MemoryPersistence());
        LiveMessages messages = new LiveMessages(client);
        client.setTimeToWait(TIMEOUT_S * 1_000L);
        client.setCallback(new MqttCallback() {
            @Override
            public void messageArrived(String topic, MqttMessage message) {
                long nowMs = System.currentTimeMillis();
                byte[] payload = message.getPayload();
                if (!out.offer(Arrival.of(topic, payload, message.isRetained(), maxPayloadBytes, nowMs))) {
                    messages.passedOver.incrementAndGet();
                }
            }

            @Override
            public void connectionLost(Throwable cause) {
                // Looked at by whoever waits.
            }

            @Override
            public void deliveryComplete(IMqttDeliveryToken token) {
                // Nothing is sent.
            }
        });
        try {
            client.connect(options(access));
            client.subscribe(filter, 0);
            return messages;
        } catch (MqttException e) {
            messages.close();
            throw e;
        }
    }

    private static MqttConnectOptions options(BrokerAccess access) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(true);
        options.setConnectionTimeout(TIMEOUT_S);
        if (!access.user().isEmpty()) {
            options.setUserName(access.user());
            options.setPassword(access.password().toCharArray());
        }
        return options;
    }

    /** How many came faster than they were looked at, since it was asked last. */
    long passedOver() {
        return passedOver.getAndSet(0);
    }

    boolean isLost() {
        return !client.isConnected();
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect(TIMEOUT_S * 1_000L);
        }
        client.close();
    }
}
