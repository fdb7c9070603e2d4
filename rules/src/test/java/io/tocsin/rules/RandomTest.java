package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tags and inputs: more seeds with {@code -Dseeds=N}. */
class RandomTest {
    private static final int SEEDS = Seeded.seeds(2000);

    @Test
    void saysWhatThePlainModelSaysInTheSameOrder() {
        Seeded.check(SEEDS, RandomCases::of, drawn -> difference(model(drawn), run(drawn)));
    }

    @Test
    void manyTicksInsteadOfOneChangeNothing() {
        Seeded.check(SEEDS / 4, RandomCases::of, drawn -> difference(run(drawn), run(drawn.with(ticked(drawn)))));
    }

    @Test
    void theSameInputsGiveTheSameOutputs() {
        Seeded.check(SEEDS / 4, RandomCases::of, drawn -> difference(run(drawn), run(drawn)));
    }

    @Test
    void aSnapshotAtEveryStepChangesNothing() {
        Seeded.check(SEEDS / 4, RandomCases::of, drawn -> difference(run(drawn), runFromSnapshots(drawn)));
    }

    @Test
    void theSameConfigurationAgainChangesNothing() {
        Seeded.check(SEEDS / 4, RandomCases::of, drawn -> difference(run(drawn), runReconfigured(drawn)));
    }

    @Test
    void nextDueIsNeverLateAndNeverIdle() {
        Seeded.check(SEEDS / 4, RandomCases::of, drawn -> difference(run(drawn), runTickedWhenDue(drawn)));
    }

    @Test
    void theRandomCasesReachEveryCondition() {
        Set<Condition> raised = EnumSet.noneOf(Condition.class);
        Set<Condition> missed = EnumSet.noneOf(Condition.class);
        Set<Condition> cleared = EnumSet.noneOf(Condition.class);
        for (long seed = 0; seed < 100; seed++) {
            for (Transition transition : run(RandomCases.of(seed))) {
                switch (transition.what()) {
                    case RAISED -> raised.add(transition.condition());
                    case CLEARED -> cleared.add(transition.condition());
                    case MISSED -> missed.add(transition.condition());
                }
            }
        }
        assertThat(raised).containsExactlyInAnyOrder(Condition.values());
        assertThat(cleared).containsExactlyInAnyOrder(Condition.values());
        assertThat(missed)
                .as("those that look at the value alone")
                .containsExactlyInAnyOrder(
                        Condition.CH,
                        Condition.HH,
                        Condition.H,
                        Condition.L,
                        Condition.LL,
                        Condition.GAS_L1,
                        Condition.GAS_L2,
                        Condition.DEV,
                        Condition.STATE,
                        Condition.RANGE);
    }

    private static List<Transition> model(Seeded.Case<List<Tag>, Step> drawn) {
        Model model = new Model(drawn.setting());
        drawn.steps().forEach(model::apply);
        return model.said;
    }

    private static List<Transition> run(Seeded.Case<List<Tag>, Step> drawn) {
        Plan plan = new Plan(drawn.setting());
        Transition.Recorder recorder = new Transition.Recorder(plan);
        Conditions conditions = new Conditions(plan, recorder);
        drawn.steps().forEach(step -> step.applyTo(conditions));
        return recorder.seen;
    }

    /** Ticks in between, each a few milliseconds on. */
    private static List<Step> ticked(Seeded.Case<List<Tag>, Step> drawn) {
        List<Step> steps = new ArrayList<>();
        long now = Long.MAX_VALUE;
        for (Step step : drawn.steps()) {
            for (long at = now; at < step.receiveMs() && isTimePassing(step); at += 3) {
                steps.add(new Step.Tick(at));
            }
            now = step.receiveMs();
            steps.add(step);
        }
        return steps;
    }

    /** Not so before a start, for until then the engine was down; nor where the clock was set. */
    private static boolean isTimePassing(Step next) {
        return !(next instanceof Step.Started || next instanceof Step.ClockAdjusted);
    }

    /** Whoever goes on from a snapshot says the same, and would write the same snapshot. */
    private static List<Transition> runFromSnapshots(Seeded.Case<List<Tag>, Step> drawn) {
        Plan plan = new Plan(drawn.setting());
        Transition.Recorder recorder = new Transition.Recorder(plan);
        Conditions conditions = new Conditions(plan, recorder);
        for (Step step : drawn.steps()) {
            step.applyTo(conditions);
            byte[] snapshot = snapshot(conditions);
            Conditions next = new Conditions(plan, recorder);
            StateReader in = new StateReader(snapshot);
            next.read(in);
            assertThat(in.isAtEnd()).isTrue();
            assertThat(snapshot(next)).isEqualTo(snapshot);
            conditions = next;
        }
        return recorder.seen;
    }

    private static byte[] snapshot(Conditions conditions) {
        StateWriter out = new StateWriter();
        conditions.write(out);
        return out.toBytes();
    }

    private static List<Transition> runReconfigured(Seeded.Case<List<Tag>, Step> drawn) {
        Plan plan = new Plan(drawn.setting());
        Transition.Recorder recorder = new Transition.Recorder(plan);
        Conditions conditions = new Conditions(plan, recorder);
        for (Step step : drawn.steps()) {
            step.applyTo(conditions);
            Conditions next = new Conditions(plan, recorder);
            next.adopt(conditions);
            conditions = next;
        }
        return recorder.seen;
    }

    /** As a live engine does: a tick exactly when something is due, and each of them must say something. */
    private static List<Transition> runTickedWhenDue(Seeded.Case<List<Tag>, Step> drawn) {
        Plan plan = new Plan(drawn.setting());
        Transition.Recorder recorder = new Transition.Recorder(plan);
        Conditions conditions = new Conditions(plan, recorder);
        for (Step step : drawn.steps()) {
            while (conditions.nextDueMs() < step.receiveMs() && isTimePassing(step)) {
                int before = recorder.seen.size();
                conditions.tick(conditions.nextDueMs());
                if (recorder.seen.size() == before) {
                    return List.of();
                }
            }
            step.applyTo(conditions);
        }
        return recorder.seen;
    }

    private static @Nullable String difference(List<Transition> expected, List<Transition> was) {
        if (expected.equals(was)) {
            return null;
        }
        int at = 0;
        while (at < Math.min(expected.size(), was.size()) && expected.get(at).equals(was.get(at))) {
            at++;
        }
        return "after " + at + " equal transitions: expected " + expected.subList(at, expected.size()) + ", was "
                + was.subList(at, was.size());
    }
}
