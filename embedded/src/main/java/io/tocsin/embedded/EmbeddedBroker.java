package io.tocsin.embedded;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT 3.1.1 and 5 broker in this process, on loopback.
 *
 * <p>What it promises: a PUBLISH at QoS 1 that was acknowledged, and every session that asked to be kept, survive a
 * restart and kill -9. Not the loss of power: the journal is written before the acknowledgement leaves, but not forced
 * to the disk. A message is offered to a subscriber until it is acknowledged, however often the link breaks. A
 * subscriber that is away or slow fills the disk, not the memory: beyond 32 MiB a topic its messages are paged out.
 *
 * <p>Who may publish and subscribe to what is up to its {@link Access}; where none is given, whoever can reach loopback may do
 * anything.
 *
 * <p>Thread-safe. {@link #close()} may be called twice.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final DataFolder folder;
    private final Loopback loopback;
    private final ActiveMQServer artemis;
    private final int port;

    private EmbeddedBroker(DataFolder folder, Loopback loopback, ActiveMQServer artemis, int port) {
        this.folder = folder;
        this.loopback = loopback;
        this.artemis = artemis;
        this.port = port;
    }

    /**
     * What a broker needs to know.
     *
     * @param dir sessions and messages; made if missing, held by one process at a time
     * @param bind a loopback address
     * @param port 0 = any free one
     * @param messageBytesMax a larger packet ends its connection
     * @param access who may use it
     */
    public record Options(Path dir, String bind, int port, int messageBytesMax, Access access) {
        public static final int MESSAGE_BYTES_MAX = 20 << 20;

        /** On 127.0.0.1, messages up to 20 MiB. */
        public static Options in(Path dir, int port) {
            return new Options(dir, "127.0.0.1", port, MESSAGE_BYTES_MAX, Access.ANYBODY);
        }

        public Options with(Access asked) {
            return new Options(dir, bind, port, messageBytesMax, asked);
        }
    }

    /**
     * Returns when clients can connect.
     *
     * @throws StartRefused as {@link PortTaken}, {@link BindRefused}, {@link FolderUnusable} or {@link StartFailed};
     *     nothing is left running then
     */
    public static EmbeddedBroker start(Options options) throws StartRefused {
        Loopback loopback = Loopback.of(options.bind());
        loopback.requireFree(options.port());
        DataFolder folder = DataFolder.hold(options.dir());
        ActiveMQServer artemis = new ActiveMQServerImpl(BrokerConfiguration.of(options, loopback, folder.path()));
        try {
            artemis.addProtocolManagerFactory(new BoundedMqtt(options.messageBytesMax(), options.access()));
            artemis.start();
            return new EmbeddedBroker(folder, loopback, artemis, portOf(artemis, options));
        } catch (Exception e) {
            stop(artemis);
            folder.close();
            throw e instanceof StartRefused refused ? refused : new StartFailed("the MQTT broker", e);
        }
    }

    /** Artemis only logs an acceptor that could not bind; a broker nobody can reach has not started. */
    private static int portOf(ActiveMQServer artemis, Options options) throws PortTaken {
        var acceptor = artemis.getRemotingService().getAcceptor(BrokerConfiguration.ACCEPTOR);
        if (acceptor instanceof NettyAcceptor netty && netty.isStarted()) {
            return netty.getActualPort();
        }
        throw new PortTaken(options.bind(), options.port());
    }

    public int port() {
        return port;
    }

    /** As Paho takes it, {@code tcp://127.0.0.1:1883}. */
    public String url() {
        return "tcp://" + loopback.host() + ":" + port;
    }

    /** False after close, and when the broker stopped itself because its disk failed. */
    public boolean running() {
        return artemis.isStarted();
    }

    @Override
    public void close() {
        stop(artemis);
        folder.close();
    }

    private static void stop(ActiveMQServer artemis) {
        try {
            artemis.stop();
        } catch (Exception e) {
            LOG.warn("MQTT broker did not stop cleanly", e);
        }
    }
}
