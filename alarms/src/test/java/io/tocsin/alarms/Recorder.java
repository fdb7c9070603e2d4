package io.tocsin.alarms;

import io.tocsin.rules.gates.JudgedPassage;
import java.util.ArrayList;
import java.util.List;

/** Writes down all that comes out, in order. */
final class Recorder implements AlarmSink {
    final List<AlarmEvent> events = new ArrayList<>();
    final List<AlarmEvent> missed = new ArrayList<>();
    final List<AlarmStatus> statuses = new ArrayList<>();
    final List<Reply> replies = new ArrayList<>();
    final List<JudgedPassage> passages = new ArrayList<>();
    final List<String> removed = new ArrayList<>();
    /** Apart: they follow from what stands, and are said when all of it is known. */
    final List<Warning> warnings = new ArrayList<>();
    /** Everything, in one order. */
    final List<Object> all = new ArrayList<>();

    @Override
    public void event(AlarmEvent event, AlarmStatus status) {
        events.add(event);
        statuses.add(status);
        all.add(event);
        all.add(status);
    }

    @Override
    public void missed(AlarmEvent event) {
        missed.add(event);
        all.add(event);
    }

    @Override
    public void reply(Reply reply) {
        replies.add(reply);
        all.add(reply);
    }

    @Override
    public void passage(JudgedPassage passage) {
        passages.add(passage);
        all.add(passage);
    }

    @Override
    public void removed(Definition definition, long recordedTimeMs) {
        removed.add(definition.id() + " " + recordedTimeMs);
        all.add(definition);
    }

    @Override
    public void warning(Warning warning) {
        warnings.add(warning);
    }

    AlarmEvent last() {
        return events.get(events.size() - 1);
    }

    Reply reply() {
        return replies.get(replies.size() - 1);
    }

    AlarmStatus status() {
        return statuses.get(statuses.size() - 1);
    }

    /** As {@code T:H RAISED 1000 -> UNACK_ACTIVE}. */
    List<String> said() {
        return events.stream()
                .map(e -> e.definition().id() + " " + e.type() + " " + e.timeMs() + " -> " + e.state())
                .toList();
    }
}
