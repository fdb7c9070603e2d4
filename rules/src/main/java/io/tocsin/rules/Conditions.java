package io.tocsin.rules;

import io.tocsin.config.Tag;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All conditions of the tags of one shard: samples and ticks go in, raised and cleared come out.
 *
 * <p>Pure and deterministic; not thread-safe, one writer. Nothing is allocated per sample once the rate windows have
 * grown. <em>Engine time</em> is the newest receive time or tick. A timer's deadline is an effective time; it fires when
 * engine time minus the tag's lag reaches it, or before a newer sample of that tag. Timers fire in the order of their
 * due engine time, then of the tag, then of the deadline and the slot; so cutting one advance into many changes nothing.
 */
public final class Conditions implements SampleSink {
    private static final long NEVER = DueQueue.NEVER;
    private static final long UNSEEN = TagMemory.UNSEEN;

    private final Plan plan;
    private final Verdicts verdicts;
    private final TagMemory tags;
    private final Slots slots;
    private final QuietBand quiet;
    private final HistoryRuns history;
    private final DueQueue due;
    private OperandSink operands = OperandSink.NONE;
    private boolean[] declared;

    private long engineMs = UNSEEN;
    private boolean waiting;
    private long late;
    private long historical;
    private long repeats;

    public Conditions(Plan plan, ConditionSink out) {
        this.plan = plan;
        verdicts = new Verdicts(plan);
        tags = new TagMemory(plan.tags());
        slots = new Slots(plan, tags, out);
        quiet = new QuietBand(plan, slots);
        history = new HistoryRuns(plan, verdicts, out);
        due = new DueQueue(plan.tags().size());
        declared = new boolean[plan.tags().size()];
    }

    /**
     * Who is to be told of some tags as they change.
     *
     * @param wanted by the tags' indices
     */
    public void tell(OperandSink to, boolean[] wanted) {
        operands = to;
        declared = wanted.clone();
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        advance(receiveMs);
        if (tags.takeQuietly(tag, effectiveMs, value, quality, receiveMs)) {
            emit(tag, effectiveMs);
            return;
        }
        if (tags.isRepeat(tag, effectiveMs, value)) {
            // However old its stamp is by now: sources repeat a value that does not change with the stamp it had.
            repeats++;
            heard(tag, receiveMs);
            emit(tag, effectiveMs);
        } else if (effectiveMs <= tags.newestMs(tag)) {
            late++;
        } else if (tags.isTooOld(tag, effectiveMs, receiveMs)) {
            remember(tag, effectiveMs, value, quality);
        } else {
            accept(tag, effectiveMs, value, quality, receiveMs);
        }
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        advance(receiveMs);
        remember(tag, eventMs, value, quality);
    }

    private void remember(int tag, long atMs, double value, int quality) {
        historical++;
        if (Quality.isUsable(worth(tag, value, quality))) {
            history.take(tag, atMs, value, quality);
        }
    }

    /** Moves engine time to {@code nowMs} and fires what is due; a time in the past changes nothing. */
    public void tick(long nowMs) {
        advance(nowMs);
    }

    /**
     * The engine (re)starts: downtime does not count as silence, so every STALE timeout begins anew; and no timer fires
     * by engine time until {@link #drained}, so that what waited at the broker can speak first.
     */
    public void started(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        waiting = true;
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            tags.hear(tag, nowMs);
            schedule(tag);
        }
    }

    /** What waited at the broker has been seen (or was waited for long enough): timers run again. */
    public void drained(long nowMs) {
        waiting = false;
        advance(nowMs);
    }

    // ---- one sample -------------------------------------------------------------------------------------------------

    private void accept(int tag, long atMs, double value, int quality, long receiveMs) {
        while (tags.deadlineMs(tag) <= atMs) {
            long endedMs = tags.deadlineMs(tag);
            slots.fireEarliest(tag);
            emit(tag, endedMs);
        }
        int worth = worth(tag, value, quality);
        tags.take(tag, atMs, value, worth, receiveMs);
        if (Quality.isUsable(worth)) {
            good(tag, atMs, value);
            heard(tag, receiveMs);
            quiet.end(tag, tags);
        } else {
            tags.unsettle(tag);
            bad(tag, atMs, worth);
            heard(tag, receiveMs);
        }
        emit(tag, atMs);
    }

    /** Tells those who asked how a tag stands: after all that one sample or one timer brought about. */
    private void emit(int tag, long atMs) {
        if (!declared[tag]) {
            return;
        }
        int active = 0;
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            active |= slots.isActive(slot) ? 1 << plan.condition(slot).code() : 0;
        }
        boolean seen = tags.newestMs(tag) != UNSEEN;
        operands.operand(tag, atMs, tags.held(tag), seen ? tags.newestWorth(tag) : -1, active, tags.lagMs(tag));
    }

    private int worth(int tag, double value, int quality) {
        if (!Quality.isUsable(quality)) {
            return quality;
        }
        if (!Double.isFinite(value)) {
            return Quality.UNREADABLE.code();
        }
        return value < plan.failLow[tag] || value > plan.failHigh[tag] ? Quality.BAD.code() : quality;
    }

    private void good(int tag, long atMs, double value) {
        quiet.begin(tag);
        int end = plan.firstSlot[tag + 1];
        for (int slot = plan.firstSlot[tag]; slot < end; slot++) {
            slots.step(slot, verdicts.of(slot, atMs, value), atMs, false);
            quiet.narrow(slot, value);
        }
    }

    private void bad(int tag, long atMs, int worth) {
        slots.holdReturns(tag);
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            slots.step(slot, verdicts.ofBad(slot, worth), atMs, false);
        }
    }

    /** A sign of life ends STALE, by receive time, and after all that the sample itself brought about. */
    private void heard(int tag, long receiveMs) {
        tags.hear(tag, receiveMs);
        int slot = plan.staleSlot[tag];
        if (slot >= 0 && slots.isActive(slot)) {
            slots.clear(slot, receiveMs, false);
        }
        schedule(tag);
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    private void advance(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        if (waiting) {
            return;
        }
        while (due.topMs() <= engineMs) {
            int tag = due.topTag();
            if (dueMs(tag) <= due.topMs()) {
                operands.due(due.topMs());
                fireEarliest(tag);
            }
            due.moveTop(dueMs(tag));
        }
        operands.due(engineMs);
    }

    /** The earliest engine time at which something of the tag is due. */
    private long dueMs(int tag) {
        return Math.min(delayDueMs(tag), staleDueMs(tag));
    }

    private long delayDueMs(int tag) {
        long deadlineMs = tags.deadlineMs(tag);
        return deadlineMs == NEVER ? NEVER : deadlineMs + tags.lagMs(tag);
    }

    private long staleDueMs(int tag) {
        int slot = plan.staleSlot[tag];
        boolean armed = slot >= 0 && !slots.isActive(slot) && tags.heardMs(tag) != UNSEEN;
        return armed ? tags.heardMs(tag) + plan.staleTimeoutMs[tag] : NEVER;
    }

    /** An off-delay that is due at the very instant of STALE fires first. */
    private void fireEarliest(int tag) {
        long staleMs = staleDueMs(tag);
        if (delayDueMs(tag) <= staleMs) {
            long endedMs = tags.deadlineMs(tag);
            slots.fireEarliest(tag);
            settle(tag);
            emit(tag, endedMs);
        } else {
            slots.raise(plan.staleSlot[tag], staleMs, staleMs);
            slots.holdReturns(tag);
            emit(tag, staleMs - tags.lagMs(tag));
        }
    }

    /** What was seen of the tag, and nothing else, decides now: samples that change nothing of it are quiet from here on. */
    private void settle(int tag) {
        if (!isBlind(tag)) {
            quiet.settle(tag, tags);
        }
    }

    private void schedule(int tag) {
        due.ensure(tag, dueMs(tag));
    }

    /**
     * The host's clock was set: engine time, what was heard and every deadline move together, and nothing fires by it.
     *
     * @param deltaMs how far the wall clock jumped, forward or back
     */
    public void clockAdjusted(long deltaMs) {
        engineMs = engineMs == UNSEEN ? UNSEEN : engineMs + deltaMs;
        due.clear();
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            long movedMs = tags.adjustClock(tag, deltaMs);
            slots.shift(tag, movedMs);
            if (declared[tag]) {
                operands.moved(tag, movedMs);
            }
            for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
                verdicts.shift(slot, movedMs);
            }
            schedule(tag);
        }
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /**
     * A changed configuration takes over from another one: what is known of each tag and condition that both name goes
     * on, and what is held of each tag is looked at once by each condition that is new or changed.
     *
     * @param old conditions of the configuration until now; not used any more afterwards
     */
    public void adopt(Conditions old) {
        engineMs = old.engineMs;
        waiting = old.waiting;
        late = old.late;
        historical = old.historical;
        repeats = old.repeats;
        Map<String, Integer> oldIndex = new LinkedHashMap<>();
        for (Tag tag : old.plan.tags()) {
            oldIndex.put(tag.id(), oldIndex.size());
        }
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            Integer from = oldIndex.get(plan.tags().get(tag).id());
            if (from == null) {
                tags.hear(tag, engineMs);
            } else {
                adoptTag(tag, old, from);
            }
            schedule(tag);
            if (tags.newestMs(tag) != UNSEEN) {
                emit(tag, tags.newestMs(tag));
            }
        }
    }

    private void adoptTag(int tag, Conditions old, int from) {
        tags.adopt(tag, old.tags, from);
        history.adopt(tag, old.history, from);
        long nowMs = Math.max(tags.newestMs(tag), engineMs - tags.lagMs(tag));
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            int oldSlot = old.plan.slot(from, plan.condition(slot));
            if (oldSlot >= 0) {
                verdicts.adopt(slot, old.verdicts, oldSlot);
                slots.adopt(slot, old.slots, oldSlot, nowMs);
            }
        }
        keepStaleAfterTheChange(tag, old.staleDueMs(from));
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            int oldSlot = old.plan.slot(from, plan.condition(slot));
            if (oldSlot < 0 || !plan.spec(slot).equals(old.plan.spec(oldSlot))) {
                lookAgain(tag, slot, nowMs);
            }
        }
    }

    /** A new or shortened timeout is over no earlier than the change that brought it. */
    private void keepStaleAfterTheChange(int tag, long oldDueMs) {
        long earliestMs = Math.min(oldDueMs, engineMs);
        if (staleDueMs(tag) < earliestMs) {
            tags.setHeard(tag, earliestMs - plan.staleTimeoutMs[tag]);
        }
    }

    private void lookAgain(int tag, int slot, long nowMs) {
        if (tags.newestMs(tag) == UNSEEN) {
            return;
        }
        int worth = tags.newestWorth(tag);
        byte verdict = verdicts.ofHeld(slot, tags.held(tag), worth);
        // Never clear while blind: nobody has seen the value that would have returned.
        if (verdict == Verdicts.RAISE || !slots.isActive(slot) || !isBlind(tag)) {
            slots.step(slot, verdict, nowMs, true);
        }
    }

    private boolean isBlind(int tag) {
        int stale = plan.staleSlot[tag];
        return !Quality.isUsable(tags.newestWorth(tag)) || (stale >= 0 && slots.isActive(stale));
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    /** Writes all that decides about the future: the same state gives the same bytes. */
    public void write(StateWriter out) {
        out.putInt(plan.tags().size());
        out.putInt(plan.slots());
        out.putLong(engineMs);
        out.putBoolean(waiting);
        out.putLong(late);
        out.putLong(historical);
        out.putLong(repeats);
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            tags.write(tag, out);
            history.write(tag, out);
            for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
                slots.write(slot, out);
                verdicts.write(slot, out);
            }
        }
    }

    /**
     * Goes on where a snapshot was taken.
     *
     * @param in written by conditions of the very same configuration; these must not have seen an input yet
     */
    public void read(StateReader in) {
        in.expect("tags", plan.tags().size());
        in.expect("conditions", plan.slots());
        engineMs = in.takeLong();
        waiting = in.takeBoolean();
        late = in.takeLong();
        historical = in.takeLong();
        repeats = in.takeLong();
        for (int tag = 0; tag < plan.tags().size(); tag++) {
            tags.read(tag, in);
            history.read(tag, in);
            for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
                slots.read(slot, in);
                verdicts.read(slot, in);
            }
            schedule(tag);
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** The newest receive time or tick; {@link Long#MIN_VALUE} before the first input. */
    public long engineTimeMs() {
        return engineMs;
    }

    /** The engine time at which the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextDueMs() {
        if (waiting) {
            return NEVER;
        }
        while (due.topMs() != NEVER && dueMs(due.topTag()) > due.topMs()) {
            due.moveTop(dueMs(due.topTag()));
        }
        return due.topMs();
    }

    public boolean isActive(int slot) {
        return slots.isActive(slot);
    }

    /** Since when a value has been beyond its limit while the on-delay runs; {@link Long#MAX_VALUE} where none does. */
    public long pendingSinceMs(int slot) {
        return slots.pendingSinceMs(slot);
    }

    /** How a condition stands, for whoever watches a replay. */
    public Standing standing(int slot) {
        return slots.standing(slot);
    }

    /** What is known of a tag, for whoever watches a replay. */
    public Heard heard(int tag) {
        return tags.heard(tag);
    }

    /** The last good value of a tag; NaN where there was none. */
    public double held(int tag) {
        return tags.held(tag);
    }

    /** Samples at or before the newest one of their tag: late, or redelivered. */
    public long late() {
        return late;
    }

    /** Samples flagged historical, or too old on arrival. */
    public long historical() {
        return historical;
    }

    /** Repeats of the newest sample: signs of life. */
    public long repeats() {
        return repeats;
    }
}
