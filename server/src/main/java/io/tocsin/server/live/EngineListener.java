package io.tocsin.server.live;

/** Who is told of the engine's progress; called on its threads, so it must be quick and never block. */
public interface EngineListener {
    /** A group of inputs became durable. */
    void forced(int records, long nanos);

    /** There is something new and durable in the event log. */
    void eventsDurable();

    /** Something was said that is not durable, for the disk takes nothing: people may see it. */
    default void eventsSaid() {}

    /** One of the engine's threads came to grief; it takes nothing in any more. */
    void failed();
}
