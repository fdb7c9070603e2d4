package io.tocsin.config;

import static io.tocsin.config.SiteFiles.condition;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.ConditionSpec.BadQuality;
import io.tocsin.config.ConditionSpec.Limit;
import io.tocsin.config.ConditionSpec.Stale;
import io.tocsin.config.ConditionSpec.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsTest {
    @TempDir
    Path folder;

    private Tag tag(String... fields) {
        return SiteFiles.tag(folder, fields);
    }

    private static List<Condition> conditions(Tag tag) {
        return tag.conditions().stream().map(ConditionSpec::condition).toList();
    }

    private static Limit limit(Tag tag, Condition condition) {
        return (Limit) condition(tag, condition);
    }

    @Test
    void needsNothingButAnId() {
        Tag tag = SiteFiles.tags(folder, "tags: [{tag: A}]\n").tags().get(0);
        assertThat(tag.id()).isEqualTo("A");
        assertThat(tag.metric()).isEqualTo("VALUE");
        assertThat(tag.conditions()).isEmpty();
    }

    @Test
    void namesASiteWithoutAPark() {
        Site site = SiteFiles.tags(folder, "tags: [{tag: A}]\n");
        assertThat(site.park().id()).isEqualTo(Site.UNNAMED);
        assertThat(site.park().zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(site.settings()).isEqualTo(Settings.defaults());
    }

    @Test
    void leavesNoTagBlindByOmission() {
        for (Metric metric : Metric.values()) {
            String name = metric == Metric.OTHER ? "VIBRATION" : metric.name();
            List<Condition> found = conditions(tag("metric: " + name, "limits: {H: 1}"));
            if (metric == Metric.VALUE) {
                assertThat(found).containsExactly(Condition.H);
            } else {
                assertThat(found).as(name).containsExactly(Condition.H, Condition.BAD, Condition.STALE);
            }
        }
    }

    @Test
    void watchesForSilenceWhereverAnyConditionStands() {
        for (String watched : List.of(
                "deviation: {setpoint: 1, limit: 1}",
                "rateOfChange: {perMinute: 1, window: 1m}",
                "flatline: {window: 1m}",
                "state: {alarmValues: [1]}",
                "range: {high: 1}")) {
            assertThat(conditions(tag("metric: LEVEL", watched)))
                    .as(watched)
                    .contains(Condition.STALE, Condition.BAD)
                    .hasSize(3);
        }
    }

    @Test
    void watchesNoTagThatNothingIsWatchedOn() {
        assertThat(conditions(tag("metric: LEVEL", "unit: m", "range: {failLow: 0}")))
                .isEmpty();
    }

    @Test
    void watchesForSilenceWhereItIsWritten() {
        assertThat(conditions(tag("stale: {timeout: 1m}", "badQuality: {}")))
                .containsExactly(Condition.BAD, Condition.STALE);
        assertThat(((Stale) condition(tag("stale: {}"), Condition.STALE)).timeoutMs())
                .isEqualTo(Metric.VALUE.staleTimeoutMs());
    }

    @Test
    void watchesNothingThatWasSwitchedOff() {
        assertThat(conditions(tag("metric: LEVEL", "limits: {H: 1}", "stale: off", "badQuality: off")))
                .containsExactly(Condition.H);
    }

    @Test
    void waitsAtLeastThreeIntervalsBeforeSilenceIsStale() {
        assertThat(stale("metric: LEVEL", "limits: {H: 1}", "interval: 1s")).isEqualTo(minutes(5));
        assertThat(stale("metric: LEVEL", "limits: {H: 1}", "interval: 10m")).isEqualTo(minutes(30));
        assertThat(stale("metric: LEVEL", "limits: {H: 1}", "interval: 10m", "stale: {priority: HIGH}"))
                .isEqualTo(minutes(30));
        assertThat(stale("metric: LEVEL", "limits: {H: 1}", "interval: 10m", "stale: {timeout: 11m}"))
                .isEqualTo(minutes(11));
    }

    private long stale(String... fields) {
        return ((Stale) condition(tag(fields), Condition.STALE)).timeoutMs();
    }

    private static long minutes(int minutes) {
        return Duration.ofMinutes(minutes).toMillis();
    }

    @Test
    void takesTheDelaysOfBadFromTheMetricAndNotFromTheTag() {
        BadQuality level = (BadQuality) condition(tag("metric: LEVEL", "limits: {H: 1}", "onDelay: 1m"), Condition.BAD);
        BadQuality gas = (BadQuality) condition(tag("metric: GAS", "limits: {GAS_L1: 1}"), Condition.BAD);
        assertThat(level.onDelayMs()).isEqualTo(10_000);
        assertThat(level.offDelayMs()).isEqualTo(10_000);
        assertThat(gas.onDelayMs()).isZero();
    }

    @Test
    void letsAnalysersBeLateForHours() {
        assertThat(tag("metric: WATER").maxAgeMs()).isEqualTo(minutes(180));
        assertThat(tag("metric: LEVEL").maxAgeMs()).isEqualTo(minutes(5));
        assertThat(tag("unit: m").maxAgeMs()).isEqualTo(minutes(5));
    }

    @Test
    void latchesGasAndTripsAndNothingElse() {
        assertThat(limit(tag("metric: GAS", "limits: {GAS_L1: 1}"), Condition.GAS_L1)
                        .latching())
                .isTrue();
        assertThat(limit(tag("limits: {GAS_L2: 1}"), Condition.GAS_L2).latching())
                .isTrue();
        assertThat(limit(tag("metric: GAS", "limits: {L: 19.5}"), Condition.L).latching())
                .isTrue();
        assertThat(limit(tag("metric: LEVEL", "limits: {HH: 1}"), Condition.HH).latching())
                .isFalse();
        assertThat(state("SWITCH").latching()).isTrue();
        assertThat(state("TRIP").latching()).isTrue();
        assertThat(state("VALVE").latching()).isFalse();
        for (Condition own : List.of(Condition.RANGE, Condition.BAD, Condition.STALE)) {
            Tag gas = tag("metric: GAS", "range: {high: 9}", "limits: {GAS_L1: 1}");
            assertThat(condition(gas, own).latching()).as(own.name()).isFalse();
        }
    }

    private State state(String metric) {
        return (State) condition(tag("metric: " + metric, "state: {alarmValues: [1]}"), Condition.STATE);
    }

    @Test
    void raisesTheMildestGasLimitAndTripsOnABadSample() {
        Tag two = tag("metric: GAS", "limits: {GAS_L1: 1, GAS_L2: 2}");
        assertThat(limit(two, Condition.GAS_L1).raiseOnBad()).isTrue();
        assertThat(limit(two, Condition.GAS_L2).raiseOnBad()).isFalse();
        Tag oxygen = tag("metric: GAS", "limits: {H: 23.5, L: 19.5, LL: 18}");
        assertThat(limit(oxygen, Condition.L).raiseOnBad()).isTrue();
        assertThat(limit(oxygen, Condition.LL).raiseOnBad()).isFalse();
        assertThat(limit(oxygen, Condition.H).raiseOnBad()).isFalse();
        assertThat(limit(tag("limits: {GAS_L2: 1}"), Condition.GAS_L2).raiseOnBad())
                .isTrue();
        assertThat(limit(tag("metric: LEVEL", "limits: {H: 1}"), Condition.H).raiseOnBad())
                .isFalse();
        assertThat(state("SWITCH").raiseOnBad()).isTrue();
        assertThat(state("VALVE").raiseOnBad()).isFalse();
    }

    @Test
    void givesLimitsTheDeadbandAndDelaysOfTheirTag() {
        Tag tag = tag(
                "deadband: 0.5",
                "onDelay: 15s",
                "offDelay: 2s",
                "limits: {H: 1, HH: {value: 3, deadband: 1, onDelay: 0s, offDelay: 1s}}");
        assertThat(limit(tag, Condition.H))
                .isEqualTo(new Limit(Condition.H, 1, 0.5, 15_000, 2_000, Priority.MEDIUM, false, false));
        assertThat(limit(tag, Condition.HH))
                .isEqualTo(new Limit(Condition.HH, 3, 1, 0, 1_000, Priority.HIGH, false, false));
    }

    @Test
    void ordersConditionsAsTheyAreEvaluated() {
        Tag tag = tag(
                "metric: LEVEL",
                "flatline: {window: 1m}",
                "rateOfChange: [{perMinute: 1, window: 1m, direction: down}, {perMinute: 1, window: 1m, direction: up}]",
                "limits: {LL: 1, L: 2, H: 3, HH: 4, CH: 5}",
                "range: {high: 9}");
        assertThat(conditions(tag)).isSorted().hasSize(11);
    }

    @Test
    void prioritisesByCondition() {
        Map<Priority, List<Condition>> wanted = Map.of(
                Priority.CRITICAL, List.of(Condition.CH, Condition.GAS_L2),
                Priority.HIGH, List.of(Condition.HH, Condition.LL, Condition.GAS_L1, Condition.STATE),
                Priority.MEDIUM,
                        List.of(
                                Condition.H,
                                Condition.L,
                                Condition.DEV,
                                Condition.ROC,
                                Condition.ROC_UP,
                                Condition.ROC_DOWN),
                Priority.LOW, List.of(Condition.FLAT, Condition.RANGE, Condition.BAD, Condition.STALE));
        wanted.forEach((priority, conditions) -> conditions.forEach(
                one -> assertThat(Manner.defaultPriority(one)).as(one.name()).isEqualTo(priority)));
        assertThat(wanted.values().stream().mapToInt(List::size).sum()).isEqualTo(Condition.values().length);
    }

    @Test
    void namesOneStateForSeveralValues() {
        Tag tag = tag("states: {0: NORMAL, 2: TRIPPED, 3: TRIPPED}", "state: {alarmValues: [TRIPPED, 9, 2]}");
        State state = (State) condition(tag, Condition.STATE);
        assertThat(state.alarmValues()).isEqualTo(Arrays.asList(2.0, 3.0, 9.0));
    }

    @Test
    void takesTheEnterpriseFromGatewayOrTank() {
        String park = "enterprises: [{id: E}]\ngateways: [{id: G, enterprise: E}]\n"
                + "tanks: [{id: T, enterprise: E, geometry: {shape: sphere, diameter: 1}, maxFill: 1}]\n";
        String tags = "tags: [{tag: A, gateway: G}, {tag: B, tank: T}, {tag: C}]\n";
        Site site = SiteFiles.site(folder, Map.of("park.yaml", park, "tags.yaml", tags));
        assertThat(site.tags()).extracting(Tag::enterprise).containsExactly("E", "E", null);
    }

    @Test
    void sharesWhatAnAnchorNames() {
        String tags = "tags:\n  - tag: A\n    limits: &same {H: 1}\n  - tag: B\n    limits: *same\n";
        List<Tag> both = SiteFiles.tags(folder, tags).tags();
        assertThat(both.get(1).conditions()).isEqualTo(both.get(0).conditions());
    }

    @Test
    void letsAGatewaySendWhatAnyMayWhereItHasNoRateOfItsOwn() {
        Site site = SiteFiles.site(
                folder,
                Map.of(
                        "park.yaml",
                        "{enterprises: [{id: E}], gateways: [{id: A, enterprise: E},"
                                + " {id: B, enterprise: E, rateMessages: 7, rateBytes: off}]}",
                        "tags.yaml",
                        "tags: [{tag: T}]",
                        "tocsin.yaml",
                        "ingest: {rateMessages: off, rateBurst: 5s}"));
        assertThat(site.gateways().get(0).rate())
                .isEqualTo(site.settings().ingest().rate())
                .isEqualTo(new Rate(Rate.UNLIMITED, 16L << 20, 5_000));
        assertThat(site.gateways().get(1).rate()).isEqualTo(new Rate(7, Rate.UNLIMITED, 5_000));
    }
}
