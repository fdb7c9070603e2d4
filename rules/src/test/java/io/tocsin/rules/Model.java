package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What conditions mean, written down as plainly as can be: lists that only grow, every timer looked for among all. Slow
 * on purpose, and shares no code with what it is compared to.
 */
final class Model {
    private static final long NONE = Long.MAX_VALUE;

    private enum Phase {
        NORMAL,
        PENDING,
        ACTIVE,
        RETURNING
    }

    private enum Meaning {
        RAISE,
        RETURN,
        NEITHER,
        UNKNOWN
    }

    private record Good(long at, double v) {}

    private final class Machine {
        final Point point;
        final ConditionSpec spec;
        Phase phase = Phase.NORMAL;
        long since;
        long onset;

        Machine(Point point, ConditionSpec spec) {
            this.point = point;
            this.spec = spec;
        }

        boolean stale() {
            return spec.condition() == Condition.STALE;
        }

        /** The end of the delay that is running, in effective time. */
        long deadline() {
            return switch (phase) {
                case PENDING -> since + spec.onDelayMs();
                case RETURNING -> since + spec.offDelayMs();
                default -> NONE;
            };
        }

        /** The engine time at which something is due by itself. */
        long due() {
            if (stale()) {
                boolean waits = phase == Phase.NORMAL && point.heardAtAll;
                return waits ? point.heard + ((ConditionSpec.Stale) spec).timeoutMs() : NONE;
            }
            return deadline() == NONE ? NONE : deadline() + point.lag;
        }

        void fire() {
            if (stale()) {
                raised(due(), due());
                point.goBlind();
            } else if (phase == Phase.PENDING) {
                raised(deadline(), onset);
            } else {
                cleared(deadline());
            }
        }

        void told(Meaning meaning, long at) {
            if (meaning == Meaning.UNKNOWN) {
                return;
            }
            if (phase == Phase.NORMAL && meaning == Meaning.RAISE) {
                phase = Phase.PENDING;
                since = at;
                onset = at;
                if (spec.onDelayMs() == 0) {
                    fire();
                }
            } else if (phase == Phase.PENDING && meaning != Meaning.RAISE) {
                phase = Phase.NORMAL;
            } else if (phase == Phase.ACTIVE && meaning == Meaning.RETURN) {
                phase = Phase.RETURNING;
                since = at;
                if (spec.offDelayMs() == 0) {
                    fire();
                }
            } else if (phase == Phase.RETURNING && meaning != Meaning.RETURN) {
                phase = Phase.ACTIVE;
            }
        }

        void raised(long at, long from) {
            phase = Phase.ACTIVE;
            said.add(transition(Transition.What.RAISED, at, from));
        }

        void cleared(long at) {
            phase = Phase.NORMAL;
            said.add(transition(Transition.What.CLEARED, at, at));
        }

        /** Walks through the whole backfill once more, and speaks where its last sample is the one that proves it. */
        void missed(List<Step.History> backfill) {
            long from = NONE;
            boolean spoken = false;
            for (int i = 0; i < backfill.size(); i++) {
                Step.History h = backfill.get(i);
                Meaning meaning = point.meaningOfValue(spec, h.value());
                if (meaning == Meaning.UNKNOWN) {
                    return;
                }
                from = from == NONE && meaning == Meaning.RAISE ? h.atMs() : from;
                if (from != NONE && !spoken && h.atMs() - from >= spec.onDelayMs()) {
                    spoken = true;
                    if (i == backfill.size() - 1) {
                        said.add(new Transition(
                                point.tag.id(),
                                spec.condition(),
                                Transition.What.MISSED,
                                from + spec.onDelayMs(),
                                from,
                                h.value(),
                                h.quality().code(),
                                false));
                    }
                }
                if (spoken ? meaning == Meaning.RETURN : meaning != Meaning.RAISE) {
                    from = NONE;
                    spoken = false;
                }
            }
        }

        private Transition transition(Transition.What what, long at, long from) {
            double value = point.good.isEmpty()
                    ? Double.NaN
                    : point.good.get(point.good.size() - 1).v();
            return new Transition(point.tag.id(), spec.condition(), what, at, from, value, point.worth, false);
        }
    }

    private final class Point {
        final Tag tag;
        final List<Machine> machines = new ArrayList<>();
        final List<Good> good = new ArrayList<>();
        final List<Step.History> backfill = new ArrayList<>();
        Step.@Nullable Sample newest;
        boolean heardAtAll;
        long heard;

        long lag;
        int worth;

        Point(Tag tag) {
            this.tag = tag;
            for (ConditionSpec spec : tag.conditions()) {
                machines.add(new Machine(this, spec));
            }
        }

        void goBlind() {
            for (Machine machine : machines) {
                if (machine.phase == Phase.RETURNING) {
                    machine.phase = Phase.ACTIVE;
                }
            }
        }

        void alive(long receiveMs) {
            heard = heardAtAll ? Math.max(heard, receiveMs) : receiveMs;
            heardAtAll = true;
        }

        void endSilence(long receiveMs) {
            for (Machine machine : machines) {
                if (machine.stale() && machine.phase == Phase.ACTIVE) {
                    machine.cleared(receiveMs);
                }
            }
        }

        void take(Step.Sample s) {
            fireBefore(s.atMs());
            newest = s;
            lag = Math.max(0, s.receiveMs() - s.atMs());
            worth = worthOf(s);
            if (worth <= 1) {
                good.add(new Good(s.atMs(), s.value()));
            } else {
                goBlind();
            }
            for (Machine machine : machines) {
                machine.told(worth <= 1 ? meaning(machine.spec, s) : ofBad(machine.spec), s.atMs());
            }
        }

        private void fireBefore(long at) {
            Machine next = earliest();
            while (next != null && next.deadline() <= at) {
                next.fire();
                next = earliest();
            }
        }

        /** The machine whose delay ends first; of several the first in order. */
        private @Nullable Machine earliest() {
            Machine first = null;
            for (Machine machine : machines) {
                if (machine.deadline() < (first == null ? NONE : first.deadline())) {
                    first = machine;
                }
            }
            return first;
        }

        void backfill(Step.Sample s) {
            if (worthOf(s) > 1) {
                return;
            }
            if (!backfill.isEmpty()
                    && s.atMs() < backfill.get(backfill.size() - 1).atMs()) {
                backfill.clear();
            }
            backfill.add(new Step.History(s.tag(), s.atMs(), s.value(), s.quality(), s.receiveMs()));
            machines.forEach(machine -> machine.missed(backfill));
        }

        /** Stamps of our own clock's making, or of one that must have been set with it, go along; another's stay. */
        void adjustClock(long delta) {
            heard = heardAtAll ? heard + delta : heard;
            if (newest == null) {
                return;
            }
            boolean follows = lag == 0 || Math.abs(delta) > tag.maxAgeMs();
            long moved = follows ? delta : lag + delta < 0 ? lag + delta : 0;
            lag = follows ? lag : lag + delta < 0 ? 0 : lag + delta;
            newest = new Step.Sample(newest.tag(), newest.atMs() + moved, newest.value(), newest.quality(), 0);
            good.replaceAll(g -> new Good(g.at() + moved, g.v()));
            for (Machine machine : machines) {
                machine.since += moved;
                machine.onset += moved;
            }
        }

        private int worthOf(Step.Sample s) {
            if (s.quality() == Quality.BAD || s.quality() == Quality.UNREADABLE) {
                return s.quality().code();
            }
            if (Double.isNaN(s.value()) || Double.isInfinite(s.value())) {
                return 3;
            }
            Tag.Range range = tag.range();
            boolean failed = range != null && (s.value() < range.failLow() || s.value() > range.failHigh());
            return failed ? 2 : s.quality().code();
        }

        private Meaning ofBad(ConditionSpec spec) {
            boolean onBad = (spec instanceof ConditionSpec.Limit l && l.raiseOnBad())
                    || (spec instanceof ConditionSpec.State t && t.raiseOnBad());
            boolean raises = spec instanceof ConditionSpec.BadQuality || (onBad && worth == 2);
            return raises ? Meaning.RAISE : Meaning.UNKNOWN;
        }

        private Meaning meaning(ConditionSpec spec, Step.Sample s) {
            if (spec instanceof ConditionSpec.RateOfChange r) {
                return rate(r, s);
            } else if (spec instanceof ConditionSpec.Flatline f) {
                return flat(f);
            }
            return meaningOfValue(spec, s.value());
        }

        Meaning meaningOfValue(ConditionSpec spec, double v) {
            if (spec instanceof ConditionSpec.Limit l) {
                return l.condition() == Condition.L || l.condition() == Condition.LL
                        ? between(v <= l.value(), v > l.value() + l.deadband())
                        : between(v >= l.value(), v < l.value() - l.deadband());
            } else if (spec instanceof ConditionSpec.Deviation d) {
                double off = v > d.setpoint() ? v - d.setpoint() : d.setpoint() - v;
                return between(off >= d.limit(), off < d.limit() - d.deadband());
            } else if (spec instanceof ConditionSpec.State t) {
                boolean alarm = t.alarmValues().stream().anyMatch(value -> value == v);
                return between(alarm, !alarm);
            } else if (spec instanceof ConditionSpec.OutOfRange r) {
                boolean inside = v >= r.low() && v <= r.high();
                return between(!inside, inside);
            }
            return spec instanceof ConditionSpec.BadQuality ? Meaning.RETURN : Meaning.UNKNOWN;
        }

        private Meaning rate(ConditionSpec.RateOfChange r, Step.Sample s) {
            Good reference = null;
            for (Good earlier : good) {
                reference = earlier.at() <= s.atMs() - r.windowMs() ? earlier : reference;
            }
            if (reference == null || s.atMs() - reference.at() > 2 * r.windowMs()) {
                return Meaning.UNKNOWN;
            }
            double rate = (s.value() - reference.v()) / ((s.atMs() - reference.at()) / 60_000.0);
            double speed = r.condition() == Condition.ROC_UP
                    ? rate
                    : r.condition() == Condition.ROC_DOWN ? -rate : Math.max(rate, -rate);
            return between(speed >= r.perMinute(), speed < r.perMinute() - r.deadband());
        }

        private Meaning flat(ConditionSpec.Flatline f) {
            Good anchor = good.get(0);
            for (Good sample : good) {
                anchor = Math.abs(sample.v() - anchor.v()) > f.epsilon() ? sample : anchor;
            }
            Good last = good.get(good.size() - 1);
            if (anchor.at() == last.at()) {
                return Meaning.RETURN;
            }
            return last.at() - anchor.at() >= f.windowMs() ? Meaning.RAISE : Meaning.NEITHER;
        }

        private Meaning between(boolean raises, boolean returns) {
            return raises ? Meaning.RAISE : returns ? Meaning.RETURN : Meaning.NEITHER;
        }
    }

    final List<Transition> said = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private long now = Long.MIN_VALUE;
    private boolean waiting;

    Model(List<Tag> tags) {
        tags.forEach(tag -> points.add(new Point(tag)));
    }

    void apply(Step step) {
        if (step instanceof Step.ClockAdjusted set) {
            now = now == Long.MIN_VALUE ? now : now + set.deltaMs();
            points.forEach(point -> point.adjustClock(set.deltaMs()));
            return;
        }
        now = Math.max(now, step.receiveMs());
        if (step instanceof Step.Started) {
            waiting = true;
            points.forEach(point -> point.alive(step.receiveMs()));
        } else if (step instanceof Step.Drained) {
            waiting = false;
        }
        fireDue();
        if (step instanceof Step.Sample s) {
            sample(points.get(s.tag()), s);
        } else if (step instanceof Step.History h) {
            points.get(h.tag()).backfill(new Step.Sample(h.tag(), h.atMs(), h.value(), h.quality(), h.receiveMs()));
        }
    }

    private void sample(Point point, Step.Sample s) {
        Step.Sample newest = point.newest;
        boolean repeat = newest != null
                && newest.atMs() == s.atMs()
                && (newest.value() == s.value() || (Double.isNaN(newest.value()) && Double.isNaN(s.value())));
        boolean late = newest != null && s.atMs() <= newest.atMs();
        boolean old = s.receiveMs() - s.atMs() > point.tag.maxAgeMs();
        if (repeat || !(late || old)) {
            point.alive(s.receiveMs());
            if (!repeat) {
                point.take(s);
            }
            point.endSilence(s.receiveMs());
        } else if (!late) {
            point.backfill(s);
        }
    }

    private void fireDue() {
        Machine next = nextDue();
        while (!waiting && next != null) {
            next.fire();
            next = nextDue();
        }
    }

    /** Of all that is due the earliest; of several the first in the order of tags and conditions. */
    private @Nullable Machine nextDue() {
        Machine first = null;
        for (Point point : points) {
            for (Machine machine : point.machines) {
                if (machine.due() <= now && (first == null || machine.due() < first.due())) {
                    first = machine;
                }
            }
        }
        return first;
    }
}
