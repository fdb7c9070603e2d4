package io.tocsin.alarms;

/** Where the engine's outputs go, in the order in which they happen. */
public interface AlarmSink {
    /** A transition, and all that stands of the alarm after it. */
    void event(AlarmEvent event, AlarmStatus status);

    /** The answer to a command; each command has exactly one. */
    void reply(Reply reply);

    /** The alarm left the configuration: nothing is said of it any more. */
    void removed(Definition definition, long recordedTimeMs);
}
