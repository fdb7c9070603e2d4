package io.tocsin.bench;

/** An engine that watches four limits a tag. Time is told by the samples; it never falls. */
interface Contestant extends AutoCloseable {
    String name();

    /** One pass over all samples, in order. */
    void feed(Workload work, int pass);

    /** No sample arrived; it is now this time. */
    void advance(long nowMs);

    Tally tally();

    @Override
    default void close() throws Exception {}
}
