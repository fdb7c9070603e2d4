package io.tocsin.embedded;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A 3.1.1 client that keeps what it received. */
final class Mqtt implements AutoCloseable, MqttCallback {
    private final MqttClient client;
    private final boolean acknowledges;
    final List<MqttMessage> received = new CopyOnWriteArrayList<>();

    private Mqtt(String url, String id, boolean acknowledges) throws MqttException {
        this.client = new MqttClient(url, id, new MemoryPersistence());
        this.acknowledges = acknowledges;
        client.setCallback(this);
        client.setManualAcks(true);
        client.setTimeToWait(20_000);
    }

    static Mqtt connect(String url, String id) throws MqttException {
        return connect(url, id, true);
    }

    static Mqtt connect(String url, String id, boolean acknowledges) throws MqttException {
        Mqtt mqtt = new Mqtt(url, id, acknowledges);
        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        mqtt.client.connect(options);
        return mqtt;
    }

    Mqtt subscribe(String filter) throws MqttException {
        client.subscribe(filter, 1);
        return this;
    }

    void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 1, false);
    }

    List<String> texts() {
        return received.stream().map(MqttMessage::toString).toList();
    }

    boolean connected() {
        return client.isConnected();
    }

    @Override
    public void connectionLost(Throwable cause) {
        // Paho asks for it; connected() tells.
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws MqttException {
        received.add(message);
        if (acknowledges) {
            client.messageArrivedComplete(message.getId(), message.getQos());
        }
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // publish() waits for it already.
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected() && acknowledges) {
            client.disconnect();
        } else {
            client.disconnectForcibly(0, 1, false);
        }
        client.close(true);
    }
}
