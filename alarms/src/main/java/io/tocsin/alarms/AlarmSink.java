package io.tocsin.alarms;

import io.tocsin.rules.gates.JudgedPassage;

/** Where the engine's outputs go, in the order in which they happen. */
public interface AlarmSink {
    /** A transition, and all that stands of the alarm after it. */
    void event(AlarmEvent event, AlarmStatus status);

    /** History would have raised the alarm, but came too late: said once, and no state changes. */
    void missed(AlarmEvent event);

    /** The answer to a command; each command has exactly one. */
    void reply(Reply reply);

    /** A vehicle passed, and what that is worth; duplicates too, which are for counting only. */
    void passage(JudgedPassage passage);

    /** The alarm left the configuration, or is over and forgotten: nothing is said of it any more. */
    void removed(Definition definition, long recordedTimeMs);

    /** The early warning of a unit, an enterprise or the park is another now. */
    void warning(Warning warning);
}
