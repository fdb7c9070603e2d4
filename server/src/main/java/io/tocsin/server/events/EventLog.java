package io.tocsin.server.events;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Reply;
import io.tocsin.config.Site;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.rules.gates.Verdict;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Appends what leaves the engine to the event log. After a restart the engine walks through its inputs again and brings
 * forth the same outputs: those that stand in the log already are compared with it instead of being written twice.
 *
 * <p>One thread: the engine's.
 */
public final class EventLog implements AlarmSink {
    /** The engine did not bring forth what the log says it once did: the state cannot be trusted. */
    public static final class Diverged extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Diverged(String message) {
            super(message);
        }
    }

    private static final int VERSION_DIGITS = 12;

    private final Journal journal;
    private final EventJson json;
    private final long recorded;
    private final JournalReader known;
    private long produced;
    private long replies;
    private String configuration = "";
    private long configHash;
    private Evidence evidence = new Evidence(List.of());
    private int epoch;

    /** @param drill true where a drill engine speaks */
    public EventLog(Journal journal, boolean drill) throws JournalException {
        this.journal = journal;
        json = new EventJson(drill);
        recorded = journal.lastSeq();
        known = journal.reader(1);
    }

    /** The configuration that decides from now on. */
    public void configured(String hash) {
        configuration = hash.substring(0, VERSION_DIGITS);
        configHash = ConfigHash.of(hash);
        journal.stamp(epoch, configHash);
    }

    /** The same, with what its events give as evidence. */
    public void configured(Site site) {
        configured(site.hash());
        evidence = new Evidence(site.tags());
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

    private void put(long recordedTimeMs, LoggedEvent event) {
        produced++;
        try {
            if (produced <= recorded) {
                compare(event);
            } else {
                byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
                journal.append(event.kind().code(), recordedTimeMs, key, event.payload());
            }
        } catch (JournalException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compare(LoggedEvent event) throws JournalException {
        if (!known.next()) {
            throw new Diverged("expected record " + produced + " of the event log, was the end of it");
        }
        LoggedEvent before = LoggedEvent.of(known.record());
        if (!before.id().equals(event.id()) || before.kind() != event.kind()) {
            throw new Diverged("expected " + before.kind() + " " + before.id() + " as record " + produced
                    + " of the event log again, was " + event.kind() + " " + event.id());
        }
    }

    /** The engine has gone through its inputs again: all that the log holds must have been brought forth. */
    public void requireCaughtUp() {
        if (produced < recorded) {
            throw new Diverged(
                    "expected " + recorded + " records of the event log from the journal's inputs, was " + produced);
        }
    }

    /** Nothing is compared any more. */
    public void endRecovery() throws JournalException {
        known.close();
    }

    /** True where something was appended that is not durable yet. */
    public boolean isDirty() {
        return journal.lastSeq() > journal.durableSeq();
    }

    public void force() throws JournalException {
        journal.force();
    }

    /** Outputs so far, those from before a restart included. */
    public long produced() {
        return produced;
    }
}
