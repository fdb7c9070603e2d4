package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Site;
import io.tocsin.ingest.Decoder;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.live.Configurations;
import io.tocsin.server.live.Configured;
import io.tocsin.server.live.InputRecord;
import io.tocsin.server.live.PlatformFaults;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the journal again with an engine of its own, from a starting point until the watcher has its answer. What
 * gates see moves time here and nothing else: no condition of a tag looks at it. One thread.
 */
final class InputReplay implements AlarmSink {
    private static final long TELL_EVERY = 4_096;

    private final Configurations configurations;
    private final Watcher watcher;
    private @Nullable Running running;
    private By by = new By(0, "", "", Long.MIN_VALUE);

    private record Running(Site site, Engine engine, Decoder decoder, TagOutput output) {}

    InputReplay(Configurations configurations, Watcher watcher) {
        this.configurations = configurations;
        this.watcher = watcher;
    }

    /**
     * @param reader stands before the first record that is not in the starting point
     * @param upToSeq newer records are left alone
     * @param progress told the sequence that was reached, now and then
     */
    void run(StartPoint from, JournalReader reader, long upToSeq, LongConsumer progress) throws JournalException {
        StartPoint.State state = from.restore(this);
        if (state != null) {
            enter(state.site(), state.engine(), state.decoder());
            watcher.configured(state.site(), by);
            running().output().tellHeard();
        }
        while (reader.next() && reader.record().seq() <= upToSeq) {
            apply(InputRecord.of(reader.record()));
            if (by.seq() % TELL_EVERY == 0) {
                progress.accept(by.seq());
            }
            if (watcher.isAnswered(by)) {
                break;
            }
        }
        progress.accept(by.seq());
    }

    private void enter(Site site, Engine engine, Decoder decoder) {
        running = new Running(site, engine, decoder, new TagOutput(site, engine, watcher));
    }

    private void apply(InputRecord input) {
        by = By.of(input);
        switch (input.type()) {
            case MESSAGE, RETAINED, OVERSIZE ->
                running().output().decode(running().decoder(), input, by);
            case KAFKA_COMMAND, COMMAND, NOT_UNDERSTOOD -> command(input);
            case STARTED -> engine().input(new Input.Started(input.receiveTimeMs()));
            case DRAINED -> engine().input(new Input.Drained(input.receiveTimeMs()));
            case TICK, GATE_LISTS, RATE_EXCEEDED, DURABILITY_GAP ->
                engine().input(new Input.Tick(input.receiveTimeMs()));
            case CLOCK_ADJUSTED -> engine().input(input.clockAdjusted());
            case PLATFORM_FAULT -> engine().input(PlatformFaults.decoded(input.payload(), input.receiveTimeMs()));
            case CONFIGURED -> configure(input);
        }
    }

    private void command(InputRecord input) {
        Input.Command command = input.command(running().site().annunciation()).command();
        engine().input(command == null ? new Input.Tick(input.receiveTimeMs()) : command);
    }

    private void configure(InputRecord input) {
        Site site = configurations.load(Configured.of(input.payload()).hash());
        Running before = running;
        if (before != null) {
            before.engine().input(new Input.Tick(input.receiveTimeMs()));
        }
        watcher.configured(site, by);
        if (before == null) {
            enter(site, new Engine(site, this), new Decoder(site));
        } else {
            Engine engine = new Engine(site, before.engine(), input.receiveTimeMs(), this);
            enter(site, engine, new Decoder(site, before.decoder().state()));
        }
    }

    private Engine engine() {
        return running().engine();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("expected a configuration as the first record of the journal, was another");
        }
        return now;
    }

    // ---- what the engine says ---------------------------------------------------------------------------------------

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {
        Running now = running;
        if (now != null) {
            now.output().happened(event);
        }
        watcher.transition(event, by);
    }

    @Override
    public void missed(AlarmEvent event) {
        Running now = running;
        if (now != null) {
            now.output().happened(event);
        }
        watcher.transition(event, by);
    }

    @Override
    public void reply(Reply reply) {
        watcher.reply(reply);
    }

    @Override
    public void passage(JudgedPassage passage) {
        throw new IllegalStateException("expected no passage in a replay for a tag");
    }

    @Override
    public void warning(Warning warning) {
        // About units and the park, not about a tag.
    }

    @Override
    public void removed(Definition definition, long recordedTimeMs) {
        // What is gone from the configuration was said by its last event.
    }
}
