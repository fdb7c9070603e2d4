package io.tocsin.simulator.plant;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.TankShape;
import java.util.List;
import java.util.Optional;

/** A tank of the site together with the tags that measure it. Immutable. */
record Tank(Site.Tank spec, List<Tag> tags) {
    static Tank of(Site site, Site.Tank spec) {
        return new Tank(
                spec,
                site.tags().stream().filter(tag -> spec.id().equals(tag.tank())).toList());
    }

    TankShape shape() {
        return spec.shape();
    }

    Optional<Tag> first(String metric) {
        return tags.stream()
                .filter(tag -> tag.metric().equals(metric) && Quantity.of(tag) != Quantity.DT)
                .findFirst();
    }

    /** A limit of the level in m; empty where the site sets none. */
    Optional<Double> levelLimitM(Condition condition) {
        return first(Metric.LEVEL).flatMap(tag -> limit(tag, condition).map(value -> value * metres(tag)));
    }

    /** The levels between which the tank is worked; a tank without limits keeps off its bottom and its top. */
    Band workingM() {
        Optional<Tag> level = first(Metric.LEVEL);
        Band band = level.map(Band::of).orElse(new Band(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        double metres = level.map(this::metres).orElse(1.0);
        double low = band.hasLow() ? band.low() * metres : 0.1 * shape().heightM();
        double high = band.hasHigh() ? band.high() * metres : 0.85 * shape().heightM();
        return new Band(low, high);
    }

    /** An emergency spare or an accident pool: its high level is set so low that it can only be meant to be empty. */
    boolean keptEmpty() {
        Optional<Band> band = first(Metric.LEVEL).map(Band::of);
        if (band.isEmpty() || band.get().hasLow()) {
            return false;
        }
        return shape().volumeM3(workingM().high()) <= 0.1 * shape().volumeM3(shape().heightM());
    }

    /** Metres in one unit of a level tag. */
    double metres(Tag level) {
        if ("%".equals(level.unit())) {
            return shape().heightM() / 100;
        }
        if ("mm".equals(level.unit())) {
            return 0.001;
        }
        return "cm".equals(level.unit()) ? 0.01 : 1;
    }

    private static Optional<Double> limit(Tag tag, Condition condition) {
        return tag.conditions().stream()
                .filter(spec -> spec.condition() == condition)
                .filter(ConditionSpec.Limit.class::isInstance)
                .map(spec -> ((ConditionSpec.Limit) spec).value())
                .findFirst();
    }
}
