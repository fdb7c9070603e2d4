package io.tocsin.config;

import io.tocsin.config.Tag.Range;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tag's measuring range with the fields it was read from. */
record Measured(Range range, Fields own) {
    private static final Text LOW_OR_HIGH = Wording.text("`low` 或 `high`", "`low` or `high`");

    /** Null where the tag has none. */
    static @Nullable Measured read(Fields tag) {
        Fields own = tag.read("range", (node, path, reading) -> Fields.of(node, Shape.RANGE, path, reading));
        if (own == null) {
            return null;
        }
        Range range = new Range(bound(own, "low"), bound(own, "high"), bound(own, "failLow"), bound(own, "failHigh"));
        Measured measured = new Measured(range, own);
        measured.check();
        return measured;
    }

    private static double bound(Fields range, String name) {
        return range.read(name, Values.NUMBER, Double.NaN);
    }

    /** True where being outside is an alarm: failure bounds alone only tell a failed instrument. */
    boolean hasAlarm() {
        return !Double.isNaN(range.low()) || !Double.isNaN(range.high());
    }

    private void check() {
        if (range.low() >= range.high()) {
            refuse("low", range.low(), "high", range.high());
        }
        ordered("failLow", range.failLow(), "low", range.low());
        ordered("high", range.high(), "failHigh", range.failHigh());
        if (range.failLow() >= range.failHigh()) {
            refuse("failLow", range.failLow(), "failHigh", range.failHigh());
        }
        boolean saysOfAlarm =
                Stream.of("onDelay", "offDelay", "priority", "latching").anyMatch(own::has);
        if (!own.has("low") && !own.has("high") && (saysOfAlarm || own.entries().isEmpty())) {
            own.reading().problems().error(own.place(), Wording.expected(LOW_OR_HIGH, Wording.NOTHING));
        }
    }

    private void ordered(String lower, double low, String upper, double high) {
        if (low > high) {
            refuse(lower, low, upper, high);
        }
    }

    private void refuse(String lower, double low, String upper, double high) {
        Text wanted = new Text(lower + " 低于 " + upper, lower + " below " + upper);
        String was = lower + " " + Wording.number(low) + ", " + upper + " " + Wording.number(high);
        own.reading().problems().error(own.place(lower), Wording.expected(wanted, Text.of(was)));
    }
}
