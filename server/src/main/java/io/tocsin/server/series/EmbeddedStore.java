package io.tocsin.server.series;

import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.series.SeriesStore;
import io.tocsin.ingest.series.WriteOutcome;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The store in this process: its tables are made before the first line, for made by a line they would keep every repeat
 * for ever. For the pump's thread.
 */
final class EmbeddedStore implements SeriesStore {
    private final EmbeddedSeries embedded;
    private final SeriesStore writes;
    private final Set<String> missing = new LinkedHashSet<>();

    EmbeddedStore(EmbeddedSeries embedded, SeriesStore writes) {
        this.embedded = embedded;
        this.writes = writes;
    }

    @Override
    public void prepare(Set<String> measurements) {
        missing.addAll(measurements);
    }

    @Override
    public WriteOutcome write(String lines) {
        if (!missing.isEmpty()) {
            try {
                embedded.requireTables(missing);
                missing.clear();
            } catch (EmbeddedSeries.QueryFailed e) {
                return new WriteOutcome(WriteOutcome.Kind.RETRY, e.getMessage());
            }
        }
        return writes.write(lines);
    }
}
