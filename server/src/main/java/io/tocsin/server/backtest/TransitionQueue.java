package io.tocsin.server.backtest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings transitions into the order of their times and says of each whether a person would have been told.
 *
 * <p>Without receive times they come in order already. Where tags are late by different amounts, one raised first may
 * carry the later time; then transitions wait until nothing earlier can come.
 */
final class TransitionQueue {
    private final AlarmSlots slots;
    private final Consumer<Transition> out;
    private final Queue<Transition> inOrder = new ArrayDeque<>();
    /** Those that came out of order; ties keep the order of coming. */
    private final PriorityQueue<Late> late = new PriorityQueue<>();

    private final List<Transition> moment = new ArrayList<>();
    private final boolean[] active;
    private long newestMs = Long.MIN_VALUE;
    private long arrivals;

    /** A transition with the number of its coming. */
    private record Late(Transition transition, long arrival) implements Comparable<Late> {
        @Override
        public int compareTo(Late other) {
            int byTime = Long.compare(transition.timeMs(), other.transition.timeMs());
            return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
        }
    }

    TransitionQueue(AlarmSlots slots, Consumer<Transition> out) {
        this.slots = slots;
        this.out = out;
        active = new boolean[slots.size()];
    }

    void add(Transition transition) {
        if (transition.timeMs() >= newestMs && late.isEmpty()) {
            newestMs = transition.timeMs();
            inOrder.add(transition);
        } else {
            inOrder.forEach(this::addLate);
            inOrder.clear();
            newestMs = Math.max(newestMs, transition.timeMs());
            addLate(transition);
        }
    }

    private void addLate(Transition transition) {
        late.add(new Late(transition, arrivals++));
    }

    /** Lets go of all that is earlier than a time. */
    void releaseBefore(long timeMs) {
        for (Transition first = first(); first != null && first.timeMs() < timeMs; first = first()) {
            takeMoment(first.timeMs());
            judgeMoment();
        }
    }

    private @Nullable Transition first() {
        if (!inOrder.isEmpty()) {
            return inOrder.peek();
        }
        Late head = late.peek();
        return head == null ? null : head.transition();
    }

    private void takeMoment(long timeMs) {
        moment.clear();
        for (Transition first = first(); first != null && first.timeMs() == timeMs; first = first()) {
            moment.add(first);
            if (inOrder.isEmpty()) {
                late.remove();
            } else {
                inOrder.remove();
            }
        }
    }

    /** What is raised at one moment is judged as one: a high-high level says it all, in whatever order they come. */
    private void judgeMoment() {
        for (Transition each : moment) {
            active[each.slot()] |= each.raised();
        }
        for (Transition each : moment) {
            if (slots.rings(each.slot())) {
                out.accept(each.raised() && slots.isQuiet(each.slot(), active) ? each.suppressed() : each);
            }
        }
        for (Transition each : moment) {
            active[each.slot()] = each.raised();
        }
    }
}
