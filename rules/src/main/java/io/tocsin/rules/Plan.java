package io.tocsin.rules;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The tags of one shard, laid out for the machine: each condition of each tag has a slot, the slots of a tag lie
 * together in the order of {@link Condition}, and what decides a slot stands in primitive arrays. Immutable after
 * construction; safe to share.
 *
 * <p>A slot costs 24 bytes here and 17 in {@link Slots}, so that four limits of a million tags fit in 170 MB.
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
    /** Which of the manners a slot has: thousands of slots share a few. */
    private final int[] manner;

    private final Manner[] manners;
    /** Limit and band of each slot, beside one another. */
    private final double[] terms;
    /** DEVIATION: the set point, by slot; no longer than the last such slot needs. */
    private double[] setpoint = {};

    /** True where a condition of the tag has to be shown every good value: a rate, a run. */
    final boolean[] remembers;

    final double[] failLow;
    final double[] failHigh;
    /** The slot of the tag's STALE condition, -1 where it has none. */
    final int[] staleSlot;

    final long[] staleTimeoutMs;

    /** What slots have in common, whatever their limits. */
    private record Manner(Kind kind, long onDelayMs, long offDelayMs, boolean raiseOnBad) {
        static Manner of(ConditionSpec spec, Kind kind, boolean raiseOnBad) {
            return new Manner(kind, spec.onDelayMs(), spec.offDelayMs(), raiseOnBad);
        }
    }

    public Plan(List<Tag> tags) {
        this.tags = List.copyOf(tags);
        int tagCount = tags.size();
        int slots = tags.stream().mapToInt(tag -> tag.conditions().size()).sum();
        firstSlot = new int[tagCount + 1];
        slotTag = new int[slots];
        manner = new int[slots];
        terms = new double[2 * slots];
        remembers = new boolean[tagCount];
        failLow = new double[tagCount];
        failHigh = new double[tagCount];
        staleSlot = new int[tagCount];
        staleTimeoutMs = new long[tagCount];
        Map<Manner, Integer> known = new LinkedHashMap<>();
        int slot = 0;
        for (int tag = 0; tag < tagCount; tag++) {
            slot = layTag(tag, this.tags.get(tag), slot, known);
        }
        manners = known.keySet().toArray(Manner[]::new);
    }

    private int layTag(int index, Tag tag, int first, Map<Manner, Integer> known) {
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
            manner[slot] = known.computeIfAbsent(laySlot(slot, index, spec), added -> known.size());
            slot++;
        }
        firstSlot[index + 1] = slot;
        return slot;
    }

    private Manner laySlot(int slot, int tag, ConditionSpec spec) {
        slotTag[slot] = tag;
        if (spec instanceof ConditionSpec.Limit s) {
            layTerms(slot, s.value(), s.deadband());
            return Manner.of(s, s.high() ? Kind.HIGH : Kind.LOW, s.raiseOnBad());
        } else if (spec instanceof ConditionSpec.Deviation s) {
            setpoint = Arrays.copyOf(setpoint, Math.max(setpoint.length, slot + 1));
            setpoint[slot] = s.setpoint();
            layTerms(slot, s.limit(), s.deadband());
            return Manner.of(s, Kind.DEVIATION, false);
        } else if (spec instanceof ConditionSpec.RateOfChange s) {
            remembers[tag] = true;
            layTerms(slot, s.perMinute(), s.deadband());
            return Manner.of(s, direction(s), false);
        } else if (spec instanceof ConditionSpec.Flatline s) {
            remembers[tag] = true;
            layTerms(slot, s.epsilon(), 0);
            return Manner.of(s, Kind.FLAT, false);
        } else if (spec instanceof ConditionSpec.State s) {
            return Manner.of(s, Kind.STATE, s.raiseOnBad());
        } else if (spec instanceof ConditionSpec.OutOfRange s) {
            layTerms(slot, s.low(), s.high());
            return Manner.of(s, Kind.RANGE, false);
        } else if (spec instanceof ConditionSpec.BadQuality s) {
            return Manner.of(s, Kind.BAD, false);
        }
        ConditionSpec.Stale stale = (ConditionSpec.Stale) spec;
        staleSlot[tag] = slot;
        staleTimeoutMs[tag] = stale.timeoutMs();
        return Manner.of(stale, Kind.STALE, false);
    }

    private void layTerms(int slot, double limit, double band) {
        terms[2 * slot] = limit;
        terms[2 * slot + 1] = band;
    }

    private static Kind direction(ConditionSpec.RateOfChange spec) {
        return switch (spec.condition()) {
            case ROC_UP -> Kind.RATE_UP;
            case ROC_DOWN -> Kind.RATE_DOWN;
            default -> Kind.RATE;
        };
    }

    /** HIGH, LOW, DEVIATION: the limit; rates: per minute; FLAT: epsilon; RANGE: the low end. */
    double limit(int slot) {
        return terms[2 * slot];
    }

    /** HIGH, LOW, DEVIATION, rates: the deadband; RANGE: the high end. */
    double band(int slot) {
        return terms[2 * slot + 1];
    }

    long onDelayMs(int slot) {
        return manner(slot).onDelayMs();
    }

    long offDelayMs(int slot) {
        return manner(slot).offDelayMs();
    }

    boolean raisesOnBad(int slot) {
        return manner(slot).raiseOnBad();
    }

    private Manner manner(int slot) {
        return manners[manner[slot]];
    }

    Kind kind(int slot) {
        return manner(slot).kind();
    }

    double setpoint(int slot) {
        return setpoint[slot];
    }

    /** True where a slot is of one of these kinds. */
    boolean has(Predicate<Kind> wanted) {
        return Arrays.stream(manners).anyMatch(each -> wanted.test(each.kind()));
    }

    public List<Tag> tags() {
        return tags;
    }

    public int slots() {
        return slotTag.length;
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
