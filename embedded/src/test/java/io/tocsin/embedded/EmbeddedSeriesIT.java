package io.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.ErrorTag;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedSeriesIT {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String TWO =
            "level,park=it,tag=a v=1.0,q=0i 1795305600000\nlevel,park=it,tag=b v=2.0,q=0i 1795305600000\n";

    @TempDir
    Path dir;

    private EmbeddedSeries series() throws StartRefused {
        return EmbeddedSeries.start(EmbeddedSeries.Options.in(dir.resolve("警钟 data")));
    }

    private static int write(EmbeddedSeries series, String lines) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(series.url() + "/api/v2/write?org=o&bucket=b&precision=ms"))
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static List<Double> values(EmbeddedSeries series) throws Exception {
        return series.query("SELECT v FROM level ORDER BY v", row -> row.number(0));
    }

    @Test
    void keepsPointsAcrossRestartsAndARepeatOnce() throws Exception {
        try (EmbeddedSeries series = series()) {
            series.requireTables(List.of("level"));
            series.requireTables(List.of("level", "gas"));
            assertThat(write(series, TWO)).isEqualTo(204);
            assertThat(write(series, TWO.replace("1.0", "7.0"))).isEqualTo(204);
            await().atMost(Duration.ofSeconds(30)).until(() -> values(series).equals(List.of(2.0, 7.0)));
            assertThat(series.suspended()).isEmpty();
        }
        try (EmbeddedSeries series = series()) {
            assertThat(values(series)).containsExactly(2.0, 7.0);
            assertThat(series.query("SELECT count() FROM gas", row -> row.whole(0)))
                    .containsExactly(0L);
        }
    }

    @Test
    void keepsThirtyDaysByTheDay() throws Exception {
        try (EmbeddedSeries series = series()) {
            series.requireTables(List.of("level"));
            assertThat(series.query(
                            "SELECT concat(partitionBy, ' ', ttlValue, ' ', ttlUnit, ' ', dedup) FROM tables()"
                                    + " WHERE table_name = 'level'",
                            row -> row.text(0)))
                    .containsExactly("DAY 30 DAY true");
        }
    }

    @Test
    void showsATableThatIsSuspended() throws Exception {
        try (EmbeddedSeries series = series()) {
            series.requireTables(List.of("level"));
            CairoEngine engine = series.engine();
            engine.getTableSequencerAPI()
                    .suspendTable(engine.verifyTableName("level"), ErrorTag.DISK_FULL, "no space left");
            assertThat(series.suspended()).containsExactly("level no space left");
        }
    }

    @Test
    void saysWhatIsWrongWithAQuestion() throws Exception {
        try (EmbeddedSeries series = series()) {
            assertThatThrownBy(() -> series.query("SELECT 1 FROM nothing", row -> row.whole(0)))
                    .isInstanceOf(EmbeddedSeries.QueryFailed.class)
                    .hasMessageContaining("table does not exist");
        }
    }

    @Test
    void refusesAFolderInUseAndOneThatCannotBeMade() throws Exception {
        try (EmbeddedSeries held = series()) {
            assertThat(held.url()).startsWith("http://127.0.0.1:");
            assertThatThrownBy(this::series).isInstanceOf(FolderUnusable.class).hasMessageNotContaining("\n");
        }
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> EmbeddedSeries.start(EmbeddedSeries.Options.in(file.resolve("x"))))
                .isInstanceOf(FolderUnusable.class);
    }

    @Test
    void printsNothing() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            series().close();
            System.out.println("ours");
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).strip()).isEqualTo("ours");
    }
}
