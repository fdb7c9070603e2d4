package io.tocsin.rules.gates;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What is due when: by due time, then by the end of the stay itself, then in the order of the visits. */
final class Timers {
    static final long NEVER = Long.MAX_VALUE;

    /** @param deadlineMs what is raised carries this time; never after {@code dueMs} */
    record Timer(long dueMs, long deadlineMs, boolean soon, Visit visit) {}

    private final TreeSet<Timer> all = new TreeSet<>(Comparator.comparingLong(Timer::dueMs)
            .thenComparingLong(Timer::deadlineMs)
            .thenComparingLong(timer -> timer.visit().order)
            .thenComparing(Timer::soon));
    private long nextMs = NEVER;

    void add(Timer timer) {
        all.add(timer);
        timer.visit().timers.add(timer);
        nextMs = all.first().dueMs();
    }

    void cancel(Visit visit) {
        all.removeAll(visit.timers);
        visit.timers.clear();
        nextMs = all.isEmpty() ? NEVER : all.first().dueMs();
    }

    /** Our own clock was set: every timer runs as much longer as it would have. */
    void shift(long movedMs) {
        List<Timer> before = List.copyOf(all);
        all.clear();
        before.forEach(timer -> timer.visit().timers.clear());
        nextMs = NEVER;
        before.forEach(timer ->
                add(new Timer(timer.dueMs() + movedMs, timer.deadlineMs() + movedMs, timer.soon(), timer.visit())));
    }

    Timer take() {
        Timer first = all.first();
        all.remove(first);
        first.visit().timers.remove(first);
        nextMs = all.isEmpty() ? NEVER : all.first().dueMs();
        return first;
    }

    long nextMs() {
        return nextMs;
    }
}
