package io.tocsin.server.check;

import io.tocsin.config.TableTest.Expected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays what was expected beside what was, both by time. Two are the same transition where time, alarm and state are the
 * same; of one alarm and time their order counts, of different alarms at one time it says nothing and does not.
 */
final class Alignment {
    private final List<Happened> happened;
    private final boolean[] paired;
    private final List<Row> rows = new ArrayList<>();
    private int next;

    private Alignment(List<Happened> happened) {
        this.happened = happened;
        this.paired = new boolean[happened.size()];
    }

    /** Both lists by time, as are the rows. */
    static List<Row> of(List<Expected> expected, List<Happened> happened) {
        Alignment alignment = new Alignment(happened);
        for (Expected one : expected) {
            alignment.restBefore(one.atMs());
            alignment.rows.add(new Row(one.atMs(), one, alignment.take(one)));
        }
        alignment.restBefore(Long.MAX_VALUE);
        return alignment.rows;
    }

    /** What happened before a time and was not expected. */
    private void restBefore(long atMs) {
        while (next < happened.size() && happened.get(next).atMs() < atMs) {
            if (!paired[next]) {
                rows.add(new Row(happened.get(next).atMs(), null, happened.get(next)));
            }
            next++;
        }
    }

    private @Nullable Happened take(Expected expected) {
        int after = lastPaired(expected);
        for (int i = after + 1; i < happened.size() && happened.get(i).atMs() == expected.atMs(); i++) {
            Happened one = happened.get(i);
            if (one.alarm().equals(expected.alarm()) && one.state() == expected.state()) {
                paired[i] = true;
                return one;
            }
        }
        return null;
    }

    /** The last one of this alarm and time that is paired already: none before it may be any more. */
    private int lastPaired(Expected expected) {
        int last = next - 1;
        for (int i = next; i < happened.size() && happened.get(i).atMs() == expected.atMs(); i++) {
            if (paired[i] && happened.get(i).alarm().equals(expected.alarm())) {
                last = i;
            }
        }
        return last;
    }
}
