package io.tocsin.rules;

import io.tocsin.config.Condition;
import java.util.ArrayList;
import java.util.List;

/** One condition transition as a value, for comparing. */
record Transition(
        String tag,
        Condition condition,
        boolean raised,
        long timeMs,
        long onsetMs,
        double value,
        int quality,
        boolean byConfiguration) {

    /** As {@code H RAISED 1000}: enough where a test is about times. */
    String brief() {
        return condition + (raised ? " RAISED " : " CLEARED ") + timeMs;
    }

    /** Writes down what a {@link Conditions} says. */
    static final class Recorder implements ConditionSink {
        final List<Transition> seen = new ArrayList<>();
        private final Plan plan;

        Recorder(Plan plan) {
            this.plan = plan;
        }

        @Override
        public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
            add(slot, true, timeMs, onsetMs, value, quality, false);
        }

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
            add(slot, false, timeMs, timeMs, value, quality, byConfiguration);
        }

        private void add(int slot, boolean raised, long at, long onset, double value, int quality, boolean config) {
            seen.add(new Transition(
                    plan.tag(slot).id(), plan.condition(slot), raised, at, onset, value, quality, config));
        }
    }
}
