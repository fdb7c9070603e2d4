package io.tocsin.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttSecurityException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each user may publish below its own name, and hear what is below {@code all/} if it is called {@code engine}. */
class AccessIT {
    private static final String PASSWORD = "pässword";

    @TempDir
    private Path dir;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void open() throws Exception {
        broker = EmbeddedBroker.start(EmbeddedBroker.Options.in(dir, 0).with(new OwnName()));
        known.addAll(Set.of("engine", "a", "b"));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private final class OwnName implements Access {
        @Override
        public boolean isOpen() {
            return known.isEmpty();
        }

        @Override
        public boolean admits(String user, String password) {
            return known.contains(user) && password.equals(PASSWORD);
        }

        @Override
        public boolean isKnown(String user) {
            return known.contains(user);
        }

        @Override
        public boolean mayPublish(String user, String topic) {
            return topic.startsWith("all/" + user + '/');
        }

        @Override
        public boolean maySubscribe(String user, String filter) {
            return user.equals("engine") && filter.startsWith("all/");
        }
    }

    private MqttAsyncClient connected(String clientId, String user, String password, String will) throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(broker.url(), clientId, new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(password.toCharArray());
        }
        if (!will.isEmpty()) {
            options.setWill(will, new byte[0], 1, false);
        }
        try {
            client.connect(options).waitForCompletion(5_000);
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
        return client;
    }

    private MqttAsyncClient connected(String user) throws Exception {
        return connected(user, user, PASSWORD, "");
    }

    private MqttAsyncClient engine() throws Exception {
        MqttAsyncClient engine = connected("engine");
        engine.subscribe("all/#", 1, (topic, message) -> heard.add(topic)).waitForCompletion(5_000);
        return engine;
    }

    private static void publish(MqttAsyncClient client, String topic) throws Exception {
        client.publish(topic, "x".getBytes(UTF_8), 1, false).waitForCompletion(5_000);
    }

    private static void gone(MqttAsyncClient client) throws Exception {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(5_000);
        }
        client.close(true);
    }

    @Test
    void letsNobodyInWithoutHisPassword() {
        for (List<String> wrong : List.of(List.of("", ""), List.of("a", "guessed"), List.of("nobody", PASSWORD))) {
            assertThatThrownBy(() -> connected("x", wrong.get(0), wrong.get(1), ""))
                    .isInstanceOf(MqttSecurityException.class)
                    .extracting(thrown -> ((MqttException) thrown).getReasonCode())
                    .isEqualTo((int) MqttException.REASON_CODE_FAILED_AUTHENTICATION);
        }
    }

    @Test
    void carriesOnWhatOneMaySayAndAcknowledgesTheRestToNowhere() throws Exception {
        MqttAsyncClient engine = engine();
        MqttAsyncClient a = connected("a");
        publish(a, "all/b/telemetry");
        publish(a, "all/a/telemetry");

        await().until(() -> heard.contains("all/a/telemetry"));
        assertThat(heard).containsExactly("all/a/telemetry");
        gone(a);
        gone(engine);
    }

    @Test
    void refusesASubscriptionToWhatOneMayNotHear() throws Exception {
        MqttAsyncClient a = connected("a");
        IMqttToken asked = a.subscribe("all/b/telemetry", 1);
        asked.waitForCompletion(5_000);
        assertThat(asked.getGrantedQos()).containsExactly(0x80);
        gone(a);
    }

    @Test
    void refusesALastWillOnATopicOfSomebodyElse() throws Exception {
        assertThatThrownBy(() -> connected("a", "a", PASSWORD, "all/b/status"))
                .extracting(thrown -> ((MqttException) thrown).getReasonCode())
                .isEqualTo((int) MqttException.REASON_CODE_NOT_AUTHORIZED);
        gone(connected("a", "a", PASSWORD, "all/a/status"));
    }

    @Test
    void nobodyCutsAnotherOffByTakingHisClientId() throws Exception {
        MqttAsyncClient a = connected("shared", "a", PASSWORD, "");
        assertThatThrownBy(() -> connected("shared", "b", PASSWORD, ""))
                .extracting(thrown -> ((MqttException) thrown).getReasonCode())
                .isEqualTo((int) MqttException.REASON_CODE_INVALID_CLIENT_ID);
        assertThat(a.isConnected()).isTrue();

        gone(a);
        await().ignoreExceptions().until(() -> {
            gone(connected("shared", "b", PASSWORD, ""));
            return true;
        });
    }

    @Test
    void whoeverIsRevokedIsCutOffWithHisNextWord() throws Exception {
        MqttAsyncClient engine = engine();
        MqttAsyncClient a = connected("a");
        known.remove("a");
        a.publish("all/a/telemetry", "x".getBytes(UTF_8), 1, false);

        await().until(() -> !a.isConnected());
        assertThat(heard).isEmpty();
        a.close(true);
        gone(engine);
    }

    @Test
    void asksNobodyWhileItIsOpen() throws Exception {
        known.clear();
        MqttAsyncClient anybody = connected("x", "", "", "all/b/status");
        anybody.subscribe("#", 1, (topic, message) -> heard.add(topic)).waitForCompletion(5_000);
        publish(anybody, "all/b/telemetry");
        await().until(() -> heard.contains("all/b/telemetry"));
        gone(anybody);
    }
}
