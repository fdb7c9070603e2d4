package io.tocsin.server.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.Installed;
import io.tocsin.server.Mosquitto;
import io.tocsin.server.gateways.Identities.Wanted;
import io.tocsin.server.gateways.Identity.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's own configuration of mosquitto, with the files that {@code tocsin gateway} writes. */
class MosquittoIT {
    private static final String PASSWORD = "pässword of twelve";

    @TempDir
    private Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Identities identities;
    private Mosquitto broker;

    @BeforeEach
    void open() throws Exception {
        identities = Identities.open(folder);
        identities.add(new Wanted("tocsin", Kind.ENGINE, "P", ""), PASSWORD, 1);
        identities.add(new Wanted("G1", Kind.GATEWAY, "P", "E1"), PASSWORD, 1);
        identities.add(new Wanted("G2", Kind.GATEWAY, "P", "E2"), PASSWORD, 1);
        int port = Installed.freePort();
        broker = Mosquitto.open(
                folder.resolve("mosquitto"),
                port,
                Page.block("mosquitto")
                        .replace("listener 1883", "listener " + port)
                        .replace(
                                "/etc/mosquitto/tocsin",
                                folder.resolve("brokers").toString()));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private MqttAsyncClient connected(String user, String password) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(broker.url(), "any", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(password.toCharArray());
        }
        try {
            client.connect(options).waitForCompletion(5_000);
            return client;
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
    }

    private static void publish(MqttAsyncClient client, String topic) throws Exception {
        client.publish(topic, "x".getBytes(UTF_8), 1, false).waitForCompletion(5_000);
    }

    private static void gone(MqttAsyncClient client) throws Exception {
        client.disconnect().waitForCompletion(5_000);
        client.close(true);
    }

    private MqttAsyncClient engine() throws Exception {
        MqttAsyncClient engine = connected("tocsin", PASSWORD);
        engine.subscribe("park/P/+/+/telemetry", 1, (topic, message) -> heard.add(topic))
                .waitForCompletion(5_000);
        return engine;
    }

    @Test
    void letsInTheRegisteredWithTheirPasswordsAlone() throws Exception {
        gone(connected("G1", PASSWORD));
        for (List<String> wrong : List.of(List.of("", ""), List.of("G1", "guessed"), List.of("G3", PASSWORD))) {
            assertThatThrownBy(() -> connected(wrong.get(0), wrong.get(1))).isInstanceOf(MqttException.class);
        }
    }

    @Test
    void nobodySpeaksForAnother() throws Exception {
        MqttAsyncClient engine = engine();
        MqttAsyncClient gateway = connected("G1", PASSWORD);
        publish(gateway, "park/P/E2/G2/telemetry");
        publish(gateway, "park/P/E1/G2/telemetry");
        publish(gateway, "park/P/E1/G1/telemetry");

        await().until(() -> heard.contains("park/P/E1/G1/telemetry"));
        assertThat(heard).containsExactly("park/P/E1/G1/telemetry");
        gone(gateway);
        gone(engine);
    }

    @Test
    void aGatewayHearsItsOwnWatermarkAndNothingElse() throws Exception {
        MqttAsyncClient engine = engine();
        MqttAsyncClient gateway = connected("G1", PASSWORD);
        List<String> told = new CopyOnWriteArrayList<>();
        gateway.subscribe("park/#", 1, (topic, message) -> told.add(topic)).waitForCompletion(5_000);
        publish(engine, "park/P/E2/G2/acked");
        publish(gateway, "park/P/E1/G1/telemetry");
        publish(engine, "park/P/E1/G1/acked");

        await().until(() -> told.contains("park/P/E1/G1/acked"));
        assertThat(told).containsExactly("park/P/E1/G1/acked");
        gone(gateway);
        gone(engine);
    }

    @Test
    void twoUsersWithOneClientIdDoNotCutEachOtherOff() throws Exception {
        MqttAsyncClient first = connected("G1", PASSWORD);
        MqttAsyncClient second = connected("G2", PASSWORD);
        publish(first, "park/P/E1/G1/telemetry");
        publish(second, "park/P/E2/G2/telemetry");
        assertThat(first.isConnected() && second.isConnected()).isTrue();
        gone(first);
        gone(second);
    }

    @Test
    void takesWhatHasChangedWhenItReadsItsFilesAgain() throws Exception {
        identities.add(new Wanted("G3", Kind.GATEWAY, "P", "E3"), PASSWORD, 2);
        identities.revoke("G2");
        broker.reload();

        gone(connected("G3", PASSWORD));
        assertThatThrownBy(() -> connected("G2", PASSWORD)).isInstanceOf(MqttException.class);
    }
}
