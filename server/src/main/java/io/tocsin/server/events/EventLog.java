package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Site;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.Verdict;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what leaves the engine to the event log. After a restart the engine walks through its inputs again and brings
 * forth the same outputs: those that stand in the log already are compared with it instead of being written twice. What a
 * failing disk does not take waits in memory, up to a bound, until it does.
 *
 * <p>One thread: the engine's.
 */
public final class EventLog implements AlarmSink {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    /** The engine did not bring forth what the log says it once did: the state cannot be trusted. */
    public static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Diverged(String message) {
            super(message);
        }
    }

    /** What may wait for a disk that takes nothing. */
    static final long PENDING_BYTES_MAX = 128L << 20;

    /** One record that is not known to be durable. */
    private record Pending(LoggedEvent event, long recordedTimeMs) {
        long bytes() {
            return 256L + event.value().length;
        }
    }

    private final Journal journal;
    private final EventJson json;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long pendingBytes;
    private @Nullable JournalReader known;
    private boolean trusting;
    private boolean older;
    private boolean failed;
    private boolean held;
    private long recorded;
    private long produced;
    private long dropped;
    private long replies;
    private String configuration = "";
    private long configHash;
    private Evidence evidence = new Evidence(List.of(), List.of());
    private int epoch;

    /** @param drill true where a drill engine speaks */
    public EventLog(Journal journal, boolean drill) {
        this.journal = journal;
        json = new EventJson(drill);
    }

    /**
     * How far a snapshot goes.
     *
     * @param produced outputs so far, which is the newest record of the log then
     * @param replies answers among them
     */
    public record Position(long produced, long replies) {
        /** Before the first input. */
        public static final Position START = new Position(0, 0);
    }

    /** The engine is about to go through its inputs again, from behind a snapshot on. */
    public void beginRecovery(Position from) throws JournalException {
        produced = from.produced();
        replies = from.replies();
        recorded = journal.lastSeq();
        known = journal.reader(produced + 1);
    }

    /** Where a snapshot taken now would stand. */
    public Position position() {
        return new Position(produced, replies);
    }

    /**
     * Inputs are missing from here on, and what followed from them stands in the log or not: nothing more can be
     * compared, and what stands there is taken as it is.
     */
    public void gap() {
        trusting = true;
    }

    /**
     * What stands in the log was said by a program that judges otherwise: it is not compared, and what this one makes of the
     * same inputs is not said again. Until {@link #requireCaughtUp}.
     */
    public void ofAnOlderProgram() {
        older = true;
    }

    /** The configuration that decides from now on. */
    public void configured(String hash) {
        configuration = ConfigHash.version(hash);
        configHash = ConfigHash.of(hash);
        journal.stamp(epoch, configHash);
    }

    /** Says who changed the configuration, and what; of no occurrence. */
    public void changed(ConfigurationChange change) {
        put(
                change.timeMs(),
                new LoggedEvent(
                        LoggedEvent.Kind.EVENT,
                        ConfigurationChange.ID,
                        change.eventId(),
                        EventNames.type(AlarmEvent.Type.CONFIG_CHANGED),
                        change.timeMs(),
                        "",
                        json.changed(change)));
    }

    /** The same, with what its events give as evidence. */
    public void configured(Site site) {
        configured(site.hash());
        evidence = new Evidence(site.tags(), site.rules());
    }

    /** The leader's term in which the inputs from now on were taken in. */
    public void term(int newEpoch) {
        epoch = newEpoch;
        journal.stamp(epoch, configHash);
    }

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {
        String alarm = event.definition().id();
        missed(event);
        put(
                event.recordedTimeMs(),
                new LoggedEvent(
                        LoggedEvent.Kind.STATE,
                        alarm,
                        event.eventId(),
                        EventNames.STATE,
                        event.recordedTimeMs(),
                        "",
                        json.status(status, configuration)));
    }

    /** An event that comes without a state. */
    @Override
    public void missed(AlarmEvent event) {
        put(
                event.recordedTimeMs(),
                new LoggedEvent(
                        LoggedEvent.Kind.EVENT,
                        event.definition().id(),
                        event.eventId(),
                        EventNames.type(event.type()),
                        event.timeMs(),
                        "",
                        json.event(event, configuration, evidence)));
    }

    @Override
    public void reply(Reply reply) {
        Input.Command command = reply.command();
        String key = command.alarmId().isEmpty() ? command.requestId() : command.alarmId();
        answer(key, command.requestId(), command.receiveTimeMs(), json.reply(reply));
    }

    /** Answers a command that could not be understood. */
    public void notUnderstood(String requestId, String detail, long receiveTimeMs) {
        answer(requestId, requestId, receiveTimeMs, json.notUnderstood(requestId, detail, receiveTimeMs));
    }

    private void answer(String key, String requestId, long receiveTimeMs, byte[] value) {
        replies++;
        String id = requestId + "~" + receiveTimeMs + "~" + replies;
        put(
                receiveTimeMs,
                new LoggedEvent(LoggedEvent.Kind.REPLY, key, id, EventNames.REPLY, receiveTimeMs, requestId, value));
    }

    @Override
    public void removed(Definition definition, long recordedTimeMs) {
        String id = definition.id() + "~removed~" + recordedTimeMs;
        put(
                recordedTimeMs,
                new LoggedEvent(
                        LoggedEvent.Kind.REMOVED,
                        definition.id(),
                        id,
                        EventNames.REMOVED,
                        recordedTimeMs,
                        "",
                        new byte[0]));
    }

    /** Duplicates are for counting only: nobody is told of them. */
    @Override
    public void passage(JudgedPassage passage) {
        if (passage.verdict() == Verdict.DUPLICATE) {
            return;
        }
        String subject = passage.subject();
        long receiveMs = passage.passage().receiveTimeMs();
        put(
                receiveMs,
                new LoggedEvent(
                        LoggedEvent.Kind.PASSAGE,
                        subject == null ? passage.passage().gate() : subject,
                        passage.passageId(),
                        EventNames.PASSAGE,
                        passage.passage().passTimeMs(),
                        "",
                        json.passage(passage)));
    }

    @Override
    public void warning(Warning warning) {
        put(
                warning.recordedTimeMs(),
                new LoggedEvent(
                        LoggedEvent.Kind.WARNING,
                        warning.subject().name() + ":" + warning.id(),
                        warning.eventId(),
                        EventNames.WARNING,
                        warning.timeMs(),
                        "",
                        json.warning(warning)));
    }

    private void put(long recordedTimeMs, LoggedEvent event) {
        if (older) {
            return;
        }
        produced++;
        if (produced <= recorded) {
            compare(event);
            return;
        }
        Pending record = new Pending(event, recordedTimeMs);
        if (pendingBytes + record.bytes() > PENDING_BYTES_MAX) {
            // Its input stands in the journal or was counted as lost; memory is what the living need.
            produced--;
            dropped++;
            return;
        }
        pending.add(record);
        pendingBytes += record.bytes();
        append(record);
    }

    private void append(Pending record) {
        if (isWaiting()) {
            return;
        }
        LoggedEvent event = record.event();
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        try {
            journal.append(event.kind().code(), record.recordedTimeMs(), key, event.payload());
        } catch (JournalException e) {
            fail(e);
        }
    }

    private void fail(JournalException e) {
        failed = true;
        LOG.error("events cannot be written to disk and are kept in memory: {}", e.getMessage());
    }

    private void compare(LoggedEvent event) {
        if (trusting) {
            return;
        }
        LoggedEvent before = next();
        if (!before.id().equals(event.id()) || before.kind() != event.kind()) {
            throw new Diverged("expected " + before.kind() + " " + before.id() + " as record " + produced
                    + " of the event log again, was " + event.kind() + " " + event.id());
        }
    }

    private LoggedEvent next() {
        JournalReader reader = known;
        try {
            if (reader == null || !reader.next()) {
                throw new Diverged("expected record " + produced + " of the event log, was the end of it");
            }
            return LoggedEvent.of(reader.record());
        } catch (JournalException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine has gone through its inputs again: all that the log holds must have been brought forth. */
    public void requireCaughtUp() {
        if (produced < recorded && !trusting && !older) {
            throw new Diverged(
                    "expected " + recorded + " records of the event log from the journal's inputs, was " + produced);
        }
        produced = Math.max(produced, recorded);
        trusting = false;
        older = false;
    }

    /** Nothing is compared any more. */
    public void endRecovery() throws JournalException {
        JournalReader reader = known;
        known = null;
        if (reader != null) {
            reader.close();
        }
    }

    /** True where something was said that is not durable yet. */
    public boolean isDirty() {
        return !pending.isEmpty();
    }

    /** What is said from now on follows from inputs that stand on no disk: it must not stand there before they do. */
    public void hold() {
        held = true;
    }

    /** True where what was said is kept in memory, until {@link #goOn}. */
    public boolean isWaiting() {
        return held || failed;
    }

    /** Makes durable what was said; false where it waits in memory. */
    public boolean force() {
        if (isWaiting()) {
            return false;
        }
        try {
            journal.force();
            pending.clear();
            pendingBytes = 0;
            return true;
        } catch (JournalException e) {
            fail(e);
            return false;
        }
    }

    /** Tries to make durable all that was kept; false where the disk does not take it now. */
    public boolean goOn() {
        try {
            long written = (failed ? journal.goOn() : journal.lastSeq()) - (produced - pending.size());
            failed = false;
            held = false;
            pending.stream().skip(written).forEach(this::append);
        } catch (JournalException e) {
            return false;
        }
        return force();
    }

    /** Outputs so far, those from before a restart included. */
    public long produced() {
        return produced;
    }

    /** Outputs that were given up, for the disk took nothing and memory had no room left. */
    public long dropped() {
        return dropped;
    }
}
