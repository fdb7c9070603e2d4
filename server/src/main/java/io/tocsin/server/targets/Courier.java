package io.tocsin.server.targets;

import java.util.List;

/** Brings a message to a target. For the target's thread; each call ends by its own timeouts. */
interface Courier {
    /**
     * Tries once.
     *
     * @param events at least one, in the order of the log
     * @throws Exception where the neighbour cannot be reached: as {@link Outcome.Later}
     */
    Outcome deliver(List<ToldEvent> events) throws Exception;

    /** Whether the next event goes into the same message. */
    boolean joins(List<ToldEvent> waiting, ToldEvent next);

    /** No two messages closer together than that. */
    long everyMs();
}
