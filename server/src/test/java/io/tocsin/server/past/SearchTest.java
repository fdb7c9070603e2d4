package io.tocsin.server.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds what was asked for, by each filter, and nothing else whatever is asked. */
class SearchTest {
    private static final int OCCURRENCES = 1_000;

    @TempDir
    private static Path folder;

    private static SampleLog log;
    private static HistoryFile file;

    @BeforeAll
    static void build() throws Exception {
        log = new SampleLog(folder.resolve("events"));
        log.occurrences(0, OCCURRENCES);
        file = new HistoryFile(folder.resolve("history"));
        try (Follower follower = new Follower(file, log)) {
            follower.open();
            while (follower.turn()) {
                assertThat(follower.position()).isPositive();
            }
        }
    }

    @AfterAll
    static void close() throws Exception {
        log.close();
    }

    private static Search all(Map<Filter, String> filters, String text) {
        return new Search(0, Long.MAX_VALUE, filters, text, null, OCCURRENCES);
    }

    private static List<PastOccurrence> found(Search search) throws Exception {
        return file.read(search::ask);
    }

    /** What the log holds and a person would say is meant. */
    private static List<String> expected(Predicate<Integer> wanted) {
        List<String> ids = new ArrayList<>();
        for (int n = OCCURRENCES - 1; n >= 0; n--) {
            if (wanted.test(n)) {
                ids.add(SampleLog.occurrence(n));
            }
        }
        return ids;
    }

    private static void assertFound(Search search, Predicate<Integer> wanted) throws Exception {
        List<String> expected = expected(wanted);
        assertThat(expected).isNotEmpty();
        assertThat(found(search)).extracting(PastOccurrence::id).containsExactlyElementsOf(expected);
    }

    @Test
    void byEachFilterNewestFirst() throws Exception {
        assertFound(all(Map.of(), ""), n -> true);
        assertFound(all(Map.of(Filter.TAG, "T-007.LEVEL"), ""), n -> n % 200 == 7);
        assertFound(all(Map.of(Filter.ALARM, "T-008.LEVEL:H"), ""), n -> n % 200 == 8);
        assertFound(all(Map.of(Filter.ENTERPRISE, "E2"), ""), n -> n % 200 % 3 == 1);
        assertFound(all(Map.of(Filter.PRIORITY, "CRITICAL"), ""), n -> n % 2 == 1);
        assertFound(all(Map.of(Filter.STATE, "NORMAL"), ""), n -> n % 3 == 0 && n < OCCURRENCES - 10);
        assertFound(all(Map.of(Filter.STATE, "ACK_ACTIVE"), ""), n -> n % 3 == 0 && n >= OCCURRENCES - 10);
        assertFound(all(Map.of(Filter.TYPE, "ACKNOWLEDGED"), ""), n -> n % 3 == 0);
        assertFound(all(Map.of(Filter.TYPE, "CLEARED"), ""), n -> n < OCCURRENCES - 10);
        assertFound(all(Map.of(Filter.OPERATOR, "zhang"), ""), n -> n % 3 == 0 && n % 2 == 1);
    }

    @Test
    void byTimeWithTheBeginningAndWithoutTheEnd() throws Exception {
        long from = SampleLog.T0 + 10 * SampleLog.STEP_MS;
        long to = SampleLog.T0 + 20 * SampleLog.STEP_MS;
        assertFound(new Search(from, to, Map.of(), "", null, OCCURRENCES), n -> n >= 10 && n < 20);
    }

    @Test
    void byAllFiltersAtOnce() throws Exception {
        Map<Filter, String> filters = new EnumMap<>(Filter.class);
        filters.put(Filter.TAG, "T-030.LEVEL");
        filters.put(Filter.ALARM, "T-030.LEVEL:H");
        filters.put(Filter.ENTERPRISE, "E1");
        filters.put(Filter.STATE, "NORMAL");
        filters.put(Filter.PRIORITY, "HIGH");
        filters.put(Filter.TYPE, "CLEARED");
        filters.put(Filter.OPERATOR, "li.wei");
        Search search = new Search(
                SampleLog.T0, SampleLog.T0 + 700 * SampleLog.STEP_MS, filters, "现场 checked", null, OCCURRENCES);
        assertFound(search, n -> n == 30 || n == 630);
    }

    @Test
    void byWordsOfEitherLanguageAndByWhatWasWritten() throws Exception {
        assertFound(all(Map.of(), "液位高"), n -> true);
        assertFound(all(Map.of(), "位高"), n -> true);
        assertFound(all(Map.of(), "泄漏"), n -> n % 30 == 0);
        assertFound(all(Map.of(), "无泄 ON SITE"), n -> n % 30 == 0);
        assertFound(all(Map.of(), "T-007"), n -> n % 200 == 7);
        assertFound(all(Map.of(), "t-00"), n -> n % 200 < 10);
        assertFound(all(Map.of(), "yard zha"), n -> n % 3 == 0 && n % 2 == 1);
        assertThat(found(all(Map.of(), "位液"))).isEmpty();
        assertThat(found(all(Map.of(), "evel"))).isEmpty();
        assertThat(all(Map.of(), " --\"* ()").hasWords()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "100", "999", "1000"})
    void pagesGoOnWhereTheOneBeforeEnded(int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        Search.After after = null;
        do {
            List<PastOccurrence> page = found(new Search(0, Long.MAX_VALUE, Map.of(), "", after, limit));
            List<PastOccurrence> kept = page.subList(0, Math.min(limit, page.size()));
            kept.forEach(past -> ids.add(past.id()));
            PastOccurrence last = kept.get(kept.size() - 1);
            String cursor = new Search.After(last.raisedMs(), last.seq()).cursor();
            after = page.size() > limit ? Search.After.of(cursor).orElseThrow() : null;
        } while (after != null);
        assertThat(ids).containsExactlyElementsOf(expected(n -> true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MS4y!", "MS4", "'; DROP TABLE occurrence; --", "LTEuMA==x"})
    void aCursorOfSomebodyElseIsNone(String cursor) {
        assertThat(Search.After.of(cursor)).isEmpty();
    }

    private static final List<String> HOSTILE = List.of(
            "' OR '1'='1",
            "'; DROP TABLE occurrence; --",
            "x' UNION SELECT * FROM reply --",
            "\" OR text MATCH \"level",
            "level\" OR \"high",
            "text : level",
            "NEAR(level high, 1)",
            "level NOT high",
            ":tag",
            "?9999",
            "%",
            "_",
            "\\",
            "\u0000",
            "x\u0000' OR 1=1 --",
            "<tag>",
            "${x}",
            "*");

    @ParameterizedTest
    @EnumSource(Filter.class)
    void nothingThatIsAskedBecomesSql(Filter filter) throws Exception {
        for (String hostile : HOSTILE) {
            assertThat(found(all(Map.of(filter, hostile), ""))).as(hostile).isEmpty();
            assertThat(found(all(Map.of(filter, hostile), "level"))).as(hostile).isEmpty();
        }
        assertThat(found(all(Map.of(), ""))).hasSize(OCCURRENCES);
    }

    @Test
    void nothingThatIsTypedBecomesAQuestionOfTheIndexItself() throws Exception {
        for (String hostile : HOSTILE) {
            Search search = all(Map.of(), hostile);
            if (search.hasWords()) {
                assertThat(found(search)).as(hostile).isEmpty();
            }
        }
        assertThat(found(all(Map.of(), "level OR yard"))).isEmpty();
        assertThat(found(all(Map.of(), "level AND yard"))).isEmpty();
    }

    @Test
    void everyFilterHasANameOfItsOwn() {
        Set<String> names = new HashSet<>();
        for (Filter filter : Filter.values()) {
            assertThat(names.add(filter.parameter())).as(filter.parameter()).isTrue();
        }
    }

    /** The figures are printed, not judged: machines differ. */
    @Test
    void speedOfAHundredThousandEvents() throws Exception {
        Path place = Files.createDirectories(folder.resolve("speed"));
        try (SampleLog many = new SampleLog(place.resolve("events"))) {
            many.occurrences(0, 43_000);
            HistoryFile large = new HistoryFile(place.resolve("history"));
            long start = System.nanoTime();
            try (Follower follower = new Follower(large, many)) {
                follower.open();
                while (follower.turn()) {
                    assertThat(follower.position()).isPositive();
                }
                print("%d records followed in %d ms, %d MiB", follower.position(), start, size(place));
            }
            time(large, "newest 100", all(Map.of(), ""));
            time(large, "a tag", all(Map.of(Filter.TAG, "T-007.LEVEL"), ""));
            time(large, "an operator", all(Map.of(Filter.OPERATOR, "zhang"), ""));
            time(large, "acknowledged", all(Map.of(Filter.TYPE, "ACKNOWLEDGED"), ""));
            time(large, "raised", all(Map.of(Filter.TYPE, "RAISED"), ""));
            time(large, "none of that type", all(Map.of(Filter.TYPE, "MISSED"), ""));
            time(large, "still standing", all(Map.of(Filter.STATE, "ACK_ACTIVE"), ""));
            time(large, "a word of all", all(Map.of(), "液位"));
            time(large, "a word of few", all(Map.of(), "泄漏"));
            time(large, "a word of none", all(Map.of(), "爆炸"));
            long half = SampleLog.T0 + 20_000 * SampleLog.STEP_MS;
            time(
                    large,
                    "a page in the middle",
                    new Search(0, Long.MAX_VALUE, Map.of(), "", new Search.After(half, Long.MAX_VALUE), 100));
        }
    }

    private static long size(Path place) throws Exception {
        return Files.size(place.resolve("history/alarms.db")) >> 20;
    }

    private static void time(HistoryFile large, String what, Search search) throws Exception {
        Search page = new Search(search.fromMs(), search.toMs(), search.filters(), search.text(), search.after(), 100);
        large.read(page::ask);
        long start = System.nanoTime();
        int found = large.read(page::ask).size();
        print("search " + what + ": %d found in %d ms%s", found, start, "");
    }

    private static void print(String format, long count, long startNs, Object more) {
        System.out.printf(java.util.Locale.ROOT, format + "%n", count, (System.nanoTime() - startNs) / 1_000_000, more);
    }
}
