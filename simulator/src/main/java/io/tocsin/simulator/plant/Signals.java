package io.tocsin.simulator.plant;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.Map;
import java.util.Optional;

/** What instruments see that belong to no tank, or whose metric the plant knows nothing about: they keep calm. */
final class Signals {
    private Signals() {}

    /** True where a tag has two states instead of a measuring range. */
    static boolean isDiscrete(Tag tag) {
        return !tag.states().isEmpty()
                || tag.metric().equals(Metric.SWITCH)
                || tag.metric().equals(Metric.VALVE)
                || alarmState(tag).isPresent();
    }

    /** Clean air with a trace of something: a few hundredths of the first limit. */
    static Signal background(Tag tag, Noise noise) {
        Band band = Band.of(tag).closed(tag);
        double trace = 0.03 * Math.max(0, band.high());
        return Wander.about(new Band.Hold(trace, 0.6 * trace), noise);
    }

    static boolean isGas(Tag tag) {
        return tag.conditions().stream().anyMatch(spec -> spec.condition() == Condition.GAS_L1)
                || (tag.metric().equals(Metric.GAS) && !Band.of(tag).hasLow());
    }

    static Signal calm(Tag tag, Noise noise) {
        Band band = Band.of(tag).closed(tag);
        double width = band.high() - band.low();
        return Wander.about(band.hold(band.low() + 0.5 * width, 0.05 * width), noise);
    }

    /** The state that is no alarm; the lowest number unless the site says that it is one. */
    static double normalState(Tag tag) {
        Optional<ConditionSpec.State> alarm = alarmState(tag);
        if (alarm.isEmpty() && tag.metric().equals(Metric.VALVE)) {
            return openState(tag);
        }
        double normal = tag.states().isEmpty() ? 0 : tag.states().firstKey();
        if (alarm.isEmpty() || !alarm.get().alarmValues().contains(normal)) {
            return normal;
        }
        return tag.states().keySet().stream()
                .filter(state -> !alarm.get().alarmValues().contains(state))
                .findFirst()
                .orElse(normal == 0 ? 1.0 : 0.0);
    }

    /** A valve that may stand as it likes is open: something runs through it. */
    static double openState(Tag tag) {
        return tag.states().entrySet().stream()
                .filter(state -> state.getValue().equals("OPEN"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(tag.states().isEmpty() ? 0.0 : tag.states().firstKey());
    }

    static double trippedState(Tag tag) {
        Optional<Double> alarm =
                alarmState(tag).flatMap(state -> state.alarmValues().stream().findFirst());
        return alarm.orElse(normalState(tag) == 0 ? 1.0 : 0.0);
    }

    private static Optional<ConditionSpec.State> alarmState(Tag tag) {
        return tag.conditions().stream()
                .filter(ConditionSpec.State.class::isInstance)
                .map(ConditionSpec.State.class::cast)
                .findFirst();
    }
}
