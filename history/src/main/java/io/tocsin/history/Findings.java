package io.tocsin.history;

import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What history files hold beside samples of known tags: mistakes, tags that nobody asked for, other inputs. Used by the
 * cursor's thread only.
 */
public final class Findings {
    private static final int KEPT_MAX = 100;
    /** Names are the sender's, so their number is bounded; samples of further ones are in the sum only. */
    private static final int UNKNOWN_MAX = 10_000;

    private final OnMistake onMistake;
    private final List<Problem> kept = new ArrayList<>();
    private final TagTable unknown = TagTable.growing(List.of());
    private long[] unknownCounts = new long[16];
    private long mistakeCount;
    private long unknownSamples;
    private long otherInputs;

    Findings(OnMistake onMistake) {
        this.onMistake = onMistake;
    }

    /** The first hundred mistakes, each with file, line, column, and what was expected there. */
    public List<Problem> mistakes() {
        return List.copyOf(kept);
    }

    /** All mistakes. */
    public long mistakeCount() {
        return mistakeCount;
    }

    /** True where a mistake has ended the reading. */
    public boolean stopped() {
        return mistakeCount > 0 && onMistake == OnMistake.STOP;
    }

    /** Samples left out because the table does not hold their tag, by its name; of the first ten thousand names. */
    public SortedMap<String, Long> unknownTags() {
        SortedMap<String, Long> byName = new TreeMap<>();
        for (int i = 0; i < unknown.size(); i++) {
            byName.put(unknown.name(i), unknownCounts[i]);
        }
        return Collections.unmodifiableSortedMap(byName);
    }

    /** Samples left out because the table does not hold their tag. */
    public long unknownSamples() {
        return unknownSamples;
    }

    /** Lines of JSON that are no sample but another kind of input: a gate event, a command. */
    public long otherInputs() {
        return otherInputs;
    }

    /** Mistakes behind the one that stops are nobody's business. */
    void mistake(String file, long line, long column, Text message, @Nullable String nearest) {
        if (stopped()) {
            return;
        }
        mistakeCount++;
        if (kept.size() < KEPT_MAX) {
            int bounded = (int) Math.min(line, Integer.MAX_VALUE);
            kept.add(new Problem(Problem.Severity.ERROR, file, bounded, (int) column, "", message, nearest));
        }
    }

    void unknown(byte[] bytes, int from, int to) {
        unknownSamples++;
        int index = unknown.size() < UNKNOWN_MAX ? unknown.find(bytes, from, to) : unknown.known(bytes, from, to);
        if (index >= unknownCounts.length) {
            unknownCounts = Arrays.copyOf(unknownCounts, 2 * unknownCounts.length);
        }
        if (index >= 0) {
            unknownCounts[index]++;
        }
    }

    void otherInput() {
        otherInputs++;
    }
}
