package io.tocsin.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.ingest.Arrival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link against a broker that shows every packet. */
@Timeout(60)
class LinkIT {
    private static final String TOPIC = "park/p/c/g/telemetry";
    private static final Options.Timing HASTY = new Options.Timing(2_000, 5_000, 20, 200, 60_000);
    private static final long NOW = 1_795_305_600_000L;

    private final Heard heard = new Heard();
    private WireBroker broker;

    @SuppressWarnings("NullAway.Init") // every test starts it in its own way
    private MqttIngest link;

    @BeforeEach
    void listens() throws IOException {
        broker = new WireBroker();
    }

    @AfterEach
    void closes() throws IOException {
        if (link != null) {
            link.close();
        }
        broker.close();
    }

    private void connect() {
        start(HASTY);
        untilConnections(1);
    }

    private void start(Options.Timing timing) {
        List<String> filters = List.of("park/+/+/+/telemetry", "park/+/+/+/status");
        Options options =
                new Options(broker.url(), "engine", true, "", "", Settings.Tls.NONE, filters, 1 << 20, timing);
        link = MqttIngest.start(options, heard, heard, () -> NOW);
    }

    private void untilConnections(int connections) {
        await().until(() ->
                link.status().state() == LinkState.CONNECTED && link.status().connections() == connections);
    }

    private void publish(int messageId) {
        broker.publish(messageId, TOPIC, ("m" + messageId).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> pubacks() {
        return broker.packets.stream()
                .filter(packet -> packet.startsWith("PUBACK"))
                .toList();
    }

    @Test
    void takesUpItsSessionAndSubscribes() {
        broker.sessionPresent = true;
        connect();
        assertThat(broker.packets)
                .startsWith("CONNECT clean=false keepAlive=1 engine", "SUBSCRIBE park/+/+/+/telemetry");
        assertThat(heard.path()).containsExactly(LinkState.CONNECTING, LinkState.CONNECTED);
        assertThat(heard.sessionsMissing).isEmpty();
        assertThat(link.status()).isEqualTo(new LinkStatus(LinkState.CONNECTED, NOW, "", 1));
        link.close();
        assertThat(link.status().state()).isEqualTo(LinkState.CLOSED);
        await().untilAsserted(() -> assertThat(broker.packets).contains("DISCONNECT"));
    }

    @Test
    void handsOnWhatArrivesWithTheTimeOfReceipt() {
        connect();
        broker.publish(0x33, 1, TOPIC, new byte[] {1});
        broker.publish(0x30, 0, TOPIC, new byte[] {2});
        await().until(() -> heard.taken.size() == 2);
        assertThat(heard.taken.get(0).arrival().kind()).isEqualTo(Arrival.Kind.RETAINED);
        assertThat(heard.taken.get(1).arrival().kind()).isEqualTo(Arrival.Kind.LIVE);
        assertThat(heard.taken)
                .allSatisfy(taken -> assertThat(taken.arrival().receiveMs()).isEqualTo(NOW));
        assertThat(heard.taken)
                .allSatisfy(taken -> assertThat(taken.arrival().topic()).isEqualTo(TOPIC));
    }

    @Test
    void acknowledgesInOrderOfArrivalAndOnlyWhenTold() {
        connect();
        for (int id = 1; id <= 4; id++) {
            publish(id);
        }
        await().until(() -> heard.taken.size() == 4);
        heard.taken.get(2).ack().acknowledge();
        heard.taken.get(1).ack().acknowledge();
        assertThat(link.traffic().acknowledged()).isZero();
        heard.taken.get(0).ack().acknowledge();
        heard.taken.get(0).ack().acknowledge();
        await().untilAsserted(() -> assertThat(pubacks()).containsExactly("PUBACK 1", "PUBACK 2", "PUBACK 3"));
        publish(5);
        await().until(() -> heard.taken.size() == 5);
        heard.taken.get(4).ack().acknowledge();
        heard.taken.get(3).ack().acknowledge();
        await().untilAsserted(() ->
                assertThat(pubacks()).containsExactly("PUBACK 1", "PUBACK 2", "PUBACK 3", "PUBACK 4", "PUBACK 5"));
    }

    @Test
    void dropsTheAcknowledgementsOfAnEarlierConnection() throws IOException {
        connect();
        publish(1);
        await().until(() -> heard.taken.size() == 1);
        broker.drop();
        untilConnections(2);
        heard.taken.get(0).ack().acknowledge();
        assertThat(link.traffic().droppedAcks()).isOne();
        publish(1);
        await().until(() -> heard.taken.size() == 2);
        heard.taken.get(1).ack().acknowledge();
        await().untilAsserted(() -> assertThat(pubacks()).containsExactly("PUBACK 1"));
    }

    @Test
    void goesOnReceivingInOrderWhileNothingIsAcknowledged() {
        connect();
        for (int id = 1; id <= 2_000; id++) {
            publish(id);
        }
        await().until(() -> heard.taken.size() == 2_000);
        assertThat(heard.texts())
                .isEqualTo(
                        IntStream.rangeClosed(1, 2_000).mapToObj(id -> "m" + id).toList());
        assertThat(pubacks()).isEmpty();
        assertThat(link.status().connections()).isOne();
    }

    @Test
    void dropsTheConnectionWhenRefusedAndComesBackWhenThereIsRoom() {
        heard.room = 2;
        heard.hasRoom = false;
        connect();
        for (int id = 1; id <= 4; id++) {
            publish(id);
        }
        broker.publish(0x30, 0, TOPIC, new byte[1]);
        await().until(() -> link.status().state() == LinkState.BACKING_OFF);
        assertThat(link.status().lastError()).isEqualTo("expected room in the intake, was full");
        await().during(Duration.ofMillis(300)).until(() -> link.status().state() == LinkState.BACKING_OFF);
        assertThat(heard.texts()).containsExactly("m1", "m2");
        assertThat(pubacks()).isEmpty();
        assertThat(link.traffic().refused()).isPositive();
        heard.room = Integer.MAX_VALUE;
        heard.hasRoom = true;
        untilConnections(2);
        assertThat(heard.takeovers).isEmpty();
    }

    @Test
    void outlivesAnIntakeThatThrows() {
        connect();
        heard.failure = new IllegalStateException("boom");
        publish(1);
        await().until(() -> link.status().lastError().contains("boom"));
        heard.failure = null;
        await().until(() -> link.status().state() == LinkState.CONNECTED);
        publish(1);
        await().until(() -> heard.taken.size() == 1);
        assertThat(pubacks()).isEmpty();
    }

    @Test
    void cutsTenMegabytesAndTellsTheirSize() {
        connect();
        broker.publish(1, TOPIC, new byte[10 << 20]);
        await().until(() -> heard.taken.size() == 1);
        Arrival arrival = heard.taken.get(0).arrival();
        assertThat(arrival.kind()).isEqualTo(Arrival.Kind.OVERSIZE);
        assertThat(arrival.payload()).hasSize(Arrival.KEPT_BYTES);
        assertThat(arrival.originalBytes()).isEqualTo(10 << 20);
        assertThat(link.traffic().oversize()).isOne();
        heard.taken.get(0).ack().acknowledge();
        await().untilAsserted(() -> assertThat(pubacks()).containsExactly("PUBACK 1"));
    }

    @Test
    void noticesAHalfOpenLinkWithinTwiceTheKeepAlive() {
        connect();
        await().until(() -> broker.packets.contains("PINGREQ"));
        assertThat(link.status().connections()).isOne();
        broker.answersPings = false;
        long from = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).until(() -> link.status().state() != LinkState.CONNECTED);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(2 * HASTY.keepAliveMs());
    }

    /** Paho notices too, as a rule sooner; where its own timer is dead (#953) this is what is left. */
    @Test
    void noticesASilentLinkWhenPahoDoesNot() throws Exception {
        Options options =
                new Options(broker.url(), "engine", true, "", "", Settings.Tls.NONE, List.of(), 1 << 20, HASTY);
        Connection connection = new Connection(options, heard, () -> NOW, new Meters(), () -> 1 << 20);
        long from = System.nanoTime();
        Connection.End end = connection.awaitEnd();
        assertThat(end.cause()).isEqualTo(Connection.Cause.SILENT);
        assertThat(end.detail()).startsWith("expected a sign of the broker, was none for ");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(2 * HASTY.keepAliveMs());
        connection.close();
    }

    @Test
    void staysConnectedWhileTheBrokerAnswers() {
        connect();
        await().until(() -> broker.packets.stream().filter("PINGREQ"::equals).count() >= 5);
        assertThat(link.status().connections()).isOne();
    }

    @Test
    void tellsWhenTheBrokerHasForgottenTheSession() throws IOException {
        connect();
        assertThat(heard.sessionsMissing).containsExactly(true);
        broker.sessionPresent = true;
        broker.drop();
        untilConnections(2);
        assertThat(heard.sessionsMissing).containsExactly(true);
        broker.sessionPresent = false;
        broker.drop();
        untilConnections(3);
        assertThat(heard.sessionsMissing).containsExactly(true, false);
    }

    @Test
    void suspectsATakeoverOfItsClientId() {
        broker.dropsAfterSubscribe = true;
        start(HASTY);
        await().until(() -> heard.takeovers.contains(3));
        broker.dropsAfterSubscribe = false;
        await().during(Duration.ofMillis(300)).until(() -> link.status().state() == LinkState.CONNECTED);
    }

    @Test
    void doesNotTakeALongLivedConnectionsEndForATakeover() throws IOException {
        start(new Options.Timing(2_000, 5_000, 20, 200, 0));
        for (int connection = 1; connection <= 4; connection++) {
            untilConnections(connection);
            broker.drop();
        }
        untilConnections(5);
        assertThat(heard.takeovers).isEmpty();
    }

    @Test
    void saysWhichSubscriptionWasRefused() {
        broker.granted = 0x80;
        start(HASTY);
        // Paho's own receiver may trip over a client that is closed just as it hands the refusal over.
        await().dontCatchUncaughtExceptions().until(() -> link.status().state() == LinkState.BACKING_OFF);
        assertThat(link.status().lastError()).contains("park/+/+/+/telemetry").contains("refused");
        broker.granted = 1;
        await().dontCatchUncaughtExceptions().until(() -> link.status().state() == LinkState.CONNECTED);
    }

    @Test
    void triesAgainWhileThereIsNoBroker() throws IOException {
        broker.close();
        start(HASTY);
        await().until(() ->
                heard.path().stream().filter(LinkState.BACKING_OFF::equals).count() >= 3);
        assertThat(link.status().lastError()).contains("refused");
        assertThat(link.status().connections()).isZero();
    }

    @Test
    void closesAtOnceWhateverItWaitsFor() throws IOException {
        broker.close();
        start(new Options.Timing(2_000, 60_000, 60_000, 60_000, 60_000));
        await().until(() -> link.status().state() == LinkState.BACKING_OFF);
        long from = System.nanoTime();
        link.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(2_000);
        assertThat(link.status().state()).isEqualTo(LinkState.CLOSED);
    }

    @Test
    void closesAtOnceWhileTheBrokerDoesNotAnswer() {
        broker.answersConnects = false;
        start(new Options.Timing(2_000, 60_000, 60_000, 60_000, 60_000));
        await().until(() -> !broker.packets.isEmpty());
        long from = System.nanoTime();
        link.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from)).isLessThan(4_000);
        assertThat(link.status().state()).isEqualTo(LinkState.CLOSED);
    }

    @Test
    void outlivesAnIntakeThatBlocks() {
        CountDownLatch stuck = new CountDownLatch(1);
        heard.stuck = stuck;
        connect();
        for (int id = 1; id <= 100; id++) {
            publish(id);
        }
        await().atMost(Duration.ofMillis(2 * HASTY.keepAliveMs() + 1_000))
                .until(() -> link.status().state() != LinkState.CONNECTED);
        heard.stuck = null;
        untilConnections(2);
        publish(1);
        await().until(() -> heard.texts().contains("m1"));
        stuck.countDown();
    }
}
