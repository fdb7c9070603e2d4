package io.tocsin.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka in this process: one node, broker and KRaft controller in one, on loopback.
 *
 * <p>What it promises: topics, records and committed offsets survive a restart and kill -9; not the loss of power, for
 * like any Kafka it leaves the writing to the kernel and there is no second replica. Topics are never created by being
 * asked for. The controller's own port is any free one and changes from start to start.
 *
 * <p>Thread-safe. {@link #close()} may be called twice.
 */
public final class EmbeddedKafka implements AutoCloseable {
    static final String CONTROLLER = "CONTROLLER";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int PORT_RACES_MAX = 3;

    private final DataFolder folder;
    private final String bootstrap;
    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedKafka(DataFolder folder, String host, int port, KafkaRaftServer server) {
        this.folder = folder;
        this.bootstrap = host + ":" + port;
        this.port = port;
        this.server = server;
    }

    /**
     * What Kafka needs to know.
     *
     * @param dir topics and offsets; made if missing, held by one process at a time
     * @param bind a loopback address
     * @param port 0 = any free one
     */
    public record Options(Path dir, String bind, int port) {
        /** On 127.0.0.1. */
        public static Options in(Path dir, int port) {
            return new Options(dir, "127.0.0.1", port);
        }
    }

    /**
     * Returns when clients can be served.
     *
     * @throws StartRefused as {@link PortTaken}, {@link BindRefused}, {@link FolderUnusable} or {@link StartFailed};
     *     nothing is left running then
     */
    public static EmbeddedKafka start(Options options) throws StartRefused {
        Loopback loopback = Loopback.of(options.bind());
        loopback.requireFree(options.port());
        DataFolder folder = DataFolder.hold(options.dir());
        try {
            return start(options, loopback, folder);
        } catch (Exception e) {
            folder.close();
            throw e instanceof StartRefused refused ? refused : new StartFailed("Kafka", e);
        }
    }

    /** Between finding a port free and binding it, another may take it: then once more, if it need not be this one. */
    private static EmbeddedKafka start(Options options, Loopback loopback, DataFolder folder) throws Exception {
        Path log = logOf(folder);
        for (int race = 1; ; race++) {
            int[] ports = loopback.twoFree(options.port());
            try {
                KafkaRaftServer server = serve(log, loopback.host(), ports);
                return new EmbeddedKafka(folder, loopback.host(), ports[0], server);
            } catch (Exception e) {
                if (!Loopback.isBindFault(e) || race == PORT_RACES_MAX) {
                    throw e;
                }
            }
        }
    }

    private static Path logOf(DataFolder folder) throws Exception {
        Path log = folder.path().resolve("log");
        if (log.toString().indexOf(',') >= 0) {
            throw new FolderUnusable("a path without a comma (Kafka splits there)", "one with", folder.path(), null);
        }
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(log);
        }
        return log;
    }

    private static void format(Path log) throws Exception {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setDirectories(List.of(log.toString()))
                    .setMetadataLogDirectory(log.toString())
                    .setControllerListenerName(CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static KafkaRaftServer serve(Path log, String host, int[] ports) {
        KafkaExit.install();
        KafkaConfig config = new KafkaConfig(KafkaProperties.of(log, host, ports[0], ports[1]), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /** As clients take it, {@code 127.0.0.1:9092}. */
    public String bootstrap() {
        return bootstrap;
    }

    /** Why Kafka wanted to end the process, if it did; it serves nobody then until it is closed and started again. */
    public Optional<String> fault() {
        return KafkaExit.fault();
    }

    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } catch (RuntimeException e) {
            LOG.warn("Kafka did not stop cleanly", e);
        } finally {
            folder.close();
        }
    }
}
