package io.tocsin.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** How Artemis is set up, and why. */
final class BrokerConfiguration {
    static final String ACCEPTOR = "mqtt";
    private static final int JOURNAL_FLUSH_NS = 1_000_000;
    private static final long MEMORY_BYTES_PER_TOPIC = 32L << 20;
    private static final long MEMORY_BYTES = 64L << 20;
    private static final int REDELIVER_FOR_EVER = -1;

    private BrokerConfiguration() {}

    static Configuration of(EmbeddedBroker.Options options, Loopback loopback, Path dir) {
        Configuration c = new ConfigurationImpl();
        c.setName("tocsin");
        c.setJMXManagementEnabled(false);
        // Who they are is asked before anything reaches Artemis, see Guard.
        c.setSecurityEnabled(false);
        // MQTT alone, by the factory the broker adds itself, whatever else is on the class path.
        c.setResolveProtocols(false);
        // The analyzer's default answer to a slow disk is to halt the process, which is not its own here.
        c.setCriticalAnalyzer(false);
        c.setMaxDiskUsage(-1);
        c.setGlobalMaxSize(MEMORY_BYTES);
        c.addAddressSetting("#", everyTopic());
        c.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(), transport(options, loopback), ACCEPTOR, mqtt(options)));
        return journal(c, dir);
    }

    /**
     * Syncing waits for the write, and {@code datasync=false} leaves out the fsync: an acknowledged message is in the
     * kernel's hands, which outlives this process. Without syncing the acknowledgement may overtake the write, and
     * kill -9 then loses what a publisher was told is safe.
     */
    private static Configuration journal(Configuration c, Path dir) {
        c.setPersistenceEnabled(true);
        c.setJournalType(JournalType.NIO);
        c.setJournalSyncNonTransactional(true);
        c.setJournalSyncTransactional(true);
        c.setJournalDatasync(false);
        c.setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NS);
        c.setJournalDirectory(dir.resolve("journal").toString());
        c.setBindingsDirectory(dir.resolve("bindings").toString());
        c.setLargeMessagesDirectory(dir.resolve("large").toString());
        c.setPagingDirectory(dir.resolve("paging").toString());
        return c;
    }

    private static AddressSettings everyTopic() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setMaxSizeBytes(MEMORY_BYTES_PER_TOPIC)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                // By default the tenth broken delivery of a message drops it.
                .setMaxDeliveryAttempts(REDELIVER_FOR_EVER);
    }

    private static Map<String, Object> transport(EmbeddedBroker.Options options, Loopback loopback) {
        return Map.of(
                TransportConstants.HOST_PROP_NAME,
                loopback.address().getHostAddress(),
                TransportConstants.PORT_PROP_NAME,
                options.port(),
                TransportConstants.PROTOCOLS_PROP_NAME,
                "MQTT",
                TransportConstants.USE_EPOLL_PROP_NAME,
                false);
    }

    /** Announced to MQTT 5 clients in CONNACK; {@link BoundedMqtt} enforces it. */
    private static Map<String, Object> mqtt(EmbeddedBroker.Options options) {
        return Map.of("maximumPacketSize", options.messageBytesMax());
    }
}
