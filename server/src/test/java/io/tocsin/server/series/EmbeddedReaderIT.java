package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.series.LineProtocol;
import io.tocsin.ingest.series.WriteOutcome;
import org.junit.jupiter.api.AfterAll;

/** Against the store in our own process, written as the pump writes it. */
class EmbeddedReaderIT extends SeriesReaderContract {
    @SuppressWarnings("NullAway.Init") // opened before the first test
    private EmbeddedSeries embedded;

    @SuppressWarnings("NullAway.Init")
    private InfluxStore store;

    @Override
    void open(Site of) throws Exception {
        embedded = EmbeddedSeries.start(EmbeddedSeries.Options.in(folder.resolve("series")));
        embedded.requireTables(new LineProtocol(of).measurements());
        store = new InfluxStore(new Settings.Series(embedded.url(), "tocsin", "tocsin", "tocsin", ""));
    }

    @AfterAll
    void close() {
        if (store != null) {
            store.close();
            embedded.close();
        }
    }

    @Override
    void write(String lines) {
        assertThat(store.write(lines)).isEqualTo(WriteOutcome.accepted());
    }

    @Override
    SeriesQueries queries() {
        return new EmbeddedReader(embedded);
    }
}
