package io.tocsin.simulator;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager2;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real broker in this process, on a loopback port of its own; can be stopped and started again on the same port. */
public final class TestBroker implements AutoCloseable {
    private final Path dir;
    private final int port;
    private final @Nullable ActiveMQSecurityManager2 security;
    private EmbeddedActiveMQ server = new EmbeddedActiveMQ();

    private TestBroker(Path dir, int port, @Nullable ActiveMQSecurityManager2 security) {
        this.dir = dir;
        this.port = port;
        this.security = security;
    }

    public static TestBroker start(Path dir) throws Exception {
        return start(dir, null);
    }

    /** A broker that knows the user {@code field} with the password {@code secret}, and shows its mark to nobody. */
    public static TestBroker startGuarded(Path dir, boolean markHidden) throws Exception {
        return start(dir, new Guard(markHidden));
    }

    private static TestBroker start(Path dir, @Nullable ActiveMQSecurityManager2 security) throws Exception {
        TestBroker broker = new TestBroker(dir, Relay.freePort(), security);
        broker.start();
        return broker;
    }

    private record Guard(boolean markHidden) implements ActiveMQSecurityManager2 {
        @Override
        public boolean validateUser(String user, String password) {
            return "field".equals(user) && "secret".equals(password);
        }

        @Override
        public boolean validateUser(String user, String password, X509Certificate[] certificates) {
            return validateUser(user, password);
        }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
            return validateUser(user, password);
        }

        @Override
        public boolean validateUserAndRole(
                String user,
                String password,
                Set<Role> roles,
                CheckType check,
                String address,
                RemotingConnection connection) {
            boolean hidden = markHidden && check == CheckType.CONSUME && address.contains("tocsin.broker");
            return validateUser(user, password) && !hidden;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public void start() throws Exception {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setPersistenceEnabled(true)
                .setJournalDirectory(dir + "/journal")
                .setBindingsDirectory(dir + "/bindings")
                .setLargeMessagesDirectory(dir + "/large")
                .setPagingDirectory(dir + "/paging");
        config.setJournalType(JournalType.NIO);
        config.setJournalSyncNonTransactional(false);
        config.setJournalSyncTransactional(false);
        config.setJMXManagementEnabled(false);
        config.setMaxDiskUsage(-1);
        config.setGlobalMaxSize(64L << 20);
        config.setSecurityEnabled(security != null);
        config.addAddressSetting(
                "#", new AddressSettings().setAutoCreateAddresses(true).setAutoCreateQueues(true));
        config.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT;useEpoll=false");
        server = new EmbeddedActiveMQ();
        server.setConfiguration(config);
        if (security != null) {
            server.setSecurityManager(security);
        }
        server.start();
        Awaitility.await().until(() -> server.getActiveMQServer().isActive());
    }

    public void stop() throws Exception {
        server.stop();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("expected the broker to stop", e);
        }
    }
}
