package io.tocsin.server.kafka;

import io.tocsin.config.Settings;
import io.tocsin.server.Certificates;
import io.tocsin.server.Installed;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka for clients with a certificate's trust, a password and rights of their own; its superuser comes in by a door aside. */
final class SecureKafka implements AutoCloseable {
    static final String PASSWORD = "a \"quoted\\\\\" password";

    private final Certificates authority;
    private final int port;
    private final int inside;
    private final KafkaRaftServer server;

    SecureKafka(Path folder, String... users) throws Exception {
        authority = new Certificates(folder.resolve("certificates"), "ca").sign("kafka", "IP:127.0.0.1");
        port = Installed.freePort();
        inside = Installed.freePort();
        Path log = folder.resolve("kafka");
        format(log, users);
        server = new KafkaRaftServer(new KafkaConfig(properties(log), false), Time.SYSTEM);
        server.startup();
    }

    private static void format(Path log, String... users) throws Exception {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(List.of(log.toString()))
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true);
        formatter.setScramArguments(List.of(users).stream()
                .map(user -> "SCRAM-SHA-512=[name=" + user + ",password=" + PASSWORD + "]")
                .toList());
        formatter.run();
    }

    private Map<String, Object> properties(Path log) throws Exception {
        Map<String, Object> p = new HashMap<>();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "INSIDE");
        int controller = Installed.freePort();
        String listeners = "SASL_SSL://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside;
        p.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controller);
        p.put("advertised.listeners", listeners);
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        p.put("log.dirs", log.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        p.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        p.put("ssl.keystore.type", "PEM");
        p.put("ssl.keystore.certificate.chain", Files.readString(Path.of(authority.file("kafka.pem"))));
        p.put("ssl.keystore.key", Files.readString(Path.of(authority.file("kafka.key"))));
        p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        p.put("super.users", "User:ANONYMOUS");
        return p;
    }

    Settings.Kafka as(String user, String password) {
        Settings.KafkaAccess access =
                new Settings.KafkaAccess(true, authority.trusting(), Settings.Mechanism.SCRAM_SHA_512, user, password);
        return new Settings.Kafka("127.0.0.1:" + port, Settings.Operators.ACCOUNTS, access);
    }

    /** The superuser's. */
    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", inside()));
    }

    String inside() {
        return "127.0.0.1:" + inside;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
