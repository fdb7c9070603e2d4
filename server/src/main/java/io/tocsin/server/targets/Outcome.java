package io.tocsin.server.targets;

/** What became of a message. */
sealed interface Outcome {
    /** The target has it. */
    record Taken() implements Outcome {}

    /**
     * Not now: the same again.
     *
     * @param waitMs not sooner than that
     */
    record Later(String reason, long waitMs) implements Outcome {}

    /** The target does not let us in: a person must mend a key, and until then everything waits. */
    record Held(String reason) implements Outcome {}

    /** The target takes other messages, not this one: after some tries it is set aside. */
    record Refused(String reason) implements Outcome {}
}
