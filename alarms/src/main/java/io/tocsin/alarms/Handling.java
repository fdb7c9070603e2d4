package io.tocsin.alarms;

import org.jspecify.annotations.Nullable;

/**
 * The record of what was done about one occurrence, beside its state (处置单).
 *
 * @param demanded true where it must be filled in; others close by themselves
 * @param by who brought it into this state; null where nobody has touched it
 * @param note what was done, or why it was a false alarm
 */
public record Handling(
        State state,
        boolean demanded,
        @Nullable String assignee,
        @Nullable String by,
        @Nullable String note,
        long sinceMs) {
    /** How far it is. */
    public enum State {
        OPEN,
        ASSIGNED,
        HANDLED,
        CLOSED,
        FALSE_ALARM;

        /** True where nothing more is to be done. */
        public boolean isOver() {
            return this == CLOSED || this == FALSE_ALARM;
        }
    }
}
