package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.series.WriteOutcome;
import io.tocsin.rules.Quality;
import io.tocsin.server.SiteFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client writes at {@code /api/v2/write}, told by an independent store's own export. */
class VictoriaMetricsIT {
    private static final long T0 = 1_795_305_600_000L;

    @TempDir
    private Path folder;

    @Test
    void everyPointArrivesAsItWasWritten() throws Exception {
        String yaml = "tags:\n  - {tag: 'a b,c=d\"e''炉', metric: LEVEL, interval: 5s, enterprise: e1, area: 北 区}\n";
        Site site = SiteReader.read(SiteFolder.write(folder.resolve("site"), yaml), Map.of())
                .site()
                .orElseThrow();
        try (StoreProcess server = StoreProcess.victoriaMetrics(folder.resolve("store"));
                InfluxStore store = new InfluxStore(server.settings())) {
            String tag = site.tags().get(0).id();
            LinesOf lines = new LinesOf(site)
                    .add(tag, T0, 12.93, Quality.GOOD.code())
                    .add(tag, T0 + 1, Double.NaN, Quality.BAD.code())
                    .add(tag, T0 + 2, 1e10, Quality.UNCERTAIN.code());
            assertThat(store.write(lines.text())).isEqualTo(WriteOutcome.accepted());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.distinct("level_v") == 2 && server.distinct("level_q") == 3);
            String labels = "\"area\":\"北 区\",\"enterprise\":\"e1\",\"park\":\"it\",\"tag\":\"a b,c=d\\\"e\\u0027炉\"";
            assertThat(server.exported("level_v"))
                    .singleElement()
                    .asString()
                    .contains(labels, "\"values\":[12.93,10000000000]", "\"timestamps\":[" + T0 + "," + (T0 + 2) + "]");
            assertThat(server.exported("level_q")).singleElement().asString().contains(labels, "\"values\":[0,2,1]");
            assertThat(List.of(server.exported("level_v"), server.exported("level_q"))
                            .toString())
                    .doesNotContain("＼");
        }
    }
}
