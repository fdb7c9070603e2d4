package io.tocsin.server.targets;

/**
 * How a target does.
 *
 * @param sinceMs since when it is in this state, epoch milliseconds
 * @param reason what is wrong; empty where nothing is
 */
public record TargetStatus(String id, State state, long sinceMs, String reason, Figures figures) {
    /** Where it stands. */
    public enum State {
        /** Not started, or closed. */
        CLOSED,
        /** Nothing is known against it. */
        READY,
        /** It did not take the newest message; it is tried again, and nothing is lost meanwhile. */
        BACKING_OFF,
        /** It does not let us in: a person must mend a key. It is tried again, and nothing is lost meanwhile. */
        HELD
    }

    /**
     * Since the start.
     *
     * @param sent events that it took
     * @param failed tries that it did not take
     * @param dead events that it never takes, set aside
     * @param lag records of the event log that it has not had, those that it is not told of among them
     * @param waitingMs how long the oldest event that is to be told has waited; 0 where none does
     */
    public record Figures(long sent, long failed, long dead, long lag, long waitingMs) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0);
    }

    public boolean ok() {
        return state == State.READY;
    }
}
