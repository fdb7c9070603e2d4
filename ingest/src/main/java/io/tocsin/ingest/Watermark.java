package io.tocsin.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to which number nothing of a session is missing on our disk.
 *
 * <p>The numbers of a session begin at 0, unless its gateway says from which number on it still sends. What was heard
 * beyond a gap is remembered in ranges; where there are too many of them the highest is forgotten, which costs a repeat
 * and loses nothing.
 */
final class Watermark {
    /** Before the first number. */
    static final long NOTHING = -1;

    static final int RANGES_MAX = 64;

    private long upTo = NOTHING;
    private int ranges;
    private long[] first = new long[4];
    private long[] last = new long[4];

    long upTo() {
        return upTo;
    }

    /** Takes a number that is durable; false where it was durable before. */
    boolean take(long seq) {
        if (seq == upTo + 1) {
            upTo = seq;
            closeUp();
            return true;
        }
        return seq > upTo && insert(seq);
    }

    /** The gateway will send nothing below this number, whatever we have of it. */
    void startsAt(long seq) {
        if (seq > upTo + 1) {
            upTo = seq - 1;
            closeUp();
        }
    }

    /** A new session: nothing of it is here. */
    void restart() {
        upTo = NOTHING;
        ranges = 0;
    }

    /** Swallows the ranges that the mark has reached. */
    private void closeUp() {
        int reached = 0;
        while (reached < ranges && first[reached] <= upTo + 1) {
            upTo = Math.max(upTo, last[reached]);
            reached++;
        }
        remove(0, reached);
    }

    private boolean insert(long seq) {
        int at = 0;
        while (at < ranges && last[at] < seq - 1) {
            at++;
        }
        if (at == ranges || first[at] > seq + 1) {
            return open(at, seq);
        }
        if (first[at] <= seq && seq <= last[at]) {
            return false;
        }
        first[at] = Math.min(first[at], seq);
        last[at] = Math.max(last[at], seq);
        if (at + 1 < ranges && first[at + 1] == last[at] + 1) {
            last[at] = last[at + 1];
            remove(at + 1, 1);
        }
        return true;
    }

    private boolean open(int at, long seq) {
        if (at == RANGES_MAX) {
            return true;
        }
        if (ranges == first.length && ranges < RANGES_MAX) {
            first = Arrays.copyOf(first, ranges * 2);
            last = Arrays.copyOf(last, ranges * 2);
        }
        int kept = Math.min(ranges, RANGES_MAX - 1);
        System.arraycopy(first, at, first, at + 1, kept - at);
        System.arraycopy(last, at, last, at + 1, kept - at);
        first[at] = seq;
        last[at] = seq;
        ranges = kept + 1;
        return true;
    }

    private void remove(int at, int count) {
        ranges -= count;
        System.arraycopy(first, at + count, first, at, ranges - at);
        System.arraycopy(last, at + count, last, at, ranges - at);
    }

    /** The mark, then the first and the last number of each range beyond it. */
    List<Long> state() {
        List<Long> numbers = new ArrayList<>(1 + 2 * ranges);
        numbers.add(upTo);
        for (int i = 0; i < ranges; i++) {
            numbers.add(first[i]);
            numbers.add(last[i]);
        }
        return List.copyOf(numbers);
    }

    /** What {@link #state} told. */
    static Watermark of(List<Long> numbers) {
        Watermark mark = new Watermark();
        mark.upTo = numbers.get(0);
        for (int i = 1; i < numbers.size(); i += 2) {
            mark.open(mark.ranges, numbers.get(i));
            mark.last[mark.ranges - 1] = numbers.get(i + 1);
        }
        return mark;
    }
}
