package io.tocsin.rules.composite;

import io.tocsin.config.Rule;
import io.tocsin.config.Tag;
import io.tocsin.rules.DueQueue;
import io.tocsin.rules.OperandSink;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All composite rules of a site: operands and ticks go in, raised and cleared come out.
 *
 * <p>Pure and deterministic; not thread-safe, one writer. Nothing is allocated per operand. A rule's effective time is
 * the newest of its operands' and never falls; its delays run in that time, and end when engine time minus the lag of
 * its newest operand reaches them, or before a newer operand. What cannot be told neither raises nor returns: a running
 * on-delay begins anew when it can be told again, a running off-delay goes back to active.
 */
public final class Composites implements OperandSink {
    private static final long NEVER = DueQueue.NEVER;
    private static final long UNSEEN = Long.MIN_VALUE;

    private static final byte NORMAL = 0;
    private static final byte PENDING = 1;
    private static final byte ACTIVE = 2;
    private static final byte RETURNING = 3;
    private static final byte RETURNING_BY_CONFIGURATION = 4;

    private final RulePlan plan;
    private final Operands operands;
    private final Gauge[] gauges;
    private final RuleSink out;
    private final DueQueue due;
    private final byte[] state;
    private final boolean[] unknown;
    private final long[] timeMs;
    private final int[] newest;
    private final long[] deadlineMs;
    private final long[] onsetMs;

    private long engineMs = UNSEEN;
    private boolean waiting;
    private boolean configuring;

    /**
     * @param rules of a checked site
     * @param tags of the site, in the order in which operands name them
     */
    public Composites(List<Rule> rules, List<Tag> tags, RuleSink out) {
        plan = new RulePlan(rules, tags);
        this.out = out;
        int size = rules.size();
        operands = new Operands(plan.operandCount());
        due = new DueQueue(size);
        state = new byte[size];
        unknown = new boolean[size];
        Arrays.fill(unknown, true);
        timeMs = new long[size];
        Arrays.fill(timeMs, UNSEEN);
        newest = new int[size];
        Arrays.fill(newest, -1);
        deadlineMs = new long[size];
        Arrays.fill(deadlineMs, NEVER);
        onsetMs = new long[size];
        gauges = new Gauge[size];
        Builder builder =
                new Builder(plan, operands, rule -> () -> unknown[rule] ? Term.UNKNOWN : Term.of(holds(rule)));
        for (int rule = 0; rule < size; rule++) {
            gauges[rule] = builder.gauge(rule);
        }
    }

    /** True for each tag that a rule looks at, by its index. */
    public boolean[] declared(int tags) {
        boolean[] declared = new boolean[tags];
        for (int tag = 0; tag < tags; tag++) {
            declared[tag] = plan.operandOfTag(tag) >= 0;
        }
        return declared;
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    @Override
    public void operand(int tag, long atMs, double held, int worth, int active, long lagMs) {
        int operand = plan.operandOfTag(tag);
        operands.take(operand, atMs, held, worth, active, lagMs);
        if (configuring) {
            return;
        }
        for (int rule : plan.affectedByOperand(operand)) {
            moment(rule, atMs, operand);
        }
    }

    @Override
    public void due(long nowMs) {
        tick(nowMs);
    }

    @Override
    public void moved(int tag, long movedMs) {
        operands.moved(plan.operandOfTag(tag), movedMs);
    }

    /** Moves engine time to {@code nowMs} and fires what is due; a time in the past changes nothing. */
    public void tick(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        if (waiting) {
            return;
        }
        while (due.topMs() <= engineMs) {
            int rule = due.topTag();
            long untilMs = dueMs(rule);
            if (untilMs <= due.topMs()) {
                fire(rule);
            } else {
                due.moveTop(untilMs);
            }
        }
    }

    /** The engine (re)starts: no timer fires by engine time until {@link #drained}. */
    public void started(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        waiting = true;
    }

    /** What waited at the broker has been seen: timers run again from the next moment on. */
    public void drained() {
        waiting = false;
    }

    /** The clock was set; the operands were {@linkplain #moved moved} before. */
    public void clockAdjusted(long deltaMs) {
        engineMs = engineMs == UNSEEN ? UNSEEN : engineMs + deltaMs;
        due.clear();
        for (int rule = 0; rule < state.length; rule++) {
            long movedMs = newest[rule] < 0 ? deltaMs : operands.movedMs(newest[rule]);
            timeMs[rule] += timeMs[rule] == UNSEEN ? 0 : movedMs;
            onsetMs[rule] += state[rule] == NORMAL ? 0 : movedMs;
            deadlineMs[rule] += deadlineMs[rule] == NEVER ? 0 : movedMs;
            gauges[rule].shift(movedMs);
            due.ensure(rule, dueMs(rule));
        }
        operands.settled();
    }

    // ---- one rule ---------------------------------------------------------------------------------------------------

    private void moment(int rule, long atMs, int operand) {
        if (atMs >= timeMs[rule]) {
            newest[rule] = operand;
        }
        timeMs[rule] = Math.max(timeMs[rule], atMs);
        while (nextMs(rule) <= timeMs[rule]) {
            fire(rule);
        }
        judge(rule, timeMs[rule], operand);
        due.ensure(rule, dueMs(rule));
    }

    private void judge(int rule, long atMs, int operand) {
        byte verdict = Gauge.UNKNOWN;
        if (canBeTold(rule)) {
            verdict = gauges[rule].look(atMs, operand);
        } else {
            gauges[rule].blind(atMs);
        }
        unknown[rule] = verdict == Gauge.UNKNOWN;
        step(rule, verdict, atMs);
    }

    private boolean canBeTold(int rule) {
        for (int operand : plan.operands(rule)) {
            if (operands.isUnheard(operand)) {
                return false;
            }
        }
        for (int operand : plan.required(rule)) {
            if (!operands.isUsable(operand)) {
                return false;
            }
        }
        return true;
    }

    private void step(int rule, byte verdict, long atMs) {
        switch (state[rule]) {
            case NORMAL -> {
                if (verdict == Gauge.YES) {
                    onsetMs[rule] = atMs;
                    begin(rule, PENDING, atMs + onDelayMs(rule), atMs);
                }
            }
            case PENDING -> {
                if (verdict != Gauge.YES) {
                    stop(rule, NORMAL);
                }
            }
            case ACTIVE -> {
                if (verdict == Gauge.NO) {
                    byte to = configuring ? RETURNING_BY_CONFIGURATION : RETURNING;
                    begin(rule, to, atMs + plan.rules().get(rule).offDelayMs(), atMs);
                }
            }
            default -> {
                if (verdict != Gauge.NO) {
                    stop(rule, ACTIVE);
                }
            }
        }
    }

    private long onDelayMs(int rule) {
        return plan.rules().get(rule).onDelayMs();
    }

    private void begin(int rule, byte to, long untilMs, long atMs) {
        state[rule] = to;
        deadlineMs[rule] = untilMs;
        if (untilMs <= atMs) {
            end(rule);
        }
    }

    private void stop(int rule, byte back) {
        state[rule] = back;
        deadlineMs[rule] = NEVER;
    }

    /** A delay is over. */
    private void end(int rule) {
        long atMs = deadlineMs[rule];
        byte was = state[rule];
        stop(rule, was == PENDING ? ACTIVE : NORMAL);
        if (was == PENDING) {
            out.raised(rule, atMs, onsetMs[rule], measure(rule));
        } else {
            out.cleared(rule, atMs, measure(rule), was == RETURNING_BY_CONFIGURATION);
        }
    }

    // ---- time -------------------------------------------------------------------------------------------------------

    /** When something happens to it though no operand changes, in its own effective time. */
    private long nextMs(int rule) {
        return Math.min(deadlineMs[rule], gauges[rule].lookAgainMs());
    }

    private long dueMs(int rule) {
        long next = nextMs(rule);
        return next == NEVER ? NEVER : next + lagMs(rule);
    }

    private long lagMs(int rule) {
        return newest[rule] < 0 ? 0 : operands.lagMs(newest[rule]);
    }

    private void fire(int rule) {
        long atMs = nextMs(rule);
        if (deadlineMs[rule] <= gauges[rule].lookAgainMs()) {
            end(rule);
        } else {
            judge(rule, atMs, -1);
            if (gauges[rule].lookAgainMs() <= atMs) {
                throw new IllegalStateException("expected a later look, was " + atMs + " again, rule=" + rule);
            }
        }
        timeMs[rule] = Math.max(timeMs[rule], atMs);
        for (int other : plan.affectedByRule(rule)) {
            moment(other, atMs, newest[rule]);
        }
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /**
     * A changed configuration takes over: a rule that both have goes on; one that is another than before is judged once
     * by what is held.
     *
     * @param old not used any more afterwards
     * @param tell tells of every operand as it is held
     */
    public void adopt(Composites old, Runnable tell) {
        configuring = true;
        tell.run();
        engineMs = old.engineMs;
        waiting = old.waiting;
        Map<String, Integer> before = new LinkedHashMap<>();
        old.plan.rules().forEach(rule -> before.put(rule.id(), before.size()));
        for (int rule = 0; rule < state.length; rule++) {
            Integer from = before.get(plan.rules().get(rule).id());
            if (from != null) {
                adopt(rule, old, from);
            }
        }
        for (int rule : plan.order()) {
            Integer from = before.get(plan.rules().get(rule).id());
            if (from == null || !isSame(rule, old, from)) {
                lookAgain(rule);
            }
            due.ensure(rule, dueMs(rule));
        }
        configuring = false;
    }

    private void adopt(int rule, Composites old, int from) {
        state[rule] = old.state[from];
        onsetMs[rule] = old.onsetMs[from];
        timeMs[rule] = Math.max(timeMs[rule], old.timeMs[from]);
        long oldDeadlineMs = old.deadlineMs[from];
        if (oldDeadlineMs != NEVER) {
            long changeMs = delayMs(rule) - old.delayMs(from);
            deadlineMs[rule] = Math.max(oldDeadlineMs + changeMs, Math.min(oldDeadlineMs, timeMs[rule]));
        }
        if (isSame(rule, old, from)) {
            unknown[rule] = old.unknown[from];
            StateWriter kept = new StateWriter();
            old.gauges[from].write(kept);
            gauges[rule].read(new StateReader(kept.toBytes()));
        }
    }

    private long delayMs(int rule) {
        Rule of = plan.rules().get(rule);
        return state[rule] == PENDING ? of.onDelayMs() : of.offDelayMs();
    }

    private boolean isSame(int rule, Composites old, int from) {
        Rule now = plan.rules().get(rule);
        Rule then = old.plan.rules().get(from);
        return now.logic().equals(then.logic()) && now.inputs().equals(then.inputs());
    }

    private void lookAgain(int rule) {
        long atMs = timeMs[rule];
        for (int operand : plan.operands(rule)) {
            if (operands.timeMs(operand) >= atMs) {
                atMs = operands.timeMs(operand);
                newest[rule] = operand;
            }
        }
        if (atMs != UNSEEN) {
            timeMs[rule] = atMs;
            judge(rule, atMs, -1);
        }
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    /** Writes all that decides about the future: the same state gives the same bytes. */
    public void write(StateWriter to) {
        to.putInt(state.length);
        to.putLong(engineMs);
        to.putBoolean(waiting);
        operands.write(to);
        for (int rule = 0; rule < state.length; rule++) {
            to.putByte(state[rule]);
            to.putBoolean(unknown[rule]);
            to.putLong(timeMs[rule]);
            to.putInt(newest[rule]);
            to.putLong(deadlineMs[rule]);
            to.putLong(onsetMs[rule]);
            gauges[rule].write(to);
        }
    }

    /** Goes on where a snapshot of the very same configuration was taken. */
    public void read(StateReader in) {
        in.expect("rules", state.length);
        engineMs = in.takeLong();
        waiting = in.takeBoolean();
        operands.read(in);
        for (int rule = 0; rule < state.length; rule++) {
            state[rule] = in.takeByte();
            unknown[rule] = in.takeBoolean();
            timeMs[rule] = in.takeLong();
            newest[rule] = in.takeInt();
            deadlineMs[rule] = in.takeLong();
            onsetMs[rule] = in.takeLong();
            gauges[rule].read(in);
            due.ensure(rule, dueMs(rule));
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** The engine time at which the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextDueMs() {
        return waiting ? NEVER : due.topMs();
    }

    /** Whether a rule holds; one that cannot be told goes on as it was. */
    public boolean holds(int rule) {
        return state[rule] >= ACTIVE;
    }

    /** Whether it cannot be told now. */
    public boolean isUnknown(int rule) {
        return unknown[rule];
    }

    /** What a rule measured last, in its own unit; NaN where it measures nothing. */
    public double measure(int rule) {
        return gauges[rule].measure();
    }

    /** The operands of a rule as they are now, in the order of its inputs' names. */
    public List<Operand> operands(int rule) {
        int[] of = plan.operands(rule);
        int[] at = {0};
        return plan.rules().get(rule).inputs().entrySet().stream()
                .map(input -> operand(input.getKey(), input.getValue(), of[at[0]++]))
                .toList();
    }

    private Operand operand(String name, String tag, int operand) {
        return new Operand(
                name,
                tag,
                operands.timeMs(operand),
                operands.value(operand),
                operands.worth(operand),
                Operand.conditions(operands.active(operand)));
    }
}
