package io.tocsin.ingest;

import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param dropped messages of a source that sent more than it may, by {@link RateExcess#source()}; of such as did not,
 *     nothing is there
 */
public record Counts(
        long messages,
        long live,
        long history,
        long unstamped,
        long missing,
        long late,
        long repeats,
        Map<Rejection.Reason, Long> rejected,
        SortedMap<String, Long> dropped) {
    public Counts {
        EnumMap<Rejection.Reason, Long> all = new EnumMap<>(Rejection.Reason.class);
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            all.put(reason, rejected.getOrDefault(reason, 0L));
        }
        rejected = Collections.unmodifiableMap(all);
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }

    void write(StateWriter out) {
        out.putLong(messages);
        out.putLong(live);
        out.putLong(history);
        out.putLong(unstamped);
        out.putLong(missing);
        out.putLong(late);
        out.putLong(repeats);
        out.putInt(rejected.size());
        rejected.forEach((reason, count) -> {
            out.putText(reason.name());
            out.putLong(count);
        });
        out.putInt(dropped.size());
        dropped.forEach((source, count) -> {
            out.putText(source);
            out.putLong(count);
        });
    }

    static Counts read(StateReader in) {
        long[] sums = new long[7];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.takeLong();
        }
        EnumMap<Rejection.Reason, Long> rejected = new EnumMap<>(Rejection.Reason.class);
        int reasons = in.takeInt();
        for (int i = 0; i < reasons; i++) {
            rejected.put(Rejection.Reason.valueOf(in.takeText()), in.takeLong());
        }
        SortedMap<String, Long> dropped = new TreeMap<>();
        int sources = in.takeInt();
        for (int i = 0; i < sources; i++) {
            dropped.put(in.takeText(), in.takeLong());
        }
        return new Counts(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], rejected, dropped);
    }

    /** All zero. */
    public static Counts none() {
        return new Counts(0, 0, 0, 0, 0, 0, 0, Collections.emptyMap(), Collections.emptySortedMap());
    }

    /** How often something was rejected for this reason. */
    public long rejected(Rejection.Reason reason) {
        return rejected.getOrDefault(reason, 0L);
    }

    /** How many messages of this source were dropped because it sent more than it may. */
    public long dropped(String source) {
        return dropped.getOrDefault(source, 0L);
    }
}
