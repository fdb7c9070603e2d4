package io.tocsin.alarms;

import org.jspecify.annotations.Nullable;

/**
 * Who has the watch at a position.
 *
 * @param from who had it before; null where nobody had said so
 * @param note what he was told
 */
public record HandOver(
        String position,
        String by,
        @Nullable String from,
        @Nullable String note,
        long sinceMs) {}
