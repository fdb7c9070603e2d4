package io.tocsin.ingest;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What went through a decoder since its first message. A copy: safe to hand to another thread.
 *
 * @param messages everything that was decoded, sound or not
 * @param live samples handed on as live, bad ones included
 * @param history samples handed on as history
 * @param unstamped samples that took the time of receipt for want of their own
 * @param missing sequence numbers that were skipped
 * @param late of these, came after all, out of order: what is lost is missing less late
 * @param repeats messages and statuses heard before
 * @param rejected by reason, in the reasons' order; every reason is there
 */
public record Counts(
        long messages,
        long live,
        long history,
        long unstamped,
        long missing,
        long late,
        long repeats,
        Map<Rejection.Reason, Long> rejected) {
    public Counts {
        EnumMap<Rejection.Reason, Long> all = new EnumMap<>(Rejection.Reason.class);
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            all.put(reason, rejected.getOrDefault(reason, 0L));
        }
        rejected = Collections.unmodifiableMap(all);
    }

    /** All zero. */
    public static Counts none() {
        return new Counts(0, 0, 0, 0, 0, 0, 0, Collections.emptyMap());
    }

    /** How often something was rejected for this reason. */
    public long rejected(Rejection.Reason reason) {
        return rejected.getOrDefault(reason, 0L);
    }
}
