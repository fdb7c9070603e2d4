package io.tocsin.server.past;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One raise of one alarm and what became of it. Times are epoch milliseconds, -1 where there is none; numbers NaN where
 * there is none.
 *
 * @param seq sequence of its first event in the log
 * @param limit the limit that it was raised at
 * @param gate a gate's alarm only, like subject, plate and reasons
 * @param plate personal data: whoever shows it decides who may see it
 * @param state as the last event left it; NORMAL = over
 * @param value the value at the raise
 * @param transitions events so far
 * @param missed true where it came too late to be raised
 */
public record PastOccurrence(
        long seq,
        String id,
        String alarm,
        @Nullable String category,
        @Nullable String tag,
        @Nullable String condition,
        @Nullable String enterprise,
        @Nullable String area,
        @Nullable String priority,
        double limit,
        @Nullable String unit,
        @Nullable String messageZh,
        @Nullable String messageEn,
        @Nullable String gate,
        @Nullable String subject,
        @Nullable String plate,
        List<String> reasons,
        String state,
        long raisedMs,
        long onsetMs,
        long clearedMs,
        long acknowledgedMs,
        @Nullable String acknowledgedBy,
        long resetMs,
        @Nullable String resetBy,
        double value,
        @Nullable String quality,
        int transitions,
        boolean missed) {
    public PastOccurrence {
        reasons = List.copyOf(reasons);
    }

    static PastOccurrence of(ResultSet row) throws SQLException {
        String reasons = row.getString("reasons");
        return new PastOccurrence(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("alarm"),
                row.getString("category"),
                row.getString("tag"),
                row.getString("condition"),
                row.getString("enterprise"),
                row.getString("area"),
                row.getString("priority"),
                number(row, "limit_value"),
                row.getString("unit"),
                row.getString("message_zh"),
                row.getString("message_en"),
                row.getString("gate"),
                row.getString("subject"),
                row.getString("plate"),
                reasons == null ? List.of() : List.of(reasons.split(" ", -1)),
                row.getString("state"),
                row.getLong("raised_ms"),
                time(row, "onset_ms"),
                time(row, "cleared_ms"),
                time(row, "acknowledged_ms"),
                row.getString("acknowledged_by"),
                time(row, "reset_ms"),
                row.getString("reset_by"),
                number(row, "value"),
                row.getString("quality"),
                row.getInt("transitions"),
                row.getBoolean("missed"));
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Double.NaN : number;
    }

    private static long time(ResultSet row, String column) throws SQLException {
        long timeMs = row.getLong(column);
        return row.wasNull() ? -1 : timeMs;
    }
}
