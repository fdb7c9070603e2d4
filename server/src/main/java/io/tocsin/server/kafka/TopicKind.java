package io.tocsin.server.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** The topics Tocsin owns, and how long each keeps what it was given. */
public enum TopicKind {
    /** One record a transition: the record of what happened, so it is kept over a year. */
    ALARM_EVENTS("alarm.events.v1", Duration.ofDays(400)),
    /** The whole state of one alarm; a tombstone when it leaves the configuration. */
    ALARM_STATE("alarm.state.v1", null),
    /** What operators ask for. */
    ALARM_COMMANDS("alarm.commands.v1", Duration.ofDays(7)),
    /** What became of it. */
    ALARM_REPLIES("alarm.replies.v1", Duration.ofDays(7)),
    /** The early warning of each unit, enterprise and park. */
    WARNING("warning.v1", null),
    /** The engine is alive; worth nothing a day later. */
    HEARTBEAT("heartbeat.v1", Duration.ofDays(1)),
    /** Every passage as understood. */
    GATE_PASSAGES("gate.passages.v1", Duration.ofDays(180));

    private static final String MESSAGE_BYTES_MAX = "8388608";
    private final String suffix;
    private final @Nullable Duration retention;

    TopicKind(String suffix, @Nullable Duration retention) {
        this.suffix = suffix;
        this.retention = retention;
    }

    /** The name without its prefix, as {@code alarm.events.v1}. */
    public String suffix() {
        return suffix;
    }

    /** The topic's settings: kept by time, or by key where it says how things stand. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MESSAGE_BYTES_MAX);
        if (retention == null) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()));
        }
        return settings;
    }
}
