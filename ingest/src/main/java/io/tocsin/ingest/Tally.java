package io.tocsin.ingest;

import io.tocsin.ingest.Rejection.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The running counters behind {@link Counts}. */
final class Tally {
    /** Room for a counter at each reason's code. */
    static final int CODES =
            Arrays.stream(Reason.values()).mapToInt(Reason::code).max().orElse(0) + 1;

    long messages;
    long live;
    long history;
    long unstamped;
    long missing;
    long late;
    long repeats;
    private final long[] rejected = new long[CODES];
    private final SortedMap<String, Long> dropped;

    Tally(Counts from) {
        messages = from.messages();
        live = from.live();
        history = from.history();
        unstamped = from.unstamped();
        missing = from.missing();
        late = from.late();
        repeats = from.repeats();
        dropped = new TreeMap<>(from.dropped());
        from.rejected().forEach((reason, count) -> rejected[reason.code()] = count);
    }

    void rejected(long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            rejected[i] += counts[i];
        }
    }

    void dropped(String source, long messages) {
        rejected[Reason.RATE_EXCEEDED.code()] += messages;
        dropped.merge(source, messages, Long::sum);
    }

    Counts counts() {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            byReason.put(reason, rejected[reason.code()]);
        }
        return new Counts(messages, live, history, unstamped, missing, late, repeats, byReason, dropped);
    }
}
