package io.tocsin.simulator.plant;

import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;

/**
 * The open interval inside which a tag is calm: above every low limit, below every high one. Infinite on a side
 * without a limit.
 */
record Band(double low, double high) {
    static Band of(Tag tag) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (ConditionSpec condition : tag.conditions()) {
            if (condition instanceof ConditionSpec.Limit limit && limit.high()) {
                high = Math.min(high, limit.value());
            } else if (condition instanceof ConditionSpec.Limit limit) {
                low = Math.max(low, limit.value());
            } else if (condition instanceof ConditionSpec.Deviation deviation) {
                low = Math.max(low, deviation.setpoint() - deviation.limit());
                high = Math.min(high, deviation.setpoint() + deviation.limit());
            }
        }
        return new Band(low, high);
    }

    boolean hasLow() {
        return low > Double.NEGATIVE_INFINITY;
    }

    boolean hasHigh() {
        return high < Double.POSITIVE_INFINITY;
    }

    boolean contains(double value) {
        return value > low && value < high;
    }

    /** Open sides closed: by the tag's range where it has one, else at a distance of the other limit's own size. */
    Band closed(Tag tag) {
        double a = hasLow() ? low : rangeLow(tag);
        double b = hasHigh() ? high : rangeHigh(tag);
        if (Double.isNaN(a) && Double.isNaN(b)) {
            return new Band(0, 100);
        }
        if (Double.isNaN(a)) {
            return new Band(b > 0 ? 0 : b - Math.max(1, -b), b);
        }
        return new Band(a, Double.isNaN(b) ? a + Math.max(1, Math.abs(a)) : b);
    }

    /** Where to hold a value that would like to be at {@code wanted} and swing by so much, without nearing a limit. */
    Hold hold(double wanted, double swing) {
        double half = (high - low) / 2;
        double allowed = Math.min(swing, half / 4);
        double centre = Math.max(low + 2 * allowed, Math.min(high - 2 * allowed, wanted));
        return new Hold(centre, allowed);
    }

    /** @param swing the value stays within centre +/- swing */
    record Hold(double centre, double swing) {}

    private static double rangeLow(Tag tag) {
        Tag.Range range = tag.range();
        return range == null ? Double.NaN : range.low();
    }

    private static double rangeHigh(Tag tag) {
        Tag.Range range = tag.range();
        return range == null ? Double.NaN : range.high();
    }
}
