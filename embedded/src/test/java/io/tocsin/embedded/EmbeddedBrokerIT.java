package io.tocsin.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = "park/binhai/330199000001/gw.1/telemetry";

    @TempDir
    Path dir;

    private EmbeddedBroker broker() throws StartRefused {
        return EmbeddedBroker.start(EmbeddedBroker.Options.in(dir, 0));
    }

    @Test
    void carriesAQos1MessageFromPublisherToSubscriber() throws Exception {
        try (EmbeddedBroker broker = broker();
                Mqtt subscriber = Mqtt.connect(broker.url(), "engine").subscribe("park/+/+/+/telemetry");
                Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
            assertThat(broker.running()).isTrue();
            assertThat(broker.url()).isEqualTo("tcp://127.0.0.1:" + broker.port());
            gateway.publish(TOPIC, "{\"seq\":1}".getBytes(UTF_8));
            await().untilAsserted(() -> assertThat(subscriber.texts()).containsExactly("{\"seq\":1}"));
        }
    }

    @Test
    void keepsTheOrderOfAPublisherThatDoesNotWaitForAnswers() throws Exception {
        List<String> sent = new ArrayList<>();
        try (EmbeddedBroker broker = broker();
                Mqtt subscriber = Mqtt.connect(broker.url(), "engine").subscribe("park/+/+/+/telemetry")) {
            MqttAsyncClient gateway = new MqttAsyncClient(broker.url(), "gateway", null);
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMaxInflight(5_000);
            gateway.connect(options).waitForCompletion();
            for (int i = 0; i < 5_000; i++) {
                sent.add(String.valueOf(i));
                gateway.publish(TOPIC, sent.get(i).getBytes(UTF_8), 1, false);
            }
            await().until(() -> subscriber.received.size() == sent.size());
            assertThat(subscriber.texts()).isEqualTo(sent);
            gateway.disconnect().waitForCompletion();
            gateway.close();
        }
    }

    @Test
    void speaksMqtt5() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            MqttClient client = new MqttClient(broker.url(), "five", new MemoryPersistence());
            client.connect();
            CountDownLatch arrived = new CountDownLatch(1);
            client.setCallback(new V5Callback(arrived));
            client.subscribe(new MqttSubscription[] {new MqttSubscription("park/#", 1)});
            client.publish(TOPIC, "x".getBytes(UTF_8), 1, false);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            client.disconnect();
            client.close();
        }
    }

    @Test
    void keepsASessionAndItsMessagesAcrossARestart() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            Mqtt.connect(broker.url(), "engine").subscribe(TOPIC).close();
            try (Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
                gateway.publish(TOPIC, "while away".getBytes(UTF_8));
            }
        }
        try (EmbeddedBroker broker = broker();
                Mqtt engine = Mqtt.connect(broker.url(), "engine")) {
            await().untilAsserted(() -> assertThat(engine.texts()).containsExactly("while away"));
        }
    }

    @Test
    void losesNoAcknowledgedMessageToKillMinusNine() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (ChildProcess child = ChildProcess.of(ChildProcess.Broker.class, dir)) {
            String url = child.said();
            Mqtt.connect(url, "engine").subscribe(TOPIC).close();
            Thread killer = new Thread(() -> killAfter(child, acknowledged, 500));
            killer.start();
            publishUntilTheLinkBreaks(url, acknowledged);
            killer.join();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
        try (EmbeddedBroker broker = broker();
                Mqtt engine = Mqtt.connect(broker.url(), "engine")) {
            await().untilAsserted(() -> assertThat(engine.texts()).containsAll(List.copyOf(acknowledged)));
        }
    }

    private static void killAfter(ChildProcess child, List<String> acknowledged, int count) {
        await().until(() -> sizeOf(acknowledged) >= count);
        child.kill();
    }

    private static int sizeOf(List<String> acknowledged) {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    private static void publishUntilTheLinkBreaks(String url, List<String> acknowledged) throws MqttException {
        try (Mqtt gateway = Mqtt.connect(url, "gateway")) {
            for (int seq = 0; ; seq++) {
                gateway.publish(TOPIC, String.valueOf(seq).getBytes(UTF_8));
                synchronized (acknowledged) {
                    acknowledged.add(String.valueOf(seq));
                }
            }
        } catch (MqttException linkBroke) {
            assertThat(acknowledged).as("published before %s", linkBroke).isNotEmpty();
        }
    }

    @Test
    void offersAMessageUntilItIsAcknowledgedHoweverOftenTheLinkBreaks() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            Mqtt.connect(broker.url(), "engine").subscribe(TOPIC).close();
            try (Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
                gateway.publish(TOPIC, "at last".getBytes(UTF_8));
            }
            for (int i = 0; i < 15; i++) {
                try (Mqtt deaf = Mqtt.connect(broker.url(), "engine", false)) {
                    await().until(() -> deaf.received.size() == 1);
                }
            }
            try (Mqtt engine = Mqtt.connect(broker.url(), "engine")) {
                await().untilAsserted(() -> assertThat(engine.texts()).containsExactly("at last"));
            }
        }
    }

    @Test
    void passesSixteenMegabytes() throws Exception {
        byte[] payload = new byte[16 << 20];
        payload[payload.length - 1] = 1;
        try (EmbeddedBroker broker = broker();
                Mqtt subscriber = Mqtt.connect(broker.url(), "engine").subscribe(TOPIC);
                Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
            gateway.publish(TOPIC, payload);
            await().until(() -> subscriber.received.size() == 1);
            assertThat(subscriber.received.get(0).getPayload()).isEqualTo(payload);
        }
    }

    @Test
    void endsTheConnectionOfATooLargeMessage() throws Exception {
        try (EmbeddedBroker broker =
                        EmbeddedBroker.start(new EmbeddedBroker.Options(dir, "127.0.0.1", 0, 100_000, Access.ANYBODY));
                Mqtt subscriber = Mqtt.connect(broker.url(), "engine").subscribe(TOPIC);
                Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
            gateway.publish(TOPIC, new byte[90_000]);
            assertThatThrownBy(() -> gateway.publish(TOPIC, new byte[110_000])).isInstanceOf(MqttException.class);
            await().until(() -> !gateway.connected());
            assertThat(subscriber.received).hasSize(1);
        }
    }

    @Test
    void pagesToDiskWhatASubscriberDoesNotTake() throws Exception {
        int count = 60;
        byte[] payload = new byte[1 << 20];
        try (EmbeddedBroker broker = broker()) {
            Mqtt.connect(broker.url(), "engine").subscribe(TOPIC).close();
            try (Mqtt gateway = Mqtt.connect(broker.url(), "gateway")) {
                for (int i = 0; i < count; i++) {
                    gateway.publish(TOPIC, payload);
                }
            }
            try (Mqtt engine = Mqtt.connect(broker.url(), "engine")) {
                await().until(() -> engine.received.size() == count);
            }
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            assertThatThrownBy(
                            () -> EmbeddedBroker.start(EmbeddedBroker.Options.in(dir.resolve("other"), broker.port())))
                    .isInstanceOfSatisfying(
                            PortTaken.class, e -> assertThat(e.port()).isEqualTo(broker.port()));
            assertThat(Files.exists(dir.resolve("other"))).isFalse();
        }
    }

    @Test
    void refusesAFolderInUse() throws Exception {
        try (EmbeddedBroker broker = broker()) {
            assertThat(broker.running()).isTrue();
            assertThatThrownBy(this::broker).isInstanceOf(FolderUnusable.class);
        }
    }

    @Test
    void refusesAnAddressThatOthersCanReach() {
        assertThatThrownBy(() ->
                        EmbeddedBroker.start(new EmbeddedBroker.Options(dir, "0.0.0.0", 0, 1_000, Access.ANYBODY)))
                .isInstanceOf(BindRefused.class);
    }

    @Test
    void closesTwice() throws Exception {
        EmbeddedBroker broker = broker();
        broker.close();
        broker.close();
        assertThat(broker.running()).isFalse();
    }
}
