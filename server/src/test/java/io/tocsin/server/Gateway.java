package io.tocsin.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A gateway in the field: a real MQTT client whose publishes return with the broker's acknowledgement. */
final class Gateway implements AutoCloseable {
    private static final long PATIENCE_MS = 30_000;

    private final String prefix;
    private final MqttClient client;
    private final Wire wire = new Wire();

    private Gateway(String url, String prefix) throws MqttException {
        this.prefix = prefix;
        client = new MqttClient(url, MqttClient.generateClientId(), new MemoryPersistence());
        client.setTimeToWait(PATIENCE_MS);
    }

    /** @param prefix as {@code park/it/e1/g1} */
    static Gateway connect(String url, String prefix) throws MqttException {
        Gateway gateway = new Gateway(url, prefix);
        gateway.client.connect(gateway.options());
        return gateway;
    }

    /** The same with a last will on its status topic. */
    static Gateway withWill(String url, String prefix, String will) throws MqttException {
        Gateway gateway = new Gateway(url, prefix);
        MqttConnectOptions options = gateway.options();
        options.setWill(prefix + "/status", will.getBytes(StandardCharsets.UTF_8), 1, true);
        gateway.client.connect(options);
        return gateway;
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setSocketFactory(wire);
        options.setMaxInflight(1_000);
        return options;
    }

    /** One sample of one tag. */
    void sample(String tag, long timeMs, double value) throws MqttException {
        telemetry("{\"ts\":" + timeMs + ",\"values\":[{\"tag\":\"" + tag + "\",\"v\":" + value + "}]}");
    }

    void telemetry(String json) throws MqttException {
        publish(prefix + "/telemetry", json.getBytes(StandardCharsets.UTF_8), false);
    }

    void status(String json) throws MqttException {
        publish(prefix + "/status", json.getBytes(StandardCharsets.UTF_8), true);
    }

    void publish(String topic, byte[] payload, boolean retained) throws MqttException {
        client.publish(topic, payload, 1, retained);
    }

    /** Ends the connection without a word, as a broken line does. */
    void cut() throws IOException {
        wire.socket.close();
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect();
        }
        client.close(true);
    }

    /** Keeps the socket, so that it can be cut. */
    private static final class Wire extends SocketFactory {
        private Socket socket = new Socket();

        @Override
        public Socket createSocket() throws IOException {
            socket = SocketFactory.getDefault().createSocket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException(host + port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException(host + port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException(host.toString() + port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException(host.toString() + port);
        }
    }
}
