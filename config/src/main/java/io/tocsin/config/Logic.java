package io.tocsin.config;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a rule judges its inputs. Immutable; names are those of {@link Rule#inputs()}. */
public sealed interface Logic {
    /** The way in which something may differ or move. */
    enum Direction {
        /** Either way. */
        BOTH,
        /** Rising; the first without the second. */
        UP,
        /** Falling; the second without the first. */
        DOWN
    }

    /** Holds while an expression is true. */
    record Expr(Expression expression) implements Logic {}

    /** Holds while a value moves: over the window it has changed by at least {@code amount}, in the input's unit. */
    record Moving(String input, long windowMs, double amount, Direction direction) implements Logic {}

    /**
     * Holds while a value will be at a limit sooner than people can act.
     *
     * @param limitName as HH; null where the limit is a number of the rule's own
     * @param rising false for a limit that is reached by falling
     * @param withinMs the time that people need
     * @param windowMs over which the slope is taken
     * @param confidence of the slope, one-sided, above 0.5 and below 1: how sure it must be that it moves at all
     */
    record TimeToLimit(
            String input,
            @Nullable String limitName,
            double limit,
            boolean rising,
            long withinMs,
            long windowMs,
            double confidence)
            implements Logic {}

    /**
     * Holds while two that should agree do not.
     *
     * @param limit how far two numbers may lie apart; NaN where both are truths
     */
    record Discrepancy(Expression first, Expression second, double limit, Direction direction) implements Logic {}

    /**
     * Holds while a pressure is not that of the substance's saturation curve at the temperature.
     *
     * @param kPaPerUnit turns the pressure input into kPa
     * @param gauge true where the pressure is above that of the air
     * @param tolerance how far it may lie off, as a share of the absolute pressure of saturation
     */
    record Mismatch(
            String pressure,
            String temperature,
            String substance,
            double kPaPerUnit,
            boolean gauge,
            double tolerance,
            Direction direction)
            implements Logic {}

    /**
     * Holds while what is in tanks has changed over the window by more than what flowed in and out.
     *
     * @param levels one tank, or the tanks of a transfer
     * @param in inputs of flows into them, in m3/h
     * @param out inputs of flows out of them, in m3/h
     * @param limitM3 what may be unaccounted for
     * @param direction UP for a gain, DOWN for a loss
     */
    record Movement(
            List<Level> levels, List<String> in, List<String> out, long windowMs, double limitM3, Direction direction)
            implements Logic {
        public Movement {
            levels = List.copyOf(levels);
            in = List.copyOf(in);
            out = List.copyOf(out);
        }
    }

    /** A level in m and the tank in which it stands. */
    record Level(String input, TankShape shape) {}

    /** Holds once an expression has become true so many times within the window, until it has not any more. */
    record Count(Expression of, int times, long windowMs) implements Logic {}

    /**
     * Holds while an expression is true and one of the sources lies upwind.
     *
     * @param direction input of where the wind comes from, in degrees, 0 for north and 90 for east
     * @param speed input of the wind's speed, in m/s; null where only its direction is known
     * @param sources where something may come from, nearest first
     * @param halfAngleDeg how far off the wind a source may lie
     * @param calmMPerS below it the wind has no direction, and every source is possible
     * @param windowMs over which the wind is averaged
     */
    record Upwind(
            Expression of,
            String direction,
            @Nullable String speed,
            List<Source> sources,
            double halfAngleDeg,
            double calmMPerS,
            long windowMs)
            implements Logic {
        private static final double CIRCLE_DEG = 360;

        public Upwind {
            sources = List.copyOf(sources);
        }

        /**
         * The sources that lie upwind, those that lie best first.
         *
         * @param windDeg where the wind comes from; NaN in a calm: then all of them, the nearest first
         */
        public List<Source> candidates(double windDeg) {
            if (Double.isNaN(windDeg)) {
                return sources;
            }
            return sources.stream()
                    .filter(source -> offDeg(source, windDeg) <= halfAngleDeg)
                    .sorted(Comparator.comparingDouble((Source source) -> offDeg(source, windDeg)))
                    .toList();
        }

        /** How far off the wind it lies, 0 to 180; what stands at the instrument itself lies on every wind. */
        public static double offDeg(Source source, double windDeg) {
            if (source.distanceM() == 0) {
                return 0;
            }
            double apart = Math.abs(source.bearingDeg() - windDeg) % CIRCLE_DEG;
            return Math.min(apart, CIRCLE_DEG - apart);
        }
    }

    /**
     * Where something may come from, as seen from the instrument.
     *
     * @param bearingDeg 0 for north and 90 for east
     */
    record Source(String tank, double bearingDeg, double distanceM) {}

    /**
     * Holds while at least so many of the expressions are true.
     *
     * @param badCounts true where one that cannot be told counts as true
     */
    record Vote(List<Expression> of, int votes, boolean badCounts) implements Logic {
        public Vote {
            of = List.copyOf(of);
        }
    }

    /** The expressions of it. */
    default List<Expression> expressions() {
        if (this instanceof Expr each) {
            return List.of(each.expression());
        } else if (this instanceof Discrepancy each) {
            return List.of(each.first(), each.second());
        } else if (this instanceof Count each) {
            return List.of(each.of());
        } else if (this instanceof Upwind each) {
            return List.of(each.of());
        }
        return this instanceof Vote each ? each.of() : List.of();
    }

    /** Ids of the rules that it names itself, not by way of others. */
    default SortedSet<String> rules() {
        SortedSet<String> rules = new TreeSet<>();
        Deque<Expression> left = new ArrayDeque<>(expressions());
        while (!left.isEmpty()) {
            Expression next = left.remove();
            left.addAll(next.parts());
            if (next instanceof Expression.Holds each) {
                rules.add(each.rule());
            }
        }
        return rules;
    }
}
