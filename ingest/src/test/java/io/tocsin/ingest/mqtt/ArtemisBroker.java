package io.tocsin.ingest.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A real broker on a port of its own, whose sessions and messages survive a stop and a start. */
final class ArtemisBroker {
    private final Path folder;
    private final int port;
    private EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    ArtemisBroker(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    void start() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(true)
                .setJournalDirectory(folder + "/journal")
                .setBindingsDirectory(folder + "/bindings")
                .setLargeMessagesDirectory(folder + "/large")
                .setPagingDirectory(folder + "/paging")
                .setJournalType(JournalType.NIO)
                .setJMXManagementEnabled(false)
                .setMaxDiskUsage(-1)
                .setGlobalMaxSize(64L << 20)
                .setSecurityEnabled(false);
        configuration.addAddressSetting(
                "#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        configuration.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT;useEpoll=false");
        server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }
}
