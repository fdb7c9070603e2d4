package io.tocsin.config;

import io.tocsin.config.ConditionSpec.Deviation;
import io.tocsin.config.ConditionSpec.Limit;
import io.tocsin.config.ConditionSpec.RateOfChange;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a site says of an alarm, as cells of the table. Stateless. */
final class AlarmCells {
    static final String OFF = "off";

    private AlarmCells() {}

    /** What the condition itself has. */
    static Map<AlarmColumn, String> of(ConditionSpec spec) {
        Map<AlarmColumn, String> cells = new EnumMap<>(AlarmColumn.class);
        if (spec instanceof Limit limit) {
            measured(cells, limit.value(), limit.deadband());
        } else if (spec instanceof Deviation deviation) {
            measured(cells, deviation.limit(), deviation.deadband());
        } else if (spec instanceof RateOfChange rate) {
            measured(cells, rate.perMinute(), rate.deadband());
        }
        if (AlarmColumn.ON_DELAY.saysOf(spec.condition())) {
            cells.put(AlarmColumn.ON_DELAY, duration(spec.onDelayMs()));
            cells.put(AlarmColumn.OFF_DELAY, duration(spec.offDelayMs()));
        }
        cells.put(AlarmColumn.PRIORITY, spec.priority().name());
        return cells;
    }

    private static void measured(Map<AlarmColumn, String> cells, double value, double deadband) {
        cells.put(AlarmColumn.VALUE, RecordText.number(value));
        cells.put(AlarmColumn.DEADBAND, RecordText.number(deadband));
    }

    /** How people are told of it. */
    static Map<AlarmColumn, String> of(Annunciation rules, Tag tag, ConditionSpec spec, Tag.Said said) {
        Map<AlarmColumn, String> cells = new EnumMap<>(AlarmColumn.class);
        AlarmClass alarmClass = rules.alarmClass(tag, spec, said);
        cells.put(AlarmColumn.CLASS, alarmClass.id());
        cells.put(AlarmColumn.LATCHING, String.valueOf(alarmClass.latching()));
        Response response = rules.response(AlarmKind.of(tag, spec), said.response());
        text(cells, AlarmColumn.CAUSE_ZH, AlarmColumn.CAUSE_EN, response.cause());
        text(cells, AlarmColumn.CONSEQUENCE_ZH, AlarmColumn.CONSEQUENCE_EN, response.consequence());
        text(cells, AlarmColumn.ACTION_ZH, AlarmColumn.ACTION_EN, response.action());
        long timeMs = response.timeToRespondMs();
        put(cells, AlarmColumn.TIME_TO_RESPOND, timeMs == 0 ? null : duration(timeMs));
        put(cells, AlarmColumn.PLAN, response.plan());
        put(cells, AlarmColumn.CAMERAS, list(response.cameras()));
        put(cells, AlarmColumn.CONTACTS, list(response.contacts()));
        return cells;
    }

    /** Why it is so. */
    static Map<AlarmColumn, String> of(Tag.Basis basis) {
        Map<AlarmColumn, String> cells = new EnumMap<>(AlarmColumn.class);
        put(cells, AlarmColumn.REASON, basis.reason());
        put(cells, AlarmColumn.CHANGE, basis.change());
        return cells;
    }

    private static void text(Map<AlarmColumn, String> cells, AlarmColumn zh, AlarmColumn en, @Nullable Text text) {
        put(cells, zh, text == null ? null : text.zh());
        put(cells, en, text == null ? null : text.en());
    }

    private static void put(Map<AlarmColumn, String> cells, AlarmColumn column, @Nullable String text) {
        String plain = text == null ? "" : text.strip();
        if (!plain.isEmpty()) {
            cells.put(column, plain);
        }
    }

    static String list(List<String> items) {
        return String.join("; ", items);
    }

    static String duration(long ms) {
        return ms == 0 ? "0s" : Wording.duration(ms);
    }
}
