package io.tocsin.server.live;

import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.events.EventLog;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The engine thread's work: applies inputs in order, makes what follows durable, then tells whoever follows the event
 * log. Asks for a tick when a timer is due; the tick comes back as an input like any other.
 */
final class EngineLoop {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** Whom the engine's thread tells. */
    interface Told {
        /** All that was said is durable. */
        void durable();

        /** Something was said that is not durable: people see it, nobody else may. */
        void said();
    }

    private final BlockingQueue<InputGroup> inputs;
    private final InputProcessor processor;
    private final EventLog log;
    private final Ticker ticker;
    private final Housekeeping house;
    private final PlatformFaults faults;
    private final Told told;
    private long retryNs;
    private volatile boolean settled = true;

    EngineLoop(
            BlockingQueue<InputGroup> inputs,
            InputProcessor processor,
            EventLog log,
            Ticker ticker,
            Housekeeping house,
            PlatformFaults faults,
            Told told) {
        this.inputs = inputs;
        this.processor = processor;
        this.log = log;
        this.ticker = ticker;
        this.house = house;
        this.faults = faults;
        this.told = told;
    }

    /** Applies one group of inputs, or waits for one, at most so long. */
    void doWork(long longestWaitMs) throws InterruptedException {
        InputGroup group = inputs.poll(ticker.waitMs(longestWaitMs), TimeUnit.MILLISECONDS);
        if (group != null && !group.durable()) {
            settled = false;
            log.hold();
        }
        if (group != null) {
            group.records().forEach(this::apply);
        }
        speak();
        if (group != null) {
            settle(group);
            group.judged().countDown();
        }
        processor.turnEnds();
        ticker.nextDue(processor.nextDueMs());
        ticker.askIfDue();
    }

    private void apply(InputRecord input) {
        processor.apply(input);
        if (input.type() == InputType.TICK) {
            ticker.ticked();
        }
    }

    /** What was said becomes durable, or is kept until the disk takes it. */
    private void speak() {
        if (!log.isDirty()) {
            return;
        }
        boolean waited = log.isWaiting();
        boolean mayTry = settled && (!waited || System.nanoTime() - retryNs >= 0);
        if (mayTry && (waited ? log.goOn() : log.force())) {
            told.durable();
        } else {
            told.said();
        }
        retryNs = mayTry ? System.nanoTime() + RETRY_NS : retryNs;
        if (settled && waited != log.isWaiting()) {
            faults.set(Part.NOT_DURABLE, log.isWaiting());
        }
    }

    /** Behind a gap the journal alone cannot tell the state any more: a snapshot must. */
    private void settle(InputGroup group) {
        boolean gap = group.records().stream().anyMatch(record -> record.type() == InputType.DURABILITY_GAP);
        if (gap && log.goOn()) {
            told.durable();
            settled = house.keepNow(snapshot());
        } else if (settled && !log.isDirty() && house.wants(processor.appliedSeq())) {
            house.keep(snapshot());
        }
    }

    /** How things stand, between two inputs. */
    private Housekeeping.@Nullable Snapshot snapshot() {
        return processor.isConfigured() ? processor.snapshot() : null;
    }

    /** How things stand, for the last time: a start need not go through anything again. */
    void keepLast() {
        if (settled && !log.isDirty()) {
            house.keepNow(snapshot());
        }
    }

    /** True where all that was judged is durable, by the journal or by a snapshot. Any thread. */
    boolean isSettled() {
        return settled;
    }
}
