package io.tocsin.bench;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The same conditions as a map of objects: a small object for each tag and each condition, and a queue of timers.
 * Written to be read; no framework, and nothing that is not needed for this work.
 */
final class PlainObjects implements Contestant {
    private enum State {
        NORMAL,
        PENDING,
        ACTIVE
    }

    private record Timer(long dueMs, Watch watch) {}

    private static final class Watch {
        final int slot;
        final boolean high;
        final double limit;
        final double deadband;
        State state = State.NORMAL;
        long dueMs;

        Watch(int slot, boolean high, double limit, double deadband) {
            this.slot = slot;
            this.high = high;
            this.limit = limit;
            this.deadband = deadband;
        }

        boolean raises(double value) {
            return high ? value >= limit : value <= limit;
        }

        boolean returns(double value) {
            return high ? value < limit - deadband : value > limit + deadband;
        }
    }

    private static final class TagObject {
        final Watch[] watches = new Watch[Limits.PER_TAG];
    }

    private final Tally tally;
    private final String[] ids;
    private final Map<String, TagObject> tags = new HashMap<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::dueMs).thenComparingInt(timer -> timer.watch().slot));

    PlainObjects(Limits limits, Tally tally) {
        this.tally = tally;
        ids = new String[limits.tags()];
        for (int tag = 0; tag < ids.length; tag++) {
            ids[tag] = limits.id(tag);
            tags.put(ids[tag], tagObject(limits, tag));
        }
    }

    private static TagObject tagObject(Limits limits, int tag) {
        TagObject object = new TagObject();
        for (int place = 0; place < Limits.PER_TAG; place++) {
            object.watches[place] = new Watch(
                    tag * Limits.PER_TAG + place, Limits.isHigh(place), limits.limit(tag, place), limits.deadband(tag));
        }
        return object;
    }

    @Override
    public String name() {
        return "map of objects";
    }

    @Override
    public void feed(Workload work, int pass) {
        long startMs = work.startMs(pass);
        for (int i = 0; i < work.samples(); i++) {
            sample(ids[work.tag[i]], startMs + work.atMs[i], work.value[i]);
        }
    }

    private void sample(String id, long nowMs, double value) {
        advance(nowMs);
        TagObject tag = tags.get(id);
        for (Watch watch : tag.watches) {
            step(watch, nowMs, value);
        }
    }

    private void step(Watch watch, long nowMs, double value) {
        switch (watch.state) {
            case NORMAL -> {
                if (watch.raises(value)) {
                    watch.state = State.PENDING;
                    watch.dueMs = nowMs + Limits.ON_DELAY_MS;
                    timers.add(new Timer(watch.dueMs, watch));
                }
            }
            case PENDING -> {
                if (!watch.raises(value)) {
                    // Its timer stays in the queue and finds nothing to do.
                    watch.state = State.NORMAL;
                }
            }
            case ACTIVE -> {
                if (watch.returns(value)) {
                    watch.state = State.NORMAL;
                    tally.add(watch.slot, false, nowMs);
                }
            }
        }
    }

    @Override
    public void advance(long nowMs) {
        for (Timer next = timers.peek(); next != null && next.dueMs() <= nowMs; next = timers.peek()) {
            timers.remove();
            Watch watch = next.watch();
            if (watch.state == State.PENDING && watch.dueMs == next.dueMs()) {
                watch.state = State.ACTIVE;
                tally.add(watch.slot, true, next.dueMs());
            }
        }
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
