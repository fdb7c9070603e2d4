package io.tocsin.server.series;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.series.LineProtocol;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the reader for where the series are. */
public final class SeriesReaders {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesReaders.class);

    private SeriesReaders() {}

    /**
     * @param embedded the store where it is in this process
     * @throws IOException where a file that TLS needs is not what it should be
     */
    public static SeriesReader open(Site site, Settings.Series settings, @Nullable EmbeddedSeries embedded)
            throws IOException {
        if (embedded != null) {
            requireTables(site, embedded);
            return new StoreReader(site, new EmbeddedReader(embedded));
        }
        return settings.isOff()
                ? none("expected a store of series, was series.url = off")
                : new StoreReader(site, new InfluxReader(new InfluxQl(settings)));
    }

    /** Makes the tables of a site that is about to be taken: a point that came before its table would make another. */
    public static void prepare(Site site, @Nullable EmbeddedSeries embedded) {
        if (embedded != null) {
            requireTables(site, embedded);
        }
    }

    /** One that says why there are no series. */
    public static SeriesReader none(String reason) {
        return new NoSeries(reason);
    }

    private static void requireTables(Site site, EmbeddedSeries embedded) {
        try {
            embedded.requireTables(new LineProtocol(site).measurements());
        } catch (EmbeddedSeries.QueryFailed e) {
            LOG.warn("the tables of the series cannot be made yet: {}", e.getMessage());
        }
    }
}
