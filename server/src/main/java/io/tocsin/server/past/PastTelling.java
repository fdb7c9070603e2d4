package io.tocsin.server.past;

import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.Telling;
import io.tocsin.config.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One event of the history as the figures count it.
 *
 * @param line as in any alarm log
 * @param type what happened, as RAISED
 * @param occurrence id of the occurrence that it is about
 * @param alarmClass id of the class that the alarm had when it was raised; null where the log does not say
 */
public record PastTelling(
        LogLine line,
        String type,
        String occurrence,
        @Nullable String alarmClass) {
    static PastTelling of(ResultSet row) throws SQLException {
        int annunciated = row.getInt("annunciated");
        Boolean told = row.wasNull() ? null : Boolean.valueOf(annunciated != 0);
        Telling telling = new Telling(
                row.getString("type"),
                told,
                row.getBoolean("suppressed"),
                row.getBoolean("grouped"),
                row.getString("state").equals("UNACK_ACTIVE"),
                row.getBoolean("drill"));
        String priority = row.getString("priority");
        LogLine line = new LogLine(
                row.getString("alarm"),
                telling.kind(),
                row.getLong("time_ms"),
                priority == null ? null : Priority.valueOf(priority),
                telling.audience(),
                row.getString("position"));
        return new PastTelling(line, telling.type(), row.getString("occurrence_id"), row.getString("class"));
    }
}
