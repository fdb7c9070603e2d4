package io.tocsin.ingest.series;

/**
 * What became of a write.
 *
 * @param reason what the store said, in one line; empty where it took everything
 */
public record WriteOutcome(Kind kind, String reason) {
    /** What the pump does next. */
    public enum Kind {
        /** The store has every line. */
        ACCEPTED,
        /** It has not answered, or not now: the same lines again, later. */
        RETRY,
        /** It never takes these lines as they are: what is wrong is looked for. */
        POISON,
        /** Too many lines at once: fewer. */
        TOO_LARGE,
        /** It refuses whoever asks, or does not know the place: a person must help, and no line is skipped. */
        HELD
    }

    /** The store has every line. */
    public static WriteOutcome accepted() {
        return new WriteOutcome(Kind.ACCEPTED, "");
    }
}
