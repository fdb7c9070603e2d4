package io.tocsin.embedded;

import io.netty.handler.codec.mqtt.MqttMessage;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/**
 * One client's packets, stored in the order in which they came. Artemis 2.55 works a client's packets off on whichever
 * pool thread is free, and what waits for the disk in the context of that thread: messages of one publisher then reach
 * their queue in another order than they were sent in (ARTEMIS-6191), and an engine takes the overtaken ones for late.
 * Here all of one connection waits in one context, which answers in order.
 */
final class OrderedMqtt extends MQTTProtocolHandler {
    private final ActiveMQServer server;
    private final OperationContext context;

    OrderedMqtt(ActiveMQServer server, MQTTProtocolManager manager) {
        super(server, manager);
        this.server = server;
        context = server.newOperationContext();
    }

    @Override
    public void act(MqttMessage message) {
        server.getStorageManager().setContext(context);
        try {
            super.act(message);
        } finally {
            server.getStorageManager().clearContext();
        }
    }
}
