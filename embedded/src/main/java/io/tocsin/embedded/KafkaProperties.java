package io.tocsin.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How the one-node Kafka is set up: broker and controller in one, small pools, quick to elect itself and to join. */
final class KafkaProperties {
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("controller.listener.names", EmbeddedKafka.CONTROLLER),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "262144"),
            Map.entry("log.initial.task.delay.ms", "1000"),
            // After kill -9 the node must wait for its own former session to end before it may join again.
            Map.entry("broker.session.timeout.ms", "2000"),
            Map.entry("broker.heartbeat.interval.ms", "200"),
            // There is nobody to compete with for the leadership.
            Map.entry("controller.quorum.election.timeout.ms", "200"),
            Map.entry("controller.quorum.election.backoff.max.ms", "50"));

    private KafkaProperties() {}

    static Map<String, Object> of(Path log, String host, int port, int controllerPort) {
        Map<String, Object> p = new HashMap<>(FIXED);
        String listener = "PLAINTEXT://" + host + ":" + port;
        p.put("listeners", listener + ",CONTROLLER://" + host + ":" + controllerPort);
        p.put("advertised.listeners", listener);
        p.put("controller.quorum.voters", "1@" + host + ":" + controllerPort);
        p.put("log.dirs", log.toString());
        return p;
    }
}
