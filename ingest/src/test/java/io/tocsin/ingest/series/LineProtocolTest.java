package io.tocsin.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.Arrival;
import io.tocsin.rules.Quality;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineProtocolTest {
    private static final long T0 = 1_795_305_600_000L;

    @TempDir
    private Path folder;

    private Site site(String tags) throws Exception {
        Files.writeString(
                folder.resolve("park.yaml"), "park: {id: it, name: It}\nenterprises: [{id: e1, name: One}]\n");
        Files.writeString(folder.resolve("tags.yaml"), "tags:\n" + tags);
        return SiteReader.read(folder, Map.of()).site().orElseThrow();
    }

    private static String line(Site site, double value, Quality quality) {
        StringBuilder line = new StringBuilder();
        new LineProtocol(site).write(0, T0, value, quality.code(), line);
        return line.toString();
    }

    @Test
    void namesMeasurementTagsFieldsAndMilliseconds() throws Exception {
        Site site = site("  - {tag: T-101.LEVEL, metric: LEVEL, interval: 5s, enterprise: e1, area: north}\n");
        assertThat(line(site, 12.93, Quality.GOOD))
                .isEqualTo("level,area=north,enterprise=e1,park=it,tag=T-101.LEVEL v=12.93,q=0i 1795305600000\n");
        assertThat(new LineProtocol(site).measurements()).containsExactly("level");
    }

    @Test
    void leavesOutTheValueOfABadSampleAndTagsThatAreNotThere() throws Exception {
        Site site = site("  - {tag: LT-1}\n");
        assertThat(line(site, 1, Quality.UNCERTAIN)).isEqualTo("value,park=it,tag=LT-1 v=1.0,q=1i 1795305600000\n");
        assertThat(line(site, 1, Quality.BAD)).isEqualTo("value,park=it,tag=LT-1 q=2i 1795305600000\n");
        assertThat(line(site, Double.NaN, Quality.UNREADABLE)).isEqualTo("value,park=it,tag=LT-1 q=3i 1795305600000\n");
        assertThat(line(site, Double.POSITIVE_INFINITY, Quality.GOOD))
                .isEqualTo("value,park=it,tag=LT-1 q=0i 1795305600000\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0.0", "-0.0,-0.0", "1e10,1.0E10", "4.9E-324,4.9E-324", "2e23,2.0E23", "0.1,0.1"})
    void writesNumbersAsTheHouseDoesOnEveryJdk(double value, String text) throws Exception {
        assertThat(line(site("  - {tag: LT-1}\n"), value, Quality.GOOD)).contains(" v=" + text + ",q=0i ");
    }

    @Test
    void escapesWhatLineProtocolKeepsForItself() throws Exception {
        Site site = site("  - {tag: 'a b,c=d\"e''炉\\'}\n");
        assertThat(line(site, 1, Quality.GOOD)).startsWith("value,park=it,tag=a\\ b\\,c\\=d\"e'炉＼ v=1.0");
        assertThat(LineProtocol.stored("x\\y")).isEqualTo("x＼y");
    }

    @Test
    void keepsASamplesOwnStampWhateverTheMessagesClockDid() throws Exception {
        Site site = site("  - {tag: LT-1}\n");
        String json =
                "{\"values\":[{\"tag\":\"LT-1\",\"v\":1,\"ts\":" + (T0 + 30_000) + "},{\"tag\":\"LT-1\",\"v\":2,\"ts\":"
                        + (T0 - 5) + "},{\"tag\":\"LT-1\",\"v\":3},{\"tag\":\"LT-1\",\"v\":4,\"ts\":" + (T0 - 9_000)
                        + ",\"hist\":true}]}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Batch batch = new Batch();
        batch.add(new JournaledArrival.Telemetry(
                site, new Arrival("park/it/e1/g1/telemetry", bytes, Arrival.Kind.LIVE, bytes.length, T0)));
        assertThat(batch.text(0, batch.size()).lines().map(line -> line.substring(line.indexOf(" v="))))
                .containsExactly(
                        " v=1.0,q=0i " + (T0 + 30_000),
                        " v=2.0,q=0i " + (T0 - 5),
                        " v=3.0,q=0i " + T0,
                        " v=4.0,q=0i " + (T0 - 9_000));
    }
}
