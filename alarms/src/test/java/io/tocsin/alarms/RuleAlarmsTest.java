package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.AlarmKind;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.Expression;
import io.tocsin.config.Logic;
import io.tocsin.config.Priority;
import io.tocsin.config.Response;
import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.rules.composite.Operand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Alarms of composite rules, and alarms that wait for a rule to hold. */
class RuleAlarmsTest {
    private static final Map<String, String> INPUTS = Map.of("a", "A", "b", "B");

    private static Expression high(String input) {
        return new Expression.Active(input, Condition.H);
    }

    private static Rule rule(String id, String input, Expression expression, Rule.@Nullable Alarm alarm) {
        TreeMap<String, String> inputs = new TreeMap<>(Map.of(input, String.valueOf(INPUTS.get(input))));
        return new Rule(id, inputs, new Logic.Expr(expression), 0, 0, alarm);
    }

    private static Rule.Alarm alarm(Priority priority, @Nullable String when) {
        return new Rule.Alarm("LEAK", priority, new Text("泄漏", "Leak"), "E1", "T-1", "A1", when, Tag.Said.NOTHING);
    }

    private static Rule leak(Priority priority) {
        return new Rule(
                "leak",
                new TreeMap<>(INPUTS),
                new Logic.Expr(new Expression.All(List.of(high("a"), high("b")))),
                0,
                0,
                alarm(priority, null));
    }

    private static Site site(List<Rule> rules, Tag... tags) {
        Site plain = Sites.site(List.of(), tags);
        return new Site(
                plain.park(),
                plain.enterprises(),
                plain.gateways(),
                plain.tanks(),
                plain.tags(),
                Site.Ground.NONE,
                Closure.NONE,
                rules,
                Annunciation.NONE,
                plain.settings(),
                "hash");
    }

    private static Tag tag(String id) {
        return Sites.tag(id, Sites.high(Priority.HIGH, false));
    }

    /** A tag whose alarm waits for a rule. */
    private static Tag waiting(String id, String rule) {
        Tag plain = tag(id);
        Tag.Said said = new Tag.Said(null, Response.NONE, Tag.Basis.NONE, null, rule);
        return new Tag(
                plain.id(),
                plain.metric(),
                plain.unit(),
                plain.range(),
                plain.intervalMs(),
                plain.maxAgeMs(),
                plain.enterprise(),
                plain.gateway(),
                plain.tank(),
                plain.area(),
                plain.states(),
                plain.conditions(),
                new TreeMap<>(Map.of(Condition.H, said)));
    }

    // ---- rules that ring --------------------------------------------------------------------------------------------

    @Test
    void ringsAfterWhatItRestsOnAndShowsWhatItSaw() {
        Bench bench = new Bench(site(List.of(leak(Priority.CRITICAL)), tag("A"), tag("B")));
        bench.good(0, 1_000, 11).good(1, 2_000, 12);
        assertThat(bench.out.said())
                .containsExactly(
                        "A:H RAISED 1000 -> UNACK_ACTIVE",
                        "B:H RAISED 2000 -> UNACK_ACTIVE",
                        "rule:leak RAISED 2000 -> UNACK_ACTIVE");
        AlarmEvent raised = bench.out.last();
        assertThat(raised.definition().condition()).isEqualTo("LEAK");
        assertThat(raised.definition().category()).isEqualTo("PROCESS");
        assertThat(raised.definition().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(raised.definition().enterprise()).isEqualTo("E1");
        assertThat(raised.definition().area()).isEqualTo("A1");
        assertThat(raised.definition().message()).isEqualTo(new Text("泄漏", "Leak"));
        assertThat(raised.told().annunciated()).isTrue();
        assertThat(raised.operands())
                .containsExactly(
                        new Operand("a", "A", 1_000, 11, 0, List.of(Condition.H)),
                        new Operand("b", "B", 2_000, 12, 0, List.of(Condition.H)));
    }

    @Test
    void isAcknowledgedAndReturnsLikeAnyAlarm() {
        Bench bench = new Bench(site(List.of(leak(Priority.HIGH)), tag("A"), tag("B")));
        bench.good(0, 1_000, 11).good(1, 2_000, 12).acknowledge("li.wei", 3_000).good(1, 4_000, 5);
        assertThat(bench.out.said().subList(3, 6))
                .containsExactly(
                        "rule:leak ACKNOWLEDGED 3000 -> ACK_ACTIVE",
                        "B:H CLEARED 4000 -> UNACK_RTN",
                        "rule:leak CLEARED 4000 -> NORMAL");
        assertThat(bench.out.last().operands()).isEmpty();
    }

    @Test
    void isOnlyANameWithoutAnAlarm() {
        Bench bench = new Bench(site(List.of(rule("name", "a", high("a"), null)), tag("A"), tag("B")));
        assertThat(bench.good(0, 1_000, 11).out.said()).containsExactly("A:H RAISED 1000 -> UNACK_ACTIVE");
    }

    @Test
    void isClosedWhenItLeavesTheConfiguration() {
        Bench bench = new Bench(site(List.of(leak(Priority.HIGH)), tag("A"), tag("B")));
        bench.good(0, 1_000, 11).good(1, 2_000, 12).changeTo(3_000, site(List.of(), tag("A"), tag("B")));
        assertThat(bench.out.last().definition().id()).isEqualTo("rule:leak");
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.CONFIG_CHANGED);
    }

    @Test
    void goesOnUnderAChangedConfigurationWithItsNewPriority() {
        Bench bench = new Bench(site(List.of(leak(Priority.MEDIUM)), tag("A"), tag("B")));
        bench.good(0, 1_000, 11).good(1, 2_000, 12).acknowledge("li.wei", 2_500);
        bench.changeTo(3_000, site(List.of(leak(Priority.CRITICAL)), tag("A"), tag("B")));
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.REALARMED);
        assertThat(bench.out.last().definition().priority()).isEqualTo(Priority.CRITICAL);
    }

    @Test
    void hasAKindThatRulesAboutAlarmsCanMatch() {
        Rule rule = leak(Priority.HIGH);
        Rule.Alarm alarm = rule.alarm();
        assertThat(alarm).isNotNull();
        assertThat(AlarmKind.of(rule, java.util.Objects.requireNonNull(alarm)))
                .isEqualTo(new AlarmKind("rule:leak", "PROCESS", null, "T-1", "A1", "E1", null, "LEAK", Priority.HIGH));
    }

    // ---- alarms that wait for a rule --------------------------------------------------------------------------------

    @Test
    void isRecordedAndNotToldWhileTheRuleDoesNotHold() {
        Bench bench = new Bench(site(List.of(rule("moving", "b", high("b"), null)), waiting("A", "moving"), tag("B")));
        bench.good(1, 500, 5).good(0, 1_000, 11);
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.RAISED);
        assertThat(bench.out.last().told().annunciated()).isFalse();
        assertThat(bench.out.last().told().suppression()).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(bench.out.status().people().suppressed().byDesign()).containsExactly("when:moving");
    }

    @Test
    void isToldAsSoonAsTheRuleHoldsAndNoLongerWhenItDoesNot() {
        Bench bench = new Bench(site(List.of(rule("moving", "b", high("b"), null)), waiting("A", "moving"), tag("B")));
        bench.good(1, 500, 5).good(0, 1_000, 11).good(1, 2_000, 11);
        assertThat(bench.out.events).anySatisfy(event -> {
            assertThat(event.definition().id()).isEqualTo("A:H");
            assertThat(event.type()).isEqualTo(AlarmEvent.Type.UNSUPPRESSED);
            assertThat(event.timeMs()).isEqualTo(2_000);
            assertThat(event.told().annunciated()).isTrue();
        });
        bench.good(1, 3_000, 5);
        assertThat(bench.out.events).anySatisfy(event -> {
            assertThat(event.definition().id()).isEqualTo("A:H");
            assertThat(event.type()).isEqualTo(AlarmEvent.Type.SUPPRESSED);
            assertThat(event.timeMs()).isEqualTo(3_000);
        });
    }

    @Test
    void isToldWhenTheRuleHolds() {
        Bench bench = new Bench(site(List.of(rule("moving", "b", high("b"), null)), waiting("A", "moving"), tag("B")));
        bench.good(1, 500, 11).good(0, 1_000, 11);
        assertThat(bench.out.last().definition().id()).isEqualTo("A:H");
        assertThat(bench.out.last().told().annunciated()).isTrue();
    }

    @Test
    void lookAgainWhetherItWaitsWhenTheConfigurationChanges() {
        Rule moving = rule("moving", "b", high("b"), null);
        Bench bench = new Bench(site(List.of(moving), waiting("A", "moving"), tag("B")));
        bench.good(1, 500, 5).good(0, 1_000, 11);
        bench.changeTo(2_000, site(List.of(moving), tag("A"), tag("B")));
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.UNSUPPRESSED);
        bench.changeTo(3_000, site(List.of(moving), waiting("A", "moving"), tag("B")));
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.SUPPRESSED);
    }

    @Test
    void aRulesOwnAlarmMayWaitForAnother() {
        Rule moving = rule("moving", "b", high("b"), null);
        Rule leak = rule("leak", "a", high("a"), alarm(Priority.HIGH, "moving"));
        Bench bench = new Bench(site(List.of(leak, moving), tag("A"), tag("B")));
        bench.good(1, 500, 5).good(0, 1_000, 11);
        assertThat(bench.out.last().definition().id()).isEqualTo("rule:leak");
        assertThat(bench.out.last().told().annunciated()).isFalse();
    }
}
