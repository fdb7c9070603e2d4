package io.tocsin.server.explain;

import io.tocsin.server.live.InputRecord;

/**
 * The input that brought something about.
 *
 * @param seq its record in the journal
 * @param input MESSAGE, TICK, ...: {@link io.tocsin.server.live.InputType}
 * @param topic empty for inputs of our own
 */
public record By(long seq, String input, String topic, long receiveMs) {
    static By of(InputRecord record) {
        return new By(record.seq(), record.type().name(), record.topic(), record.receiveTimeMs());
    }
}
