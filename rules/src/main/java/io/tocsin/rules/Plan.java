package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tags of one shard, laid out for the machine: each condition of each tag has a slot, the slots of a tag lie
 * together in the order of {@link Condition}, and what decides a slot stands in primitive arrays. Immutable after
 * construction; safe to share.
 *
 * <p>A slot costs 41 bytes here and 17 in {@link Slots}, so that four limits of a million tags fit in 250 MB.
 */
public final class Plan {
    /** How a slot looks at a value. */
    enum Kind {
        HIGH,
        LOW,
        DEVIATION,
        RATE,
        RATE_UP,
        RATE_DOWN,
        FLAT,
        STATE,
        RANGE,
        BAD,
        STALE
    }

    private final List<Tag> tags;
    final int[] firstSlot;
    final int[] slotTag;
    private final Kind[] kind;
    /** HIGH, LOW, DEVIATION: the limit; rates: per minute; FLAT: epsilon; RANGE: the low end. */
    final double[] limit;
    /** HIGH, LOW, DEVIATION, rates: the deadband; RANGE: the high end. */
    final double[] band;
    /** DEVIATION: the set point, by slot; no longer than the last such slot needs. */
    private double[] setpoint = {};

    final long[] onDelayMs;
    final long[] offDelayMs;
    final boolean[] raiseOnBad;
    /** True where a condition of the tag has to be shown every good value: a rate, a run. */
    final boolean[] remembers;

    final double[] failLow;
    final double[] failHigh;
    /** The slot of the tag's STALE condition, -1 where it has none. */
    final int[] staleSlot;

    final long[] staleTimeoutMs;

    public Plan(List<Tag> tags) {
        this.tags = List.copyOf(tags);
        int tagCount = tags.size();
        int slots = tags.stream().mapToInt(tag -> tag.conditions().size()).sum();
        firstSlot = new int[tagCount + 1];
        slotTag = new int[slots];
        kind = new Kind[slots];
        limit = new double[slots];
        band = new double[slots];
        onDelayMs = new long[slots];
        offDelayMs = new long[slots];
        raiseOnBad = new boolean[slots];
        remembers = new boolean[tagCount];
        failLow = new double[tagCount];
        failHigh = new double[tagCount];
        staleSlot = new int[tagCount];
        staleTimeoutMs = new long[tagCount];
        int slot = 0;
        for (int tag = 0; tag < tagCount; tag++) {
            slot = layTag(tag, this.tags.get(tag), slot);
        }
    }

    private int layTag(int index, Tag tag, int first) {
        firstSlot[index] = first;
        Tag.Range range = tag.range();
        failLow[index] = range == null ? Double.NaN : range.failLow();
        failHigh[index] = range == null ? Double.NaN : range.failHigh();
        staleSlot[index] = -1;
        int slot = first;
        Condition before = null;
        for (ConditionSpec spec : tag.conditions()) {
            if (before != null && before.compareTo(spec.condition()) >= 0) {
                throw new IllegalArgumentException("expected conditions in order and once each, tag=" + tag.id());
            }
            before = spec.condition();
            laySlot(slot, index, spec);
            slot++;
        }
        firstSlot[index + 1] = slot;
        return slot;
    }

    private void laySlot(int slot, int tag, ConditionSpec spec) {
        slotTag[slot] = tag;
        onDelayMs[slot] = spec.onDelayMs();
        offDelayMs[slot] = spec.offDelayMs();
        if (spec instanceof ConditionSpec.Limit s) {
            lay(slot, s.high() ? Kind.HIGH : Kind.LOW, s.value(), s.deadband());
            raiseOnBad[slot] = s.raiseOnBad();
        } else if (spec instanceof ConditionSpec.Deviation s) {
            lay(slot, Kind.DEVIATION, s.limit(), s.deadband());
            setpoint = Arrays.copyOf(setpoint, Math.max(setpoint.length, slot + 1));
            setpoint[slot] = s.setpoint();
        } else if (spec instanceof ConditionSpec.RateOfChange s) {
            lay(slot, direction(s), s.perMinute(), s.deadband());
            remembers[tag] = true;
        } else if (spec instanceof ConditionSpec.Flatline s) {
            lay(slot, Kind.FLAT, s.epsilon(), 0);
            remembers[tag] = true;
        } else if (spec instanceof ConditionSpec.State s) {
            lay(slot, Kind.STATE, 0, 0);
            raiseOnBad[slot] = s.raiseOnBad();
        } else if (spec instanceof ConditionSpec.OutOfRange s) {
            lay(slot, Kind.RANGE, s.low(), s.high());
        } else if (spec instanceof ConditionSpec.BadQuality) {
            lay(slot, Kind.BAD, 0, 0);
        } else if (spec instanceof ConditionSpec.Stale s) {
            lay(slot, Kind.STALE, 0, 0);
            staleSlot[tag] = slot;
            staleTimeoutMs[tag] = s.timeoutMs();
        }
    }

    private static Kind direction(ConditionSpec.RateOfChange spec) {
        return switch (spec.condition()) {
            case ROC_UP -> Kind.RATE_UP;
            case ROC_DOWN -> Kind.RATE_DOWN;
            default -> Kind.RATE;
        };
    }

    private void lay(int slot, Kind slotKind, double slotLimit, double slotBand) {
        kind[slot] = slotKind;
        limit[slot] = slotLimit;
        band[slot] = slotBand;
    }

    Kind kind(int slot) {
        return kind[slot];
    }

    double setpoint(int slot) {
        return setpoint[slot];
    }

    /** True where a slot is of one of these kinds. */
    boolean has(Predicate<Kind> wanted) {
        for (Kind each : kind) {
            if (wanted.test(each)) {
                return true;
            }
        }
        return false;
    }

    public List<Tag> tags() {
        return tags;
    }

    public int slots() {
        return kind.length;
    }

    /** The first slot of a tag; its last is the one before the first of the next tag. */
    public int firstSlot(int tag) {
        return firstSlot[tag];
    }

    /** The index of the tag that a slot belongs to. */
    public int tagIndex(int slot) {
        return slotTag[slot];
    }

    /** The tag that a slot belongs to. */
    public Tag tag(int slot) {
        return tags.get(slotTag[slot]);
    }

    public ConditionSpec spec(int slot) {
        int tag = slotTag[slot];
        return tags.get(tag).conditions().get(slot - firstSlot[tag]);
    }

    public Condition condition(int slot) {
        return spec(slot).condition();
    }

    /** The slot of a condition of a tag, -1 where the tag has no such condition. */
    public int slot(int tag, Condition condition) {
        for (int slot = firstSlot[tag]; slot < firstSlot[tag + 1]; slot++) {
            if (condition(slot) == condition) {
                return slot;
            }
        }
        return -1;
    }
}
