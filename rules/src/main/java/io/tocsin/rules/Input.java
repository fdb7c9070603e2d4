package io.tocsin.rules;

import org.jspecify.annotations.Nullable;

/**
 * The rare inputs of the engine; samples come through {@link SampleSink} so that nothing is allocated for them. Each is
 * a fact with the time at which we received it, in epoch milliseconds.
 */
public sealed interface Input {
    long receiveTimeMs();

    /** The engine (re)starts: downtime is not silence, and timers wait for {@link Drained}. */
    record Started(long receiveTimeMs) implements Input {}

    /** What waited at the broker has been taken in, or was waited for long enough. */
    record Drained(long receiveTimeMs) implements Input {}

    /** Time goes on; recorded only when a timer is due. */
    record Tick(long receiveTimeMs) implements Input {}

    /** A gateway's birth, or its last will. */
    record GatewayStatus(String gateway, boolean online, long eventTimeMs, long receiveTimeMs) implements Input {}

    /** What a person asks for. A command names the occurrence, so that a late one cannot touch a newer alarm. */
    record Command(
            Verb verb,
            String requestId,
            String alarmId,
            @Nullable String occurrenceId,
            Principal principal,
            @Nullable String comment,
            long receiveTimeMs)
            implements Input {}

    /** The commands that this engine carries out. */
    enum Verb {
        ACKNOWLEDGE,
        RESET
    }

    /**
     * Who asks, and by which way.
     *
     * @param via {@code kafka}: the operator is self-declared, bound by the topic's access control only
     */
    record Principal(String operator, String via) {}
}
