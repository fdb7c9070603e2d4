package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.SiteDifference.Change;
import io.tocsin.config.SiteDifference.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the files is called; {@link EveryFieldTest} shows that no field is forgotten. */
class SiteDifferenceTest {
    private static final String TAG = "tags: [{tag: A, unit: m, limits: {H: %s}}, {tag: B}]";

    @TempDir
    private Path folder;

    private Site site(String tags) {
        return site(tags, "{}", "{}");
    }

    private Site site(String tags, String park, String settings) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("tags.yaml", tags);
        texts.put("park.yaml", park);
        texts.put("tocsin.yaml", settings);
        return SiteFiles.site(folder, texts);
    }

    private static List<Change> changes(Site before, Site after) {
        return SiteDifference.of(before, after).changes();
    }

    private static Change changed(String what, String id, String field, String before, String after) {
        return new Change(Kind.CHANGED, what, id, field, before, after);
    }

    @Test
    void theSameTextsInOtherBytesAreNoDifference() {
        Site site = site(TAG.formatted("10"));
        assertThat(SiteDifference.of(site, site("# a word\n" + TAG.formatted("1.0e1")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void namesAFieldByItsPlaceAndUnit() {
        Site before = site(TAG.formatted("12.9"));
        assertThat(changes(before, site(TAG.formatted("{value: 13, onDelay: 5s}"))))
                .containsExactly(
                        changed("tag", "A", "conditions.H.value", "12.9", "13"),
                        changed("tag", "A", "conditions.H.onDelayMs", "0", "5000"));
    }

    @Test
    void saysOfWhatComesAndGoesWhatItIsInOneLine() {
        Site before = site(TAG.formatted("10"));
        Site after = site("tags: [{tag: B}, {tag: C, unit: t, stale: off, badQuality: off, limits: {L: 0.1}}]");
        List<Change> changes = changes(before, after);
        assertThat(changes).extracting(Change::kind).containsExactly(Kind.REMOVED, Kind.ADDED);
        assertThat(changes.get(0).before())
                .startsWith("id=A metric=VALUE unit=m")
                .contains("value=10 ");
        assertThat(changes.get(0).after()).isNull();
        assertThat(changes.get(1))
                .isEqualTo(new Change(
                        Kind.ADDED, "tag", "C", null, null, changes.get(1).after()));
        assertThat(changes.get(1).after())
                .endsWith("conditions={{limit condition=L value=0.1 deadband=0 onDelayMs=0 offDelayMs=0"
                        + " priority=MEDIUM latching=false raiseOnBad=false}}");
    }

    @Test
    void aConditionThatComesIsOneChangeOfItsTag() {
        List<Change> changes =
                changes(site("tags: [{tag: A, limits: {H: 10}}]"), site("tags: [{tag: A, limits: {H: 10, HH: 11}}]"));
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.field()).isEqualTo("conditions.HH");
            assertThat(change.before()).isNull();
            assertThat(change.after()).startsWith("limit condition=HH value=11 ");
        });
    }

    @Test
    void anotherOrderIsAChangeToo() {
        assertThat(changes(site("tags: [{tag: A}, {tag: B}]"), site("tags: [{tag: B}, {tag: A}]")))
                .containsExactly(changed("tag", "", "order", "A B", "B A"));
    }

    @Test
    void aShapeIsCalledByItsName() {
        String park = "tanks: [{id: T, geometry: {shape: %s}, maxFill: 1}]";
        assertThat(changes(
                        site("tags: []", park.formatted("sphere, diameter: 2"), "{}"),
                        site("tags: []", park.formatted("vertical, diameter: 2, height: 3"), "{}")))
                .containsExactly(changed("tank", "T", "shape", "sphere diameterM=2", "vertical diameterM=2 heightM=3"));
    }

    @Test
    void secretsAreNeverShown() {
        Site before = site("tags: []", "{}", "mqtt: {password: first-secret}");
        Site after = site("tags: []", "{}", "{mqtt: {password: other-secret}, series: {token: third-secret}}");
        assertThat(changes(before, after))
                .containsExactly(
                        changed("mqtt", "", "password", "***", "***"), changed("series", "", "token", "***", "***"));
        assertThat(RecordText.of(after.settings())).contains("password=***").doesNotContain("secret");
    }

    @Test
    void aRunningEngineFollowsWhatAMessageMayBeAndNoConnection() {
        Site before = site(TAG.formatted("10"), "{}", "{}");
        Site after = site(
                TAG.formatted("11"), "{}", "{ingest: {maxNesting: 9}, http: {port: 9}, kafka: {bootstrap: 'k:1'}}");
        SiteDifference difference = SiteDifference.of(before, after);
        assertThat(difference.changes()).hasSize(4);
        assertThat(difference.atNextStart().changes())
                .containsExactly(
                        changed("kafka", "", "bootstrap", "127.0.0.1:9092", "k:1"),
                        changed("http", "", "port", "8080", "9"));
    }

    @Test
    void whatIsShownIsBoundedHoweverMuchWasChanged() {
        List<Change> changes = changes(site("tags: []"), site(tags(3_000)));
        List<Change> shown = new SiteDifference(changes).shown();
        assertThat(changes).hasSize(3_000);
        assertThat(shown).hasSizeBetween(100, 1_000);
        assertThat(shown.stream()
                        .mapToInt(change -> String.valueOf(change.after()).length())
                        .sum())
                .isLessThan(96 << 10);
        assertThat(shown).allMatch(change -> String.valueOf(change.after()).length() <= 401);
    }

    @Test
    void aThousandSmallChangesAreShown() {
        List<Change> changes = IntStream.range(0, 1_500)
                .mapToObj(i -> changed("tag", "T" + i, "unit", "m", "t"))
                .toList();
        assertThat(new SiteDifference(changes).shown()).isEqualTo(changes.subList(0, 1_000));
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{tag: T" + i + ", limits: {H: 1, HH: 2, L: 0}}")
                .collect(Collectors.joining(", ", "tags: [", "]"));
    }

    @Test
    void numbersAreWrittenWithTheFewestDigits() {
        assertThat(List.of(0.1, 12.9, 2.0e-3, 1e21, 1e300, -0.5, 0.0, 1.0 / 3))
                .extracting(RecordText::number)
                .containsExactly("0.1", "12.9", "0.002", "1E+21", "1E+300", "-0.5", "0", "0.3333333333333333");
    }
}
