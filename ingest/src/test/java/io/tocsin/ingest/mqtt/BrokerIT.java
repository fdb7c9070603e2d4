package io.tocsin.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The link against a real broker that keeps sessions on disk. Order is not looked at here: Artemis now and then swaps
 * neighbours on the wire (ARTEMIS-6191; seen without our client too). {@link LinkIT} shows that we keep the wire's order.
 */
@Timeout(120)
class BrokerIT {
    private static final String TOPIC = "park/p/c/g/telemetry";
    private static final Options.Timing HASTY = new Options.Timing(4_000, 10_000, 50, 500, 60_000);

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private ArtemisBroker broker;
    private MqttIngest link;

    @BeforeEach
    void starts() throws Exception {
        broker = new ArtemisBroker(folder);
        broker.start();
        link = start(heard);
        untilConnected();
    }

    @AfterEach
    void stops() throws Exception {
        link.close();
        broker.stop();
    }

    private Options options() {
        List<String> filters = List.of("park/+/+/+/telemetry", "park/+/+/+/status");
        return new Options(broker.url(), "engine", true, "", "", Settings.Tls.NONE, filters, 1 << 20, HASTY);
    }

    private MqttIngest start(Heard intake) {
        return MqttIngest.start(options(), intake, intake, System::currentTimeMillis);
    }

    private void untilConnected() {
        await().atMost(Duration.ofSeconds(30)).until(() -> link.status().state() == LinkState.CONNECTED);
    }

    /** Publishes m{from} to m{to} at QoS 1; on return the broker has acknowledged all of them. */
    private void publish(int from, int to) throws MqttException {
        MqttClient gateway = new MqttClient(broker.url(), "gateway", new MemoryPersistence());
        MqttConnectOptions connect = new MqttConnectOptions();
        // Even one publish at a time runs into the default of 10: Paho frees a place after it says that it is done.
        connect.setMaxInflight(1_000);
        gateway.connect(connect);
        for (int i = from; i <= to; i++) {
            gateway.publish(TOPIC, ("m" + i).getBytes(StandardCharsets.UTF_8), 1, false);
        }
        gateway.disconnect();
        gateway.close();
    }

    private static String[] messages(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "m" + i).toArray(String[]::new);
    }

    private void untilHeard(Heard intake, int from, int to) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(intake.texts()).contains(messages(from, to)));
    }

    @Test
    void bringsEveryMessageOnce() throws MqttException {
        heard.acknowledges = true;
        publish(1, 300);
        untilHeard(heard, 1, 300);
        assertThat(heard.texts()).containsExactlyInAnyOrder(messages(1, 300));
        assertThat(link.traffic().acknowledged()).isEqualTo(300);
    }

    @Test
    void getsAgainWhatItDidNotAcknowledgeAndOnlyThat() throws MqttException {
        publish(1, 10);
        untilHeard(heard, 1, 10);
        heard.taken.subList(0, 4).forEach(taken -> taken.ack().acknowledge());
        await().until(() -> link.traffic().acknowledged() == 4);
        link.close();
        Heard next = new Heard();
        next.acknowledges = true;
        link = start(next);
        List<String> owed = heard.texts().subList(4, 10);
        await().atMost(Duration.ofSeconds(30)).until(() -> next.taken.size() >= owed.size());
        assertThat(next.texts()).containsExactlyInAnyOrderElementsOf(owed);
        assertThat(next.sessionsMissing).isEmpty();
    }

    @Test
    void getsWhatWasPublishedWhileItWasAway() throws MqttException {
        heard.acknowledges = true;
        link.close();
        publish(1, 50);
        link = start(heard);
        untilHeard(heard, 1, 50);
        assertThat(heard.texts()).containsExactlyInAnyOrder(messages(1, 50));
    }

    @Test
    void withoutASessionItGetsOnlyWhatIsPublishedWhileItIsThere() throws MqttException {
        heard.acknowledges = true;
        link.close();
        publish(1, 5);
        link = MqttIngest.start(options().withoutSession(), heard, heard, System::currentTimeMillis);
        untilConnected();
        publish(6, 6);
        untilHeard(heard, 6, 6);
        link.close();
        publish(7, 7);
        link = start(heard);
        untilConnected();
        publish(8, 8);
        untilHeard(heard, 8, 8);
        assertThat(heard.texts()).containsExactly("m6", "m8");
    }

    @Test
    void comesBackAfterTheBrokerWasStoppedAndStarted() throws Exception {
        publish(1, 5);
        untilHeard(heard, 1, 5);
        broker.stop();
        await().until(() -> link.status().state() == LinkState.BACKING_OFF);
        heard.taken.get(0).ack().acknowledge();
        assertThat(link.traffic().droppedAcks()).isOne();
        broker.start();
        untilConnected();
        heard.acknowledges = true;
        publish(6, 10);
        untilHeard(heard, 6, 10);
        // The five that were never acknowledged came again.
        assertThat(heard.texts().subList(5, heard.texts().size())).containsExactlyInAnyOrder(messages(1, 10));
        assertThat(heard.sessionsMissing).containsExactly(true);
        assertThat(heard.takeovers).isEmpty();
    }

    @Test
    void losesNothingWhenTheIntakeRefuses() throws MqttException {
        heard.room = 40;
        heard.hasRoom = false;
        publish(1, 200);
        await().until(() -> link.status().state() == LinkState.BACKING_OFF);
        assertThat(heard.taken).hasSize(40);
        // Stored at last, but on a connection that is gone: these come again.
        heard.taken.forEach(taken -> taken.ack().acknowledge());
        assertThat(link.traffic().acknowledged()).isZero();
        heard.room = Integer.MAX_VALUE;
        heard.acknowledges = true;
        heard.hasRoom = true;
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.taken.size() >= 240);
        assertThat(heard.texts().subList(40, 240)).containsExactlyInAnyOrder(messages(1, 200));
        // The session's messages may come before the subscriptions are renewed, which is when a connection counts.
        untilConnected();
        assertThat(link.status().connections()).isEqualTo(2);
    }

    @Test
    void giveAndTakeWithASecondClientOfTheSameIdIsTold() {
        Heard rival = new Heard();
        MqttIngest other = start(rival);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !heard.takeovers.isEmpty() || !rival.takeovers.isEmpty());
        } finally {
            other.close();
        }
    }
}
