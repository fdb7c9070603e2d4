package io.tocsin.server.live;

import java.nio.ByteBuffer;

/**
 * What was judged while the disk took nothing: it stands in no journal, and what followed from it only in the snapshot
 * behind the gap.
 *
 * @param messages how many of them
 * @param samples how many samples were in them
 * @param fromMs receipt of the first, epoch milliseconds
 * @param toMs receipt of the last
 */
public record DurabilityGap(long messages, long samples, long fromMs, long toMs) {
    byte[] encoded() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(messages)
                .putLong(samples)
                .putLong(fromMs)
                .putLong(toMs)
                .array();
    }

    static DurabilityGap decoded(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new DurabilityGap(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
