package io.tocsin.server.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same figures as a table, as lists, as a picture and as JSON. */
class KpiViewsTest {
    private static final long SLOT = Kpis.SLOT_MS;

    private final KpiCounter counter = new KpiCounter();

    private static List<String> table(Locale locale, Kpis... logs) {
        List<KpiTable.Column> columns = logs.length == 1
                ? List.of(new KpiTable.Column(new Text("日志", "log"), logs[0]))
                : List.of(
                        new KpiTable.Column(new Text("之前", "before"), logs[0]),
                        new KpiTable.Column(new Text("之后", "after"), logs[1]));
        return KpiTable.lines(columns, locale);
    }

    private static JsonNode json(Kpis kpis) {
        byte[] bytes = Json.object(json -> KpiJson.write(json, kpis));
        return JsonMapper.shared().readTree(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void marksWhatMissesItsTarget() {
        for (int i = 0; i < 11; i++) {
            counter.raised("T-" + i, null, 0);
        }
        assertThat(table(Locale.ENGLISH, counter.ofSpan(0, 8 * SLOT - 1)))
                .contains(
                        "average per slot                        <= 1, at most 2      ~ 1.38",
                        "peak in one slot                        <= 10                ✗ 11",
                        "chattering alarms (times)               0                    ✓ 0");
    }

    @Test
    void showsTwoLogsSideBySide() {
        for (int i = 0; i < 11; i++) {
            counter.raised("T-" + i, Priority.LOW, 0);
        }
        Kpis before = counter.ofLog();
        Kpis after = new KpiCounter().ofSpan(0, 1);
        assertThat(table(Locale.ENGLISH, before, after))
                .contains(
                        "figure                                  target                 before                     after",
                        "peak in one slot                        <= 10                ✗ 11                       ✓ 0",
                        "average per slot                        <= 1, at most 2      ✗ 11.00                    ✓ 0.00",
                        "share of the first ten alarms           <= 5 %               ✗ 90.9 %                     -");
    }

    @Test
    void alignsChineseByThePlacesThatItTakes() {
        List<String> lines = table(Locale.SIMPLIFIED_CHINESE, new KpiCounter().ofSpan(0, 1));
        assertThat(lines.get(0)).isEqualTo("指标                        目标                日志");
        assertThat(lines).contains("单个时段最多                ≤ 10              ✓ 0");
        assertThat(Aligned.width("≤ 10（报警）")).isEqualTo(12);
    }

    @Test
    void aPriorityThatNobodyAcknowledgedHasNoLine() {
        counter.raised("a", Priority.HIGH, 0);
        counter.raised("b", Priority.LOW, 0);
        counter.acknowledged("a", 3_723_000);
        assertThat(table(Locale.ENGLISH, counter.ofLog()))
                .filteredOn(line -> line.startsWith("time to acknowledge"))
                .singleElement()
                .asString()
                .startsWith("time to acknowledge p50 / p95 (HIGH)")
                .endsWith("1:02:03 / 1:02:03");
    }

    @Test
    void everyBarOfThePictureIsAsHighAsItsPart() {
        raise(0, 1);
        raise(2, 8);
        raise(3, 4);
        assertThat(SlotPicture.lines(counter.ofLog(), Locale.ENGLISH))
                .containsExactly(
                        "▁ █▄", "1970-01-01T00:00:00Z to 1970-01-01T00:40:00Z, 0:10:00 a bar, █ = 8 annunciations");
    }

    @Test
    void aLongPictureStillFitsATerminal() {
        raise(0, 3);
        for (long slots : new long[] {1, 72, 73, 1_000, 10_000, 100_000, 1_000_000}) {
            List<String> lines = SlotPicture.lines(counter.ofSpan(0, slots * SLOT - 1), Locale.ENGLISH);
            assertThat(lines.get(0)).isEqualTo("█");
        }
        raise(999_999, 3);
        assertThat(SlotPicture.lines(counter.ofLog(), Locale.ENGLISH).get(0)).hasSizeBetween(60, 72);
    }

    @Test
    void nothingIsDrawnOfNothing() {
        assertThat(SlotPicture.lines(counter.ofLog(), Locale.ENGLISH)).isEmpty();
        assertThat(KpiLists.lines(counter.ofLog(), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void listsTheFirstTenAndSaysHowManyThereAreMore() {
        raise(0, 12);
        assertThat(KpiLists.lines(counter.ofLog(), Locale.ENGLISH))
                .startsWith("most frequent:", "       1  T-0:H")
                .endsWith("  and 2 more (see --json)");
        assertThat(KpiLists.lines(counter.ofLog(), Locale.CHINESE))
                .contains("结束时未恢复，始于：")
                .endsWith("  另有 2 个（见 --json）");
    }

    @Test
    void jsonHasTheShapeOfTheContract() {
        raise(6, 11);
        counter.cleared("T-0:H", 6 * SLOT + 1);
        counter.raised("T-1:H", Priority.HIGH, 6 * SLOT + 2);
        counter.raised("T-1:H", Priority.HIGH, 6 * SLOT + 3);
        counter.acknowledged("T-1:H", 6 * SLOT + 4);
        JsonNode json = json(counter.ofLog());
        assertThat(json.get("annunciations").intValue()).isEqualTo(13);
        assertThat(json.get("slots").intValue()).isEqualTo(1);
        assertThat(json.get("peak").intValue()).isEqualTo(13);
        assertThat(json.get("slotsOver10").intValue()).isEqualTo(1);
        assertThat(json.get("floods").toString())
                .isEqualTo("[{\"start\":\"1970-01-01T01:00:00.000Z\",\"end\":\"1970-01-01T01:10:00.000Z\"}]");
        assertThat(json.get("chattering").toString()).isEqualTo("{\"T-1:H\":1}");
        assertThat(json.get("fleeting").toString()).isEqualTo("{\"T-0:H\":1}");
        assertThat(json.get("top").get(0).toString()).isEqualTo("{\"alarm\":\"T-1:H\",\"count\":3}");
        assertThat(json.get("standing")).hasSize(10);
        assertThat(json.get("standing").get(0).toString())
                .isEqualTo("{\"alarm\":\"T-10:H\",\"since\":\"1970-01-01T01:00:00.000Z\"}");
        assertThat(json.get("priorities").toString())
                .isEqualTo("{\"CRITICAL\":0,\"HIGH\":2,\"MEDIUM\":0,\"LOW\":0,\"NONE\":11}");
        assertThat(json.get("timeToAcknowledge").toString())
                .isEqualTo("{\"NONE\":{\"count\":1,\"waiting\":10,\"p50Ms\":4,\"p95Ms\":4}}");
        assertThat(json.get("targets").get("peak").stringValue()).isEqualTo("MISSED");
    }

    @Test
    void jsonOfAnEmptyLogHasNullsForSharesOfNothing() {
        JsonNode json = json(counter.ofLog());
        assertThat(json.get("averagePerSlot").isNull()).isTrue();
        assertThat(json.get("topShare").isNull()).isTrue();
        assertThat(json.get("start").isNull()).isTrue();
        assertThat(json.get("annunciations").intValue()).isZero();
    }

    private void raise(long slot, int count) {
        for (int i = 0; i < count; i++) {
            counter.raised("T-" + i + ":H", null, slot * SLOT);
        }
    }
}
