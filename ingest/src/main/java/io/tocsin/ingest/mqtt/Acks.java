package io.tocsin.ingest.mqtt;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The acknowledgements that one connection owes, sent in order of arrival however they are given (MQTT 3.1.1, 4.6).
 * Thread-safe; {@link #expect} takes no lock, for it runs on the callback thread.
 */
final class Acks {
    private static final Logger LOG = LoggerFactory.getLogger(Acks.class);

    private final ConcurrentLinkedQueue<Owed> owed = new ConcurrentLinkedQueue<>();
    private final Object sending = new Object();
    private final MqttAsyncClient client;
    private final Meters meters;
    private volatile boolean closed;

    Acks(MqttAsyncClient client, Meters meters) {
        this.client = client;
        this.meters = meters;
    }

    /** Notes a message that is to be acknowledged after all that came before it. */
    Ack expect(int messageId, int qos) {
        Owed ack = new Owed(messageId, qos);
        owed.add(ack);
        return ack;
    }

    /** The connection is gone: acknowledgements still to come are dropped. */
    void close() {
        closed = true;
    }

    private void send() {
        synchronized (sending) {
            for (Owed head = owed.peek(); head != null && head.given; head = owed.peek()) {
                owed.remove();
                send(head);
            }
        }
    }

    private void send(Owed ack) {
        if (closed) {
            meters.droppedAcks.increment();
            return;
        }
        try {
            client.messageArrivedComplete(ack.messageId, ack.qos);
            meters.acknowledged.increment();
        } catch (MqttException e) {
            // The connection went in this very moment: the message comes again.
            LOG.debug("acknowledgement not sent messageId={}", ack.messageId, e);
            meters.droppedAcks.increment();
        }
    }

    private final class Owed implements Ack {
        private final int messageId;
        private final int qos;
        private volatile boolean given;

        Owed(int messageId, int qos) {
            this.messageId = messageId;
            this.qos = qos;
        }

        @Override
        public void acknowledge() {
            given = true;
            send();
        }
    }
}
