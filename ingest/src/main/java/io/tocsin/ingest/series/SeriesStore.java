package io.tocsin.ingest.series;

import java.util.Set;

/** Where points go. Called by the pump's thread alone; blocks until the store has answered or is given up. */
public interface SeriesStore {
    /** Writes lines of line protocol; taking them twice must do no harm. */
    WriteOutcome write(String lines);

    /** The measurements that may come from here on, for a store that must know them first. */
    default void prepare(Set<String> measurements) {}
}
