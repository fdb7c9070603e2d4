package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.ingest.series.LineProtocol;
import io.tocsin.rules.Quality;
import io.tocsin.server.SiteFolder;
import io.tocsin.server.series.Series.Point;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reader of series keeps to; each adapter runs it against its real store, fed the same lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeriesReaderContract {
    private static final Duration VISIBLE_WITHIN = Duration.ofMinutes(1);
    private static final int GOOD = Quality.GOOD.code();
    private static final int BAD = Quality.BAD.code();
    /** No bucket's start, so that whole widths would show. */
    private static final long T0 = 1_795_305_600_123L;

    private static final List<String> NAMES = List.of(
            "spike",
            "bad",
            "gap",
            "edge",
            "million",
            "never",
            "single 'quote'",
            "double \"quote\"",
            "罐区 液位",
            "back\\slash",
            "ends\\",
            "comma, and=equals",
            "\\'; DROP TABLE value",
            "# not a comment");

    @TempDir
    protected static Path folder;

    private @Nullable Site opened;

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @SuppressWarnings("NullAway.Init")
    private SeriesReader reader;

    /** Writes lines of line protocol. */
    abstract void write(String lines) throws Exception;

    abstract SeriesQueries queries() throws Exception;

    @BeforeEach
    void openOnce() throws Exception {
        if (opened == null) {
            StringBuilder yaml = new StringBuilder("tags:\n");
            for (String name : NAMES) {
                yaml.append("  - {tag: '").append(name.replace("'", "''")).append("', enterprise: e1}\n");
            }
            SiteReader.Result read =
                    SiteReader.read(SiteFolder.write(folder.resolve("site"), yaml.toString()), Map.of());
            site = read.site().orElseThrow(() -> new AssertionError(read.problems()));
            opened = site;
            open(site);
            reader = new StoreReader(site, queries());
        }
    }

    abstract void open(Site of) throws Exception;

    private LinesOf lines() {
        return new LinesOf(site);
    }

    private void awaitCount(String tag, long fromMs, long toMs, long count) {
        SeriesQueries.Range range = new SeriesQueries.Range("value", LineProtocol.stored(tag), fromMs, toMs);
        await().atMost(VISIBLE_WITHIN).until(() -> queries().count(range) == count);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 599, 600, 1_000, 5_000})
    void keepsASpikeAtAnyZoom(int points) throws Exception {
        LinesOf lines = lines();
        for (int i = 0; i < 2_000; i++) {
            lines.add("spike", T0 + i * 100L, i == 1_234 ? 99.5 : i == 777 ? -3.25 : 5 + i % 3, GOOD);
        }
        write(lines.text());
        long end = T0 + 200_000;
        awaitCount("spike", T0, end, 2_000);
        Series series = reader.read("spike", T0, end, points);
        assertThat(series.points()).hasSizeBetween(1, Math.min(2_000, points));
        assertThat(series.raw()).isEqualTo(points >= 2_000);
        assertThat(series.points().stream().mapToDouble(Point::max).max()).hasValue(99.5);
        assertThat(series.points().stream().mapToDouble(Point::min).min()).hasValue(-3.25);
        assertThat(series.points().get(0).first()).isEqualTo(5);
        assertThat(series.points().get(series.points().size() - 1).last()).isEqualTo(5 + 1_999 % 3);
        assertThat(series.points()).isSortedAccordingTo((a, b) -> Long.compare(a.timeMs(), b.timeMs()));
        assertThat(series.points()).allMatch(p -> series.raw() || (p.timeMs() - T0) % series.bucketMs() == 0);
    }

    @Test
    void givesBadSamplesWithoutAValueAndTheWorstQuality() throws Exception {
        write(lines().add("bad", T0, 1.5, GOOD)
                .add("bad", T0 + 1, Double.NaN, Quality.UNREADABLE.code())
                .add("bad", T0 + 2, 7, BAD)
                .add("bad", T0 + 3, 2.5, Quality.UNCERTAIN.code())
                .text());
        awaitCount("bad", T0, T0 + 4, 4);
        double none = Double.NaN;
        assertThat(reader.read("bad", T0, T0 + 4, 4))
                .isEqualTo(new Series(
                        T0,
                        T0 + 4,
                        1,
                        true,
                        List.of(
                                new Point(T0, 1.5, 1.5, 1.5, 1.5, 0),
                                new Point(T0 + 1, none, none, none, none, 2),
                                new Point(T0 + 2, none, none, none, none, 2),
                                new Point(T0 + 3, 2.5, 2.5, 2.5, 2.5, 1))));
        assertThat(reader.read("bad", T0 + 1, T0 + 3, 1).points())
                .containsExactly(new Point(T0 + 1, none, none, none, none, 2));
        assertThat(reader.read("bad", T0, T0 + 4, 1).points()).containsExactly(new Point(T0, 1.5, 1.5, 2.5, 2.5, 2));
    }

    @Test
    void leavesAGapWhereNothingWas() throws Exception {
        LinesOf lines = lines();
        for (int i = 0; i < 10; i++) {
            lines.add("gap", T0 + i, i, GOOD).add("gap", T0 + 90 + i, i, GOOD);
        }
        write(lines.text());
        awaitCount("gap", T0, T0 + 100, 20);
        assertThat(reader.read("gap", T0, T0 + 100, 10).points())
                .containsExactly(new Point(T0, 0, 0, 9, 9, 0), new Point(T0 + 90, 0, 0, 9, 9, 0));
    }

    @Test
    void includesTheStartAndExcludesTheEnd() throws Exception {
        write(lines().add("edge", T0, 1, GOOD).add("edge", T0 + 10, 2, GOOD).text());
        awaitCount("edge", T0, T0 + 11, 2);
        assertThat(reader.read("edge", T0, T0 + 10, 5).points()).containsExactly(new Point(T0, 1, 1, 1, 1, 0));
        assertThat(reader.read("edge", T0 + 1, T0 + 11, 5).points()).containsExactly(new Point(T0 + 10, 2, 2, 2, 2, 0));
        assertThat(reader.read("edge", T0 + 1, T0 + 10, 5).points()).isEmpty();
        assertThatThrownBy(() -> reader.read("edge", T0, T0, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isEmptyForATagThatWasNeverWrittenOrDoesNotExist() throws Exception {
        assertThat(reader.read("never", T0, T0 + 1_000, 10).points()).isEmpty();
        assertThat(reader.read("no such tag", T0, T0 + 1_000, 10))
                .isEqualTo(new Series(T0, T0 + 1_000, 100, true, List.of()));
    }

    @Test
    void findsEveryNameAgainAndNoOther() throws Exception {
        LinesOf lines = lines();
        for (int i = 6; i < NAMES.size(); i++) {
            lines.add(NAMES.get(i), T0, i, GOOD);
        }
        write(lines.text());
        for (int i = 6; i < NAMES.size(); i++) {
            awaitCount(NAMES.get(i), T0, T0 + 1, 1);
            assertThat(reader.read(NAMES.get(i), T0, T0 + 1, 10).points())
                    .as(NAMES.get(i))
                    .containsExactly(new Point(T0, i, i, i, i, 0));
        }
    }

    @Test
    void readsAMillionPointsInSixHundredBuckets() throws Exception {
        int million = 1_000_000;
        LinesOf lines = lines();
        for (int i = 0; i < million; i++) {
            lines.add("million", T0 + i * 1_000L, i == 654_321 ? 1e9 : i % 100, GOOD);
            if (i % 20_000 == 19_999) {
                write(lines.text());
                lines = lines();
            }
        }
        long end = T0 + million * 1_000L;
        awaitCount("million", T0, end, million);
        reader.read("million", T0, end, 600);
        long begun = System.nanoTime();
        Series series = reader.read("million", T0, end, 600);
        long tookMs = (System.nanoTime() - begun) / 1_000_000;
        System.out.println(getClass().getSimpleName() + ": 1e6 points to 600 buckets in " + tookMs + " ms");
        assertThat(series.points()).hasSize(600);
        assertThat(series.points().stream().mapToDouble(Point::max).max()).hasValue(1e9);
        assertThat(tookMs).isLessThan(10_000);
    }
}
