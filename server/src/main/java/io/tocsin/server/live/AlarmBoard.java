package io.tocsin.server.live;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.server.events.EventLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What stands of each alarm, for readers on other threads; written by the engine's thread on the way to the log. */
public final class AlarmBoard implements AlarmSink {
    private final EventLog log;
    private final GateBoard gates;
    private final Answers answers;
    private final AlarmLoad load;
    private final Map<String, AlarmStatus> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Warning> warnings = new ConcurrentSkipListMap<>();

    AlarmBoard(EventLog log, GateBoard gates, Answers answers, AlarmLoad load) {
        this.load = load;
        this.gates = gates;
        this.answers = answers;
        this.log = log;
    }

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {
        log.event(event, status);
        load.event(event);
        byId.put(status.definition().id(), status);
    }

    @Override
    public void missed(AlarmEvent event) {
        log.missed(event);
    }

    @Override
    public void reply(Reply reply) {
        log.reply(reply);
        answers.judged(reply);
    }

    @Override
    public void passage(JudgedPassage passage) {
        log.passage(passage);
        gates.passage(passage);
    }

    @Override
    public void removed(Definition definition, long recordedTimeMs) {
        log.removed(definition, recordedTimeMs);
        load.removed(definition.id());
        byId.remove(definition.id());
    }

    @Override
    public void warning(Warning warning) {
        log.warning(warning);
        warnings.put(key(warning), warning);
    }

    private static String key(Warning warning) {
        return warning.subject().name() + ":" + warning.id();
    }

    /** How things stood in a snapshot. */
    void restored(List<AlarmStatus> statuses, List<Warning> told) {
        statuses.forEach(status -> byId.put(status.definition().id(), status));
        told.forEach(warning -> warnings.put(key(warning), warning));
    }

    /** The newest early warning of each unit, each enterprise and the park. */
    public List<Warning> warnings() {
        return List.copyOf(warnings.values());
    }

    /** By alarm id; each status is a value that does not change. */
    public List<AlarmStatus> alarms() {
        return List.copyOf(byId.values());
    }
}
