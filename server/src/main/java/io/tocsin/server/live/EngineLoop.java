package io.tocsin.server.live;

import io.tocsin.journal.JournalException;
import io.tocsin.server.events.EventLog;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The engine thread's work: applies durable inputs in order, makes what follows durable, then tells whoever follows the
 * event log. Asks for a tick when a timer is due; the tick comes back as a durable input like any other.
 */
final class EngineLoop {
    private static final long LONGEST_WAIT_MS = 50;

    private final BlockingQueue<List<InputRecord>> inputs;
    private final InputProcessor processor;
    private final EventLog log;
    private final Ticker ticker;
    private final Runnable told;

    EngineLoop(
            BlockingQueue<List<InputRecord>> inputs,
            InputProcessor processor,
            EventLog log,
            Ticker ticker,
            Runnable told) {
        this.inputs = inputs;
        this.processor = processor;
        this.log = log;
        this.ticker = ticker;
        this.told = told;
    }

    /** Applies one group of inputs, or waits a moment for one. */
    void doWork() throws InterruptedException, JournalException {
        List<InputRecord> group = inputs.poll(ticker.waitMs(LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
        if (group != null) {
            group.forEach(this::apply);
            if (log.isDirty()) {
                log.force();
                told.run();
            }
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
}
