package io.tocsin.rules;

import io.tocsin.config.Condition;
import java.util.ArrayList;
import java.util.List;

/** One condition transition as a value, for comparing. */
record Transition(
        String tag,
        Condition condition,
        What what,
        long timeMs,
        long onsetMs,
        double value,
        int quality,
        boolean byConfiguration) {
    enum What {
        RAISED,
        CLEARED,
        MISSED
    }

    /** As {@code H RAISED 1000}: enough where a test is about times. */
    String brief() {
        return condition + " " + what + " " + timeMs;
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
            add(slot, What.RAISED, timeMs, onsetMs, value, quality, false);
        }

        @Override
        public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
            add(slot, What.CLEARED, timeMs, timeMs, value, quality, byConfiguration);
        }

        @Override
        public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
            add(slot, What.MISSED, timeMs, onsetMs, value, quality, false);
        }

        private void add(int slot, What what, long at, long onset, double value, int quality, boolean config) {
            seen.add(
                    new Transition(plan.tag(slot).id(), plan.condition(slot), what, at, onset, value, quality, config));
        }
    }
}
