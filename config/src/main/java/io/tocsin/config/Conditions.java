package io.tocsin.config;

import io.tocsin.config.ConditionSpec.BadQuality;
import io.tocsin.config.ConditionSpec.Deviation;
import io.tocsin.config.ConditionSpec.Flatline;
import io.tocsin.config.ConditionSpec.OutOfRange;
import io.tocsin.config.ConditionSpec.RateOfChange;
import io.tocsin.config.ConditionSpec.Stale;
import io.tocsin.config.ConditionSpec.State;
import io.tocsin.config.Fields.Parser;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads all conditions of one tag but its limits ({@link Limits}), and adds those that come by default. */
final class Conditions {
    private static final String OFF = "off";
    private static final Text OFF_OR_MAPPING = Wording.text("`off` 或一组“名称: 值”", "`off` or a mapping");

    /** The words of a rate's direction. */
    private enum Direction {
        UP(Condition.ROC_UP),
        DOWN(Condition.ROC_DOWN),
        BOTH(Condition.ROC);

        private final Condition condition;

        Direction(Condition condition) {
            this.condition = condition;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing but the word {@code off}. */
    static final Parser<Boolean> OFF_WORD = Conditions::off;

    private static final Parser<Direction> DIRECTION = Values.word(Direction.class, Direction::word);

    private final Fields tag;
    private final Metric metric;
    private final long intervalMs;
    private final SortedMap<Double, String> states;
    private final double deadband;
    private final long onDelayMs;
    private final long offDelayMs;
    private final List<Watched> all = new ArrayList<>();

    Conditions(Fields tag, Metric metric, long intervalMs, SortedMap<Double, String> states) {
        this.tag = tag;
        this.metric = metric;
        this.intervalMs = intervalMs;
        this.states = states;
        this.deadband = tag.read("deadband", Values.NOT_NEGATIVE, 0.0);
        this.onDelayMs = tag.read("onDelay", Values.DURATION_MS, 0L);
        this.offDelayMs = tag.read("offDelay", Values.DURATION_MS, 0L);
    }

    /** Every condition of the tag, in the order of {@link Condition}. */
    List<Watched> read(@Nullable Measured measured) {
        tag.read("limits", (node, path, reading) -> {
            Fields limits = Fields.of(node, Shape.LIMITS, path, reading);
            if (limits != null) {
                all.addAll(new Limits(tag, limits, metric, deadband).read(this::byDefault));
            }
            return limits;
        });
        deviation();
        ratesOfChange();
        flatline();
        state();
        outOfRange(measured);
        boolean watched = !all.isEmpty();
        badQuality(watched);
        stale(watched);
        all.sort(Comparator.comparing(one -> one.spec().condition()));
        return all;
    }

    private Manner byDefault(Condition condition, boolean latching) {
        return new Manner(onDelayMs, offDelayMs, Manner.defaultPriority(condition), latching);
    }

    private static Manner atOnce(Condition condition) {
        return new Manner(0, 0, Manner.defaultPriority(condition), false);
    }

    private @Nullable Fields fields(String name, Shape shape) {
        return tag.read(name, (node, path, reading) -> Fields.of(node, shape, path, reading));
    }

    private void add(ConditionSpec spec, Fields own) {
        all.add(new Watched(spec, own.place(), own, tag));
    }

    private void deviation() {
        Fields own = fields("deviation", Shape.DEVIATION);
        if (own == null) {
            return;
        }
        Double setpoint = own.required("setpoint", Values.NUMBER);
        Double limit = own.required("limit", Values.POSITIVE);
        double band = own.read("deadband", Values.NOT_NEGATIVE, deadband);
        Manner m = byDefault(Condition.DEV, false).with(own);
        if (setpoint != null && limit != null) {
            add(new Deviation(setpoint, limit, band, m.onDelayMs(), m.offDelayMs(), m.priority(), m.latching()), own);
        }
    }

    private void ratesOfChange() {
        tag.read("rateOfChange", (node, path, reading) -> {
            List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
            for (int i = 0; i < items.size(); i++) {
                Place.Path inside = node instanceof Sequence ? path.item(i) : path;
                Fields own = Fields.of(items.get(i), Shape.RATE_OF_CHANGE, inside, reading);
                if (own != null) {
                    rateOfChange(own);
                }
            }
            return node;
        });
    }

    private void rateOfChange(Fields own) {
        Double perMinute = own.required("perMinute", Values.POSITIVE);
        Long window = own.required("window", Values.POSITIVE_DURATION_MS);
        Condition condition = own.read("direction", DIRECTION, Direction.BOTH).condition;
        double band = own.read("deadband", Values.NOT_NEGATIVE, 0.0);
        Manner m = byDefault(condition, false).with(own);
        if (all.stream().anyMatch(one -> one.is(condition))) {
            Text wanted = Wording.text("每个方向只出现一次", "each direction once");
            Text was = Wording.text("第二个 ", "a second ").with(condition.name());
            tag.reading().problems().error(own.place("direction"), Wording.expected(wanted, was));
        } else if (perMinute != null && window != null) {
            add(
                    new RateOfChange(
                            condition,
                            perMinute,
                            window,
                            band,
                            m.onDelayMs(),
                            m.offDelayMs(),
                            m.priority(),
                            m.latching()),
                    own);
        }
    }

    private void flatline() {
        Fields own = fields("flatline", Shape.FLATLINE);
        if (own == null) {
            return;
        }
        Long window = own.required("window", Values.POSITIVE_DURATION_MS);
        double epsilon = own.read("epsilon", Values.NOT_NEGATIVE, 0.0);
        Manner m = atOnce(Condition.FLAT).withoutDelays(own);
        if (window != null) {
            add(new Flatline(window, epsilon, m.priority(), m.latching()), own);
        }
    }

    private void state() {
        Fields own = fields("state", Shape.STATE);
        if (own == null) {
            return;
        }
        List<Double> values = own.required("alarmValues", new States(states)::alarmValues);
        Manner m = byDefault(Condition.STATE, metric.stateLatches()).with(own);
        boolean onBad = own.read("onBad", Limits.ON_BAD, metric.stateLatches());
        if (values != null) {
            add(new State(values, m.onDelayMs(), m.offDelayMs(), m.priority(), m.latching(), onBad), own);
        }
    }

    private void outOfRange(@Nullable Measured measured) {
        if (measured == null || !measured.hasAlarm()) {
            return;
        }
        Tag.Range range = measured.range();
        Manner m = byDefault(Condition.RANGE, false).with(measured.own());
        add(
                new OutOfRange(range.low(), range.high(), m.onDelayMs(), m.offDelayMs(), m.priority(), m.latching()),
                measured.own());
    }

    private void badQuality(boolean watched) {
        Manner byMetric =
                new Manner(metric.badDelayMs(), metric.badDelayMs(), Manner.defaultPriority(Condition.BAD), false);
        if (isOff("badQuality", watched)) {
            return;
        }
        Fields own = fields("badQuality", Shape.BAD_QUALITY);
        if (own != null || comesByDefault("badQuality", watched)) {
            Manner m = own == null ? byMetric : byMetric.with(own);
            watch(new BadQuality(m.onDelayMs(), m.offDelayMs(), m.priority(), m.latching()), own);
        }
    }

    private void stale(boolean watched) {
        if (isOff("stale", watched)) {
            return;
        }
        long timeout = Math.max(metric.staleTimeoutMs(), 3 * intervalMs);
        Fields own = fields("stale", Shape.STALE);
        if (own != null || comesByDefault("stale", watched)) {
            Manner m = own == null
                    ? atOnce(Condition.STALE)
                    : atOnce(Condition.STALE).withoutDelays(own);
            long said = own == null ? timeout : own.read("timeout", Values.POSITIVE_DURATION_MS, timeout);
            watch(new Stale(said, m.priority(), m.latching()), own);
        }
    }

    private void watch(ConditionSpec spec, @Nullable Fields own) {
        all.add(new Watched(spec, own == null ? tag.place() : own.place(), own, tag));
    }

    private boolean comesByDefault(String name, boolean watched) {
        return watched && metric.watchedByDefault() && !tag.has(name);
    }

    /** True for `off`; a tag that is watched and may go blind unseen is worth a warning. */
    private boolean isOff(String name, boolean watched) {
        if (!tag.isScalar(name)) {
            return false;
        }
        boolean off = tag.read(name, OFF_WORD, false);
        if (off && watched) {
            Text wanted = Wording.text("有报警的位号受监视（" + name + "）", "a tag with alarms to be watched (" + name + ")");
            tag.reading().problems().warning(tag.place(name), Wording.expected(wanted, Text.of("`off`")));
        }
        return true;
    }

    private static @Nullable Boolean off(YamlNode node, Place.Path path, Reading reading) {
        Scalar scalar = Values.scalar(node, OFF_OR_MAPPING, path, reading);
        if (scalar == null || scalar.text().equals(OFF)) {
            return scalar != null;
        }
        Values.refuse(scalar, OFF_OR_MAPPING, path, reading);
        return null;
    }
}
