package io.tocsin.rules.composite;

import io.tocsin.config.Condition;
import java.util.Arrays;
import java.util.List;

/**
 * What a rule saw of one of its inputs.
 *
 * @param name that the rule gives it
 * @param timeMs effective time; {@link Long#MIN_VALUE} where nothing ever came
 * @param value the last good one; NaN where there was none
 * @param worth {@link io.tocsin.rules.Quality#code()} of the newest sample; negative where none ever came
 * @param active conditions, in their order
 */
public record Operand(String name, String tag, long timeMs, double value, int worth, List<Condition> active) {
    public Operand {
        active = List.copyOf(active);
    }

    static List<Condition> conditions(int bits) {
        return Arrays.stream(Condition.values())
                .filter(condition -> (bits & 1 << condition.code()) != 0)
                .toList();
    }
}
