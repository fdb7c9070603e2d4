package io.tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * What a rule about alarms may ask of one of them; null where the alarm has no such thing.
 *
 * @param alarmId {@code <tag>:<condition>} and the like
 * @param category PROCESS, ACCESS or SYSTEM
 * @param condition name of the condition, or of the fault
 */
public record AlarmKind(
        String alarmId,
        String category,
        @Nullable String tag,
        @Nullable String tank,
        @Nullable String area,
        @Nullable String enterprise,
        @Nullable String metric,
        String condition,
        Priority priority) {
    /** Of a condition of a tag. */
    public static AlarmKind of(Tag tag, ConditionSpec spec) {
        return new AlarmKind(
                tag.id() + ":" + spec.condition().name(),
                "PROCESS",
                tag.id(),
                tag.tank(),
                tag.area(),
                tag.enterprise(),
                tag.metric(),
                spec.condition().name(),
                spec.priority());
    }

    /** Of a composite rule. */
    public static AlarmKind of(Rule rule, Rule.Alarm alarm) {
        return new AlarmKind(
                rule.alarmId(),
                "PROCESS",
                null,
                alarm.tank(),
                alarm.area(),
                alarm.enterprise(),
                null,
                alarm.condition(),
                alarm.priority());
    }

    /** Of an alarm that belongs to no tag. */
    public static AlarmKind of(
            String alarmId, String category, @Nullable String enterprise, String condition, Priority priority) {
        return new AlarmKind(alarmId, category, null, null, null, enterprise, null, condition, priority);
    }
}
