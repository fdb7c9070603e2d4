package io.tocsin.server.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One thing to tell Kafka. The arrays are not copied: whoever hands it out changes them no more.
 *
 * @param seq its place in the source; never falls, and records that belong together may share one
 * @param key the alarm id in UTF-8
 * @param id CloudEvents id, the same whenever this record is sent again
 * @param type CloudEvents type, as {@code io.tocsin.alarm.raised}
 * @param timeMs when it happened, epoch milliseconds
 * @param value JSON in UTF-8; null is a tombstone
 * @param causationId the request that a reply answers; null where nobody asked
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes as the journal holds them; nobody compares these records.
public record EventRecord(
        long seq,
        TopicKind kind,
        byte[] key,
        String id,
        String type,
        long timeMs,
        byte @Nullable [] value,
        @Nullable String causationId) {}
