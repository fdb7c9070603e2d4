package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Against Debian's InfluxDB 1.6, whose InfluxQL is that of a mapped bucket of InfluxDB 2. */
class InfluxReaderIT extends SeriesReaderContract {
    @SuppressWarnings("NullAway.Init") // opened before the first test
    private StoreProcess store;

    @Override
    void open(Site of) throws Exception {
        store = StoreProcess.influxDb(folder.resolve("influx"));
    }

    @AfterAll
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    void write(String lines) throws Exception {
        store.writeV1(lines);
    }

    @Override
    SeriesQueries queries() throws Exception {
        return new InfluxReader(new InfluxQl(store.settings()));
    }

    @Test
    void saysWhatTheStoreSaysOfADatabaseThatIsNotThere() throws Exception {
        Settings.Series elsewhere = new Settings.Series(store.url(), "tocsin", "tocsin", "nowhere", "");
        SeriesQueries queries = new InfluxReader(new InfluxQl(elsewhere));
        assertThatThrownBy(() -> queries.count(new SeriesQueries.Range("value", "t", 0, 1)))
                .isInstanceOf(SeriesUnavailable.class)
                .hasMessageContaining("database not found: nowhere");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        Settings.Series nobody = new Settings.Series("http://127.0.0.1:1", "tocsin", "tocsin", "tocsin", "secret");
        SeriesQueries queries = new InfluxReader(new InfluxQl(nobody));
        assertThatThrownBy(() -> queries.count(new SeriesQueries.Range("value", "t", 0, 1)))
                .isInstanceOf(SeriesUnavailable.class)
                .hasMessageContaining("http://127.0.0.1:1")
                .hasMessageNotContaining("secret");
    }
}
