package io.tocsin.ingest.mqtt;

/** Says that a message is stored. Safe to call from any thread; never blocks, never throws. */
@FunctionalInterface
public interface Ack {
    /**
     * The message is durable: the broker may forget it. Goes out in the order of arrival, so after those of all messages
     * before it on the same connection; of a connection that is gone it is dropped, and the broker delivers the message
     * again. Calling it twice is the same as once.
     */
    void acknowledge();
}
