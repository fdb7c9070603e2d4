package io.tocsin.server.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.config.tls.TlsFiles;
import io.tocsin.config.tls.TlsUnusable;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.mqtt.Ack;
import io.tocsin.ingest.mqtt.Intake;
import io.tocsin.ingest.mqtt.LinkState;
import io.tocsin.ingest.mqtt.LinkStatus;
import io.tocsin.ingest.mqtt.Listener;
import io.tocsin.ingest.mqtt.MqttIngest;
import io.tocsin.ingest.mqtt.Options;
import io.tocsin.server.Certificates;
import io.tocsin.server.Installed;
import io.tocsin.server.Mosquitto;
import io.tocsin.server.gateways.Identities.Wanted;
import io.tocsin.server.gateways.Identity.Kind;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.link.BrokerLink;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.Publication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's own configuration of mosquitto with TLS on both sides, spoken to by the engine's link and a gateway. */
class TlsIT {
    private static final String PASSWORD = "pässword of twelve";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Certificates authority;
    private Mosquitto broker;
    private int port;

    @BeforeEach
    void open() throws Exception {
        Path files = folder.resolve("brokers");
        Identities identities = Identities.open(folder);
        identities.add(new Wanted("tocsin", Kind.ENGINE, "P", ""), PASSWORD, 1);
        identities.add(new Wanted("G1", Kind.GATEWAY, "P", "E1"), PASSWORD, 1);
        authority = new Certificates(files, "ca")
                .sign("server", "IP:127.0.0.1")
                .sign("tocsin", "DNS:tocsin")
                .sign("G1", "DNS:G1");
        port = Installed.freePort();
        broker = Mosquitto.open(
                folder.resolve("mosquitto"),
                port,
                Page.block("mosquitto-tls")
                        .replace("listener 8883", "listener " + port + " 127.0.0.1")
                        .replace("/etc/mosquitto/tocsin", files.toString()));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private MqttIngest ingest(String host, Settings.Tls tls) {
        Settings.Mqtt mqtt = new Settings.Mqtt("ssl://" + host + ":" + port, "engine", "tocsin", PASSWORD, tls);
        Options options = Options.of(Settings.defaults().withMqtt(mqtt), List.of("park/P/+/+/telemetry"));
        return MqttIngest.start(options, new Heard(), new Deaf(), System::currentTimeMillis);
    }

    private BrokerLink gateway(Settings.Tls tls) {
        BrokerAccess access = new BrokerAccess("ssl://127.0.0.1:" + port, "G1", PASSWORD, tls);
        BrokerLink link =
                new BrokerLink(access, new FieldGateway("P", "E1", "G1"), 1, System::currentTimeMillis, 1_000);
        link.start();
        return link;
    }

    private void refused(MqttIngest link, String why) {
        await().atMost(PATIENCE).until(() -> !link.status().lastError().isEmpty());
        assertThat(link.status().lastError()).contains(why);
        assertThat(link.status().state()).isNotEqualTo(LinkState.CONNECTED);
        link.close();
    }

    @Test
    void carriesAMessageOfAGatewayToTheEngineAndItsWordBack() throws Exception {
        MqttIngest engine = ingest("127.0.0.1", authority.as("tocsin"));
        await().atMost(PATIENCE).until(() -> engine.status().state() == LinkState.CONNECTED);
        BrokerLink gateway = gateway(authority.as("G1"));
        byte[] message = "{\"seq\":0}".getBytes(StandardCharsets.UTF_8);
        gateway.offer(new Publication(0, "park/P/E1/G1/telemetry", message, System.currentTimeMillis(), 1).numbered(0));

        await().atMost(PATIENCE).until(() -> heard.contains("{\"seq\":0}"));
        await().atMost(PATIENCE).until(() -> gateway.status().held() == 1);
        byte[] word = "{\"session\":\"1\",\"upToSeq\":0,\"ts\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(engine.say("park/P/E1/G1/acked", word)).isTrue();
        await().atMost(PATIENCE).until(() -> gateway.status().held() == 0);
        gateway.stop(1_000);
        gateway.awaitEnd();
        engine.close();
    }

    @Test
    void letsNobodyInWithoutACertificateOfItsAuthority() throws Exception {
        refused(ingest("127.0.0.1", authority.trusting()), "");
        Certificates stranger = new Certificates(folder.resolve("stranger"), "stranger").sign("tocsin", "DNS:tocsin");
        refused(
                ingest(
                        "127.0.0.1",
                        new Settings.Tls(
                                authority.file("ca.pem"), stranger.file("tocsin.pem"), stranger.file("tocsin.key"))),
                "");
    }

    @Test
    void trustsNoBrokerThatAnotherAuthorityVouchesForOrThatIsCalledOtherwise() throws Exception {
        Certificates stranger = new Certificates(folder.resolve("stranger"), "stranger");
        refused(
                ingest(
                        "127.0.0.1",
                        new Settings.Tls(
                                stranger.file("stranger.pem"),
                                authority.file("tocsin.pem"),
                                authority.file("tocsin.key"))),
                "unable to find valid certification path");
        refused(ingest("localhost", authority.as("tocsin")), "No name matching localhost found");
    }

    @Test
    void readsTheFilesAgainWithEachConnection() throws Exception {
        Path ca = folder.resolve("renewed.pem");
        MqttIngest engine = ingest(
                "127.0.0.1",
                new Settings.Tls(ca.toString(), authority.file("tocsin.pem"), authority.file("tocsin.key")));
        await().atMost(PATIENCE)
                .until(() -> engine.status()
                        .lastError()
                        .equals("expected certificates in PEM in " + ca + ", was no such file"));

        Files.copy(Path.of(authority.file("ca.pem")), ca);

        await().atMost(PATIENCE).until(() -> engine.status().state() == LinkState.CONNECTED);
        engine.close();
    }

    @Test
    void saysWhichFileIsNotWhatItShouldBe() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path garbage = Files.writeString(
                folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nsecret\n-----END CERTIFICATE-----\n");
        unusable(new Settings.Tls(empty.toString(), "", ""), "expected certificates in PEM in " + empty + ", was none");
        unusable(
                new Settings.Tls(garbage.toString(), "", ""),
                "expected certificates in PEM in " + garbage + ", was another thing");
        unusable(
                new Settings.Tls("", authority.file("G1.pem"), authority.file("G1.pem")),
                "expected a private key in PEM (PKCS #8, no password) in " + authority.file("G1.pem")
                        + ", was another thing");
        assertThat(TlsFiles.read(Settings.Tls.NONE).trust().getAcceptedIssuers())
                .isNotEmpty();
        assertThat(TlsFiles.read(authority.trusting()).trust().getAcceptedIssuers())
                .hasSize(1);
    }

    private static void unusable(Settings.Tls files, String message) {
        assertThatThrownBy(() -> TlsFiles.read(files))
                .isInstanceOf(TlsUnusable.class)
                .hasMessage(message);
    }

    private final class Heard implements Intake {
        @Override
        public boolean offer(Arrival arrival, Ack ack) {
            heard.add(new String(arrival.payload(), StandardCharsets.UTF_8));
            ack.acknowledge();
            return true;
        }

        @Override
        public boolean hasRoom() {
            return true;
        }
    }

    private static final class Deaf implements Listener {
        @Override
        public void changed(LinkStatus status) {}

        @Override
        public void sessionMissing(boolean first) {}

        @Override
        public void takeoverSuspected(int shortConnections) {}
    }
}
