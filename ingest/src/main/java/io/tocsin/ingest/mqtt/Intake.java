package io.tocsin.ingest.mqtt;

import io.tocsin.ingest.Arrival;

/** Where arrivals go: a bounded queue, bounded by whoever owns it. */
public interface Intake {
    /**
     * Takes an arrival, or refuses it. Called in order of arrival on the client's callback thread: must not block.
     *
     * @param ack to be called once the arrival is durable, not before
     * @return false = full. The connection is then dropped with everything unacknowledged, and built anew when there is
     *     room: the broker keeps what was not acknowledged and delivers it again.
     */
    boolean offer(Arrival arrival, Ack ack);

    /** True when it is below 25 %: worth connecting again after a refusal. Called on the link's thread. */
    boolean hasRoom();
}
