package io.tocsin.ingest.mqtt;

import java.util.concurrent.atomic.LongAdder;

/** The running counters behind {@link Traffic}; thread-safe. */
final class Meters {
    final LongAdder arrived = new LongAdder();
    final LongAdder oversize = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder refusedQos0 = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder droppedAcks = new LongAdder();

    Traffic traffic() {
        return new Traffic(
                arrived.sum(), oversize.sum(), refused.sum(), refusedQos0.sum(), acknowledged.sum(), droppedAcks.sum());
    }
}
