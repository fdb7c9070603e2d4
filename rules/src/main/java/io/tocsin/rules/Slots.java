package io.tocsin.rules;

import java.util.Arrays;

/**
 * The state machine of each condition, with its delays: verdicts and deadlines go in, raised and cleared come out.
 *
 * <p>It knows nothing of engine time: {@link Conditions} says when a deadline has been reached.
 */
final class Slots {
    private static final long NEVER = DueQueue.NEVER;

    /** NORMAL and PENDING are inactive; ACTIVE and RETURNING are active. Bytes, so that a million of them are small. */
    static final byte NORMAL = 0;

    static final byte PENDING = 1;
    static final byte ACTIVE = 2;
    static final byte RETURNING = 3;
    /** RETURNING that a changed configuration and no sample began. */
    private static final byte RETURNING_BY_CONFIGURATION = 4;

    private final Plan plan;
    private final TagMemory tags;
    private final ConditionSink out;
    private final byte[] state;
    private final long[] deadlineMs;
    private final long[] onsetMs;

    Slots(Plan plan, TagMemory tags, ConditionSink out) {
        this.plan = plan;
        this.tags = tags;
        this.out = out;
        state = new byte[plan.slots()];
        deadlineMs = new long[plan.slots()];
        Arrays.fill(deadlineMs, NEVER);
        onsetMs = new long[plan.slots()];
    }

    boolean isActive(int slot) {
        return state[slot] >= ACTIVE;
    }

    /** Since when a value has been beyond its limit without being raised; {@link DueQueue#NEVER} where it is not. */
    long pendingSinceMs(int slot) {
        return state[slot] == PENDING ? onsetMs[slot] : NEVER;
    }

    Standing standing(int slot) {
        return new Standing(isActive(slot), pendingSinceMs(slot), deadlineMs[slot]);
    }

    byte state(int slot) {
        return state[slot];
    }

    // ---- verdicts ---------------------------------------------------------------------------------------------------

    /** @param configured true where a changed configuration and no new sample brought the verdict about */
    void step(int slot, byte verdict, long atMs, boolean configured) {
        if (verdict == Verdicts.UNDEFINED) {
            return;
        }
        switch (state[slot]) {
            case NORMAL -> startRaise(slot, verdict, atMs);
            case PENDING -> holdBackUnless(verdict == Verdicts.RAISE, slot, atMs);
            case ACTIVE -> startReturn(slot, verdict, atMs, configured);
            default -> cancelUnless(verdict == Verdicts.RETURN, slot, ACTIVE);
        }
    }

    private void startRaise(int slot, byte verdict, long atMs) {
        if (verdict != Verdicts.RAISE) {
            return;
        }
        onsetMs[slot] = atMs;
        if (plan.onDelayMs(slot) == 0) {
            raise(slot, atMs, atMs);
        } else {
            startTimer(slot, PENDING, atMs + plan.onDelayMs(slot));
        }
    }

    private void startReturn(int slot, byte verdict, long atMs, boolean configured) {
        if (verdict != Verdicts.RETURN) {
            return;
        }
        if (plan.offDelayMs(slot) == 0) {
            clear(slot, atMs, configured);
        } else {
            startTimer(slot, configured ? RETURNING_BY_CONFIGURATION : RETURNING, atMs + plan.offDelayMs(slot));
        }
    }

    private void holdBackUnless(boolean goesOn, int slot, long atMs) {
        cancelUnless(goesOn, slot, NORMAL);
        if (!goesOn) {
            out.heldBack(slot, onsetMs[slot], atMs);
        }
    }

    private void cancelUnless(boolean goesOn, int slot, byte back) {
        if (!goesOn) {
            stopTimer(slot);
            move(slot, back);
        }
    }

    /** Never clear while blind: a running off-delay goes back to active. */
    void holdReturns(int tag) {
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            cancelUnless(state[slot] < RETURNING, slot, ACTIVE);
        }
    }

    // ---- deadlines --------------------------------------------------------------------------------------------------

    private int earliest(int tag) {
        int best = plan.firstSlot[tag];
        for (int slot = best + 1; slot < plan.firstSlot[tag + 1]; slot++) {
            best = deadlineMs[slot] < deadlineMs[best] ? slot : best;
        }
        return best;
    }

    /** Ends the delay with the earliest deadline. */
    void fireEarliest(int tag) {
        int slot = earliest(tag);
        long atMs = deadlineMs[slot];
        stopTimer(slot);
        if (state[slot] == PENDING) {
            raise(slot, atMs, onsetMs[slot]);
        } else {
            clear(slot, atMs, state[slot] == RETURNING_BY_CONFIGURATION);
        }
    }

    private void startTimer(int slot, byte to, long atMs) {
        move(slot, to);
        deadlineMs[slot] = atMs;
        int tag = plan.slotTag[slot];
        tags.setDeadline(tag, Math.min(tags.deadlineMs(tag), atMs));
    }

    private void stopTimer(int slot) {
        deadlineMs[slot] = NEVER;
        int tag = plan.slotTag[slot];
        tags.setDeadline(tag, deadlineMs[earliest(tag)]);
    }

    /** The one place where a state changes: what was quiet before need not be so after it. */
    private void move(int slot, byte to) {
        state[slot] = to;
        tags.unsettle(plan.slotTag[slot]);
    }

    // ---- transitions ------------------------------------------------------------------------------------------------

    void raise(int slot, long atMs, long onset) {
        int tag = plan.slotTag[slot];
        move(slot, ACTIVE);
        onsetMs[slot] = onset;
        out.raised(slot, atMs, onset, tags.held(tag), tags.newestWorth(tag));
    }

    void clear(int slot, long atMs, boolean configured) {
        int tag = plan.slotTag[slot];
        move(slot, NORMAL);
        out.cleared(slot, atMs, tags.held(tag), tags.newestWorth(tag), configured);
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /**
     * Goes on where another configuration's slot stood; a running delay is counted anew from its own beginning.
     *
     * @param nowMs the tag's present: a shortened delay ends no earlier than the change that shortened it
     */
    void adopt(int slot, Slots old, int oldSlot, long nowMs) {
        state[slot] = old.state[oldSlot];
        onsetMs[slot] = old.onsetMs[oldSlot];
        long oldDeadlineMs = old.deadlineMs[oldSlot];
        if (oldDeadlineMs != NEVER) {
            long changeMs = delayMs(slot) - old.delayMs(oldSlot);
            startTimer(slot, state[slot], Math.max(oldDeadlineMs + changeMs, Math.min(oldDeadlineMs, nowMs)));
        }
    }

    private long delayMs(int slot) {
        return state[slot] == PENDING ? plan.onDelayMs(slot) : plan.offDelayMs(slot);
    }

    // ---- another clock, a snapshot ----------------------------------------------------------------------------------

    /** What was stamped so far lies elsewhere on the line of time; running delays last as long as before. */
    void shift(int tag, long movedMs) {
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            onsetMs[slot] += state[slot] == NORMAL ? 0 : movedMs;
            deadlineMs[slot] += deadlineMs[slot] == NEVER ? 0 : movedMs;
        }
        if (tags.deadlineMs(tag) != NEVER) {
            tags.setDeadline(tag, tags.deadlineMs(tag) + movedMs);
        }
    }

    void write(int slot, StateWriter out) {
        out.putByte(state[slot]);
        if (state[slot] != NORMAL) {
            out.putLong(onsetMs[slot]);
            out.putLong(deadlineMs[slot]);
        }
    }

    void read(int slot, StateReader in) {
        byte stored = in.takeByte();
        move(slot, stored);
        if (stored != NORMAL) {
            onsetMs[slot] = in.takeLong();
            long stopsMs = in.takeLong();
            if (stopsMs != NEVER) {
                startTimer(slot, stored, stopsMs);
            }
        }
    }
}
