package io.tocsin.config;

import io.tocsin.config.ConditionSpec.Limit;
import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Mapping;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the limits of one tag: each a bare number or a mapping. */
final class Limits {
    /** {@code raise} or {@code ignore}. */
    static final Parser<Boolean> ON_BAD = (node, path, reading) -> {
        String word = Values.word(List.of("raise", "ignore")).parse(node, path, reading);
        return word == null ? null : Boolean.valueOf(word.equals("raise"));
    };

    /** Mildest first: the one that a gas detector's bad sample raises by default. */
    private static final List<Condition> MILDEST_FIRST = List.of(
            Condition.GAS_L1, Condition.GAS_L2, Condition.L, Condition.LL, Condition.H, Condition.HH, Condition.CH);

    private static final Text NUMBER_OR_MAPPING = Wording.text("数值或一组“名称: 值”", "a number or a mapping");

    private final Fields tag;
    private final Fields limits;
    private final Metric metric;
    private final double deadband;

    Limits(Fields tag, Fields limits, Metric metric, double deadband) {
        this.tag = tag;
        this.limits = limits;
        this.metric = metric;
        this.deadband = deadband;
    }

    /** The manner of a condition that says nothing itself. */
    interface Defaults {
        Manner of(Condition condition, boolean latching);
    }

    List<Watched> read(Defaults defaults) {
        List<Watched> all = new ArrayList<>();
        for (String name : Shape.LIMITS.names()) {
            Condition condition = Condition.valueOf(name);
            Manner manner = defaults.of(condition, isGas(condition));
            Watched limit = limits.read(name, (node, path, at) -> limit(condition, manner, node, path, at));
            if (limit != null) {
                all.add(limit);
            }
        }
        return all;
    }

    private @Nullable Watched limit(Condition condition, Manner manner, YamlNode node, Path path, Reading reading) {
        Place at = reading.place(node, path);
        if (node instanceof Sequence) {
            Values.refuse(node, NUMBER_OR_MAPPING, path, reading);
            return null;
        }
        if (!(node instanceof Mapping)) {
            Double value = Values.NUMBER.parse(node, path, reading);
            boolean onBad = raisesOnBad(condition);
            return value == null ? null : new Watched(spec(condition, value, deadband, manner, onBad), at, null, tag);
        }
        Fields own = Fields.of(node, Shape.LIMIT, path, reading);
        if (own == null) {
            return null;
        }
        Double value = own.required("value", Values.NUMBER);
        double band = own.read("deadband", Values.NOT_NEGATIVE, deadband);
        Manner said = manner.with(own);
        boolean onBad = own.read("onBad", ON_BAD, raisesOnBad(condition));
        return value == null ? null : new Watched(spec(condition, value, band, said, onBad), at, own, tag);
    }

    private static Limit spec(Condition condition, double value, double deadband, Manner m, boolean onBad) {
        return new Limit(condition, value, deadband, m.onDelayMs(), m.offDelayMs(), m.priority(), m.latching(), onBad);
    }

    private boolean isGas(Condition condition) {
        return metric.limitsLatch() || condition == Condition.GAS_L1 || condition == Condition.GAS_L2;
    }

    /** Only the mildest limit that the tag has: the sensor is blind, and one alarm says so. */
    private boolean raisesOnBad(Condition condition) {
        Condition mildest = MILDEST_FIRST.stream()
                .filter(one -> limits.has(one.name()))
                .findFirst()
                .orElse(condition);
        return isGas(condition) && condition == mildest;
    }
}
