package io.tocsin.bench;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Four limits for each of a number of tags, as primitive arrays and as configuration: HH, H, L, LL, in this order.
 *
 * <p>The tags' ranges differ, so that no value may be folded away. Immutable.
 */
final class Limits {
    static final int PER_TAG = 4;
    static final long ON_DELAY_MS = 2500;

    private static final Condition[] CONDITIONS = {Condition.HH, Condition.H, Condition.L, Condition.LL};
    private static final double[] PLACES = {0.95, 0.85, 0.15, 0.05};
    private static final double DEADBAND = 0.02;
    private static final long MAX_AGE_MS = 300_000;

    private final int tags;

    Limits(int tags) {
        this.tags = tags;
    }

    int tags() {
        return tags;
    }

    double low(int tag) {
        return -(tag % 7);
    }

    double span(int tag) {
        return 10 + tag % 13 * 5;
    }

    double limit(int tag, int place) {
        return low(tag) + PLACES[place] * span(tag);
    }

    double deadband(int tag) {
        return DEADBAND * span(tag);
    }

    static boolean isHigh(int place) {
        return place < 2;
    }

    static String name(int place) {
        return CONDITIONS[place].name();
    }

    String id(int tag) {
        return "PLANT-" + (tag / 100) + ".TAG-" + tag;
    }

    List<Tag> config() {
        List<Tag> all = new ArrayList<>(tags);
        for (int tag = 0; tag < tags; tag++) {
            all.add(tag(tag));
        }
        return List.copyOf(all);
    }

    private Tag tag(int tag) {
        List<ConditionSpec> specs = new ArrayList<>(PER_TAG);
        for (int place = 0; place < PER_TAG; place++) {
            specs.add(new ConditionSpec.Limit(
                    CONDITIONS[place], limit(tag, place), deadband(tag), ON_DELAY_MS, 0, Priority.HIGH, false, false));
        }
        double high = low(tag) + span(tag);
        Tag.Range range = new Tag.Range(low(tag), high, low(tag) - span(tag), high + span(tag));
        return new Tag(id(tag), "LEVEL", "m", range, 1000, MAX_AGE_MS, null, null, null, null, new TreeMap<>(), specs);
    }
}
