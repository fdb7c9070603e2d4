package io.tocsin.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Somebody who hears a topic filter and keeps everything in order of arrival. */
public final class Listener implements MqttCallback, AutoCloseable {
    /** One message. */
    public record Heard(String topic, String text, boolean retained) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient client;

    private Listener(MqttAsyncClient client) {
        this.client = client;
    }

    public static Listener on(String url, String filter) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(url, MqttAsyncClient.generateClientId(), new MemoryPersistence());
        Listener listener = new Listener(client);
        client.setCallback(listener);
        client.connect().waitForCompletion(5_000);
        client.subscribe(filter, 1).waitForCompletion(5_000);
        return listener;
    }

    public static void retain(String url, String topic, String text) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(url, MqttAsyncClient.generateClientId(), new MemoryPersistence());
        client.connect().waitForCompletion(5_000);
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, true).waitForCompletion(5_000);
        client.disconnect().waitForCompletion(5_000);
        client.close();
    }

    public List<Heard> heard() {
        return heard;
    }

    /** What was said since we listen; not what others left retained before. */
    public List<String> texts(String topicPart) {
        return heard.stream()
                .filter(message -> !message.retained())
                .filter(message -> message.topic().contains(topicPart))
                .map(Heard::text)
                .toList();
    }

    /** The topics on which something like this was said. */
    public Set<String> topics(String textPart) {
        return heard.stream()
                .filter(message -> !message.retained() && message.text().contains(textPart))
                .map(Heard::topic)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void connectionLost(Throwable cause) {}

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(new Heard(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {}

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 100, false);
        client.close(true);
    }
}
