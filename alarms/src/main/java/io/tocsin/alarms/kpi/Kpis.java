package io.tocsin.alarms.kpi;

import io.tocsin.config.Priority;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an alarm log: docs/kpi.md has each formula. Immutable.
 *
 * @param chattering by alarm, in order of their names: annunciations that were the third within a minute
 * @param fleeting by alarm, in order of their names: activations under ten seconds that did not come again within a
 *     minute
 * @param standing raised and not cleared at the end, longest first, ties by name
 * @param acknowledgements the worst priority first; last those without one
 */
public record Kpis(
        Span span,
        Load load,
        Top top,
        Map<String, Long> chattering,
        Map<String, Long> fleeting,
        List<Standing> standing,
        Mix mix,
        List<Acknowledgement> acknowledgements,
        Aside aside) {
    /** The length of a slot. */
    public static final long SLOT_MS = 600_000;

    private static final long LONG_STANDING_MS = 24 * 3_600_000L;

    public Kpis {
        chattering = Collections.unmodifiableMap(new LinkedHashMap<>(chattering));
        fleeting = Collections.unmodifiableMap(new LinkedHashMap<>(fleeting));
        standing = List.copyOf(standing);
        acknowledgements = List.copyOf(acknowledgements);
    }

    static boolean isLongStanding(long sinceMs, long nowMs) {
        return nowMs - sinceMs > LONG_STANDING_MS;
    }

    /** Standing for more than a day at the end. */
    public List<Standing> longStanding() {
        return standing.stream()
                .filter(each -> isLongStanding(each.sinceMs(), span.endMs()))
                .toList();
    }

    /**
     * The time that the figures are about.
     *
     * @param fromMs start of the first slot; -1 where there is none
     * @param toMs end of the last slot; -1 where there is none
     * @param endMs the last moment looked at: of a log its last line; -1 where there is none
     */
    public record Span(long fromMs, long toMs, long endMs) {
        static final Span NONE = new Span(-1, -1, -1);

        public long slots() {
            return (toMs - fromMs) / SLOT_MS;
        }
    }

    /**
     * How much there was to look at.
     *
     * @param peak most annunciations in one slot
     * @param slotsOver10 slots with more than ten
     * @param busy slots with any, in order of time
     */
    public record Load(
            long annunciations, long slots, long peak, long slotsOver10, List<Flood> floods, List<Slot> busy) {
        public Load {
            floods = List.copyOf(floods);
            busy = List.copyOf(busy);
        }

        /** NaN where there is no slot. */
        public double averagePerSlot() {
            return (double) annunciations / slots;
        }

        /** 0 to 1; NaN where there is no slot. */
        public double slotsOver10Share() {
            return (double) slotsOver10 / slots;
        }

        /** The part of the time that was flood, 0 to 1; NaN where there is no slot. */
        public double floodShare() {
            long slotsInFlood = floods.stream()
                    .mapToLong(flood -> (flood.endMs() - flood.startMs()) / SLOT_MS)
                    .sum();
            return (double) slotsInFlood / slots;
        }
    }

    /** From the start of a slot to the start of another, in epoch ms. */
    public record Flood(long startMs, long endMs) {}

    /** A slot and its annunciations. */
    public record Slot(long startMs, long annunciations) {}

    /** An alarm and how often it was annunciated. */
    public record Count(String alarm, long count) {}

    /**
     * The ten alarms that came most often.
     *
     * @param alarms most first, ties by name
     * @param share what they are of all annunciations, 0 to 1; NaN where there are none
     */
    public record Top(List<Count> alarms, double share) {
        public Top {
            alarms = List.copyOf(alarms);
        }
    }

    /** An alarm that stands, and since when. */
    public record Standing(String alarm, long sinceMs) {}

    /**
     * Annunciations by priority.
     *
     * @param counts every priority, worst first
     * @param without annunciations of which the log has no priority
     */
    public record Mix(Map<Priority, Long> counts, long without) {
        public Mix {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }

        public long count(Priority priority) {
            return counts.getOrDefault(priority, 0L);
        }

        /** What the low ones are of those with a priority, 0 to 1; NaN where there are none. */
        public double lowShare() {
            return share(count(Priority.LOW));
        }

        public double mediumShare() {
            return share(count(Priority.MEDIUM));
        }

        /** High and critical ones together. */
        public double highShare() {
            return share(count(Priority.HIGH) + count(Priority.CRITICAL));
        }

        private double share(long part) {
            return (double) part
                    / counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * How long alarms of one priority waited for an acknowledgement, from their first annunciation that had none.
     *
     * @param priority that of the first annunciation; null where the log has none
     * @param count acknowledgements
     * @param waiting alarms not acknowledged at the end
     * @param p50Ms nearest rank; -1 where there was no acknowledgement
     * @param p95Ms nearest rank; -1 where there was no acknowledgement
     */
    public record Acknowledgement(@Nullable Priority priority, long count, long waiting, long p50Ms, long p95Ms) {}

    /**
     * What is in none of the figures.
     *
     * @param suppressed lines RAISED while suppressed
     * @param drills lines RAISED in an exercise
     * @param unmatchedClears lines CLEARED of an alarm that did not stand
     * @param unmatchedAcknowledgements lines ACKNOWLEDGED of an alarm that did not wait for one
     */
    public record Aside(long suppressed, long drills, long unmatchedClears, long unmatchedAcknowledgements) {}
}
