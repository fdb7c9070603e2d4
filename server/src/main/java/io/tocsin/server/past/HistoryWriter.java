package io.tocsin.server.past;

import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.events.Scalars;
import io.tocsin.server.past.FollowedLog.Logged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of the event log into the tables; the caller commits. A record that is there already changes nothing.
 *
 * <p>One thread. Its statements are prepared once: a rebuild goes through millions.
 */
final class HistoryWriter implements AutoCloseable {
    private static final String FIND = "SELECT seq FROM occurrence WHERE id = ?1";
    private static final String EVENT = """
            INSERT INTO event (seq, id, occurrence, type, operator, comment, json, time_ms, state, priority, position,
              annunciated, suppressed, grouped, drill)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            ON CONFLICT (id) DO NOTHING""";
    private static final String BEGIN = """
            INSERT INTO occurrence (seq, id, alarm, category, tag, condition, enterprise, area, priority, limit_value,
              unit, message_zh, message_en, gate, subject, plate, reasons, state, raised_ms, onset_ms, value, quality,
              missed, last_ms, class, position)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
              ?23, ?24, ?25, ?26)""";
    /** An earlier occurrence is over when it is superseded: the state that the event tells is that of the alarm. */
    private static final String GO_ON = """
            UPDATE occurrence SET
              transitions = transitions + 1,
              last_ms = max(last_ms, ?6),
              state = CASE WHEN ?2 IN ('SUPERSEDED', 'CONFIG_CHANGED') THEN 'NORMAL' ELSE ?3 END,
              priority = CASE ?2 WHEN 'REALARMED' THEN ?7 ELSE priority END,
              cleared_ms = CASE ?2 WHEN 'CLEARED' THEN ?4 WHEN 'CONFIG_CHANGED' THEN coalesce(cleared_ms, ?4)
                ELSE cleared_ms END,
              acknowledged_ms = CASE WHEN ?2 IN ('ACKNOWLEDGED', 'SUPERSEDED') THEN ?4 WHEN ?2 = 'REALARMED' THEN NULL
                ELSE acknowledged_ms END,
              acknowledged_by = CASE WHEN ?2 IN ('ACKNOWLEDGED', 'SUPERSEDED') THEN ?5 WHEN ?2 = 'REALARMED' THEN NULL
                ELSE acknowledged_by END,
              reset_ms = CASE ?2 WHEN 'RESET' THEN ?4 ELSE reset_ms END,
              reset_by = CASE ?2 WHEN 'RESET' THEN ?5 ELSE reset_by END,
              handling = coalesce(?8, handling)
            WHERE seq = ?1""";
    /** A latched occurrence that was acknowledged ends without an event of its own when the alarm is raised again. */
    private static final String LATCH_ENDS =
            "UPDATE occurrence SET state = 'NORMAL' WHERE alarm = ?1 AND state = 'LATCHED_ACK' AND seq <> ?2";
    /** Of earlier occurrences nothing is told when their alarm leaves the configuration. */
    private static final String LEAVE = "UPDATE occurrence SET state = 'NORMAL', handling = NULL"
            + " WHERE alarm = ?1 AND (state <> 'NORMAL' OR handling IN ('OPEN', 'ASSIGNED'))";

    private static final String REPLY = """
            INSERT INTO reply (seq, id, occurrence, time_ms, json) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO NOTHING""";
    private static final String TEXT = """
            SELECT concat_ws(' ', alarm, condition, enterprise, area, gate, message_zh, message_en,
              (SELECT group_concat(concat_ws(' ', operator, comment), ' ') FROM event
               WHERE occurrence = ?1 AND operator IS NOT NULL))
            FROM occurrence WHERE seq = ?1""";
    private static final String WORDS = "INSERT OR REPLACE INTO words (rowid, text) VALUES (?1, ?2)";
    private static final String PLACE = "UPDATE place SET position = ?1, id = ?2";

    private final Connection connection;
    private final List<PreparedStatement> all = new ArrayList<>();
    private final PreparedStatement find;
    private final PreparedStatement event;
    private final PreparedStatement begin;
    private final PreparedStatement goOn;
    private final PreparedStatement latchEnds;
    private final PreparedStatement leave;
    private final PreparedStatement reply;
    private final PreparedStatement text;
    private final PreparedStatement words;
    private final PreparedStatement place;

    HistoryWriter(Connection connection) throws SQLException {
        this.connection = connection;
        find = prepared(FIND);
        event = prepared(EVENT);
        begin = prepared(BEGIN);
        goOn = prepared(GO_ON);
        latchEnds = prepared(LATCH_ENDS);
        leave = prepared(LEAVE);
        reply = prepared(REPLY);
        text = prepared(TEXT);
        words = prepared(WORDS);
        place = prepared(PLACE);
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        all.add(statement);
        return statement;
    }

    void write(Logged logged) throws SQLException {
        LoggedEvent record = logged.event();
        switch (record.kind()) {
            case EVENT -> event(logged.seq(), record, Scalars.of(record.value()));
            case REPLY -> reply(logged.seq(), record);
            case REMOVED -> run(leave, record.key());
            // A state is what its events add up to; passages are no alarms, and their plates are not kept here.
            case STATE, PASSAGE, WARNING -> {}
        }
    }

    private void event(long seq, LoggedEvent record, Scalars fields) throws SQLException {
        if (fields.text("occurrenceId") == null) {
            // Of no occurrence: the event log has it, and Kafka.
            return;
        }
        Long known = occurrence(fields.words("occurrenceId"));
        long occurrence = known == null ? seq : known;
        String type = fields.words("type");
        String operator = fields.text("operator");
        if (add(seq, occurrence, record, fields) == 0) {
            return;
        }
        if (known == null) {
            begin(seq, record, fields);
        }
        run(
                goOn,
                occurrence,
                type,
                fields.words("state"),
                record.timeMs(),
                operator,
                fields.timeMs("recordedTime"),
                fields.text("priority"),
                fields.text("handling"));
        if (type.equals("RAISED")) {
            run(latchEnds, record.key(), occurrence);
        }
        if (known == null || operator != null) {
            index(occurrence);
        }
    }

    private @Nullable Long occurrence(String id) throws SQLException {
        find.setString(1, id);
        try (ResultSet found = find.executeQuery()) {
            return found.next() ? Long.valueOf(found.getLong(1)) : null;
        }
    }

    private void begin(long seq, LoggedEvent record, Scalars fields) throws SQLException {
        run(
                begin,
                seq,
                fields.words("occurrenceId"),
                record.key(),
                fields.text("category"),
                fields.text("tag"),
                fields.text("condition"),
                fields.text("enterprise"),
                fields.text("area"),
                fields.text("priority"),
                fields.number("limit"),
                fields.text("unit"),
                fields.text("message.zh"),
                fields.text("message.en"),
                fields.text("gate"),
                fields.text("subject"),
                fields.text("plate"),
                fields.text("reasons"),
                fields.words("state"),
                record.timeMs(),
                fields.timeMs("onsetTime"),
                fields.number("value"),
                fields.text("quality"),
                fields.words("type").equals("MISSED") ? 1 : 0,
                fields.timeMs("recordedTime"),
                fields.text("class"),
                fields.text("position"));
    }

    /** 0 where it is there already. */
    private int add(long seq, long occurrence, LoggedEvent record, Scalars fields) throws SQLException {
        return run(
                event,
                seq,
                record.id(),
                occurrence,
                fields.words("type"),
                fields.text("operator"),
                fields.text("comment"),
                record.value(),
                record.timeMs(),
                fields.words("state"),
                fields.text("priority"),
                fields.text("position"),
                fields.flagOrNone("annunciated"),
                fields.text("suppression") != null,
                fields.text("group") != null,
                fields.flag("drill"));
    }

    private void index(long occurrence) throws SQLException {
        text.setLong(1, occurrence);
        String known;
        try (ResultSet found = text.executeQuery()) {
            known = found.getString(1);
        }
        run(words, occurrence, Words.indexed(known));
    }

    private void reply(long seq, LoggedEvent record) throws SQLException {
        String occurrence = Scalars.of(record.value()).text("occurrenceId");
        run(reply, seq, record.id(), occurrence, record.timeMs(), record.value());
    }

    private static int run(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeUpdate();
    }

    /** The place in the log, with all that was written up to there. */
    void commit(Logged last) throws SQLException {
        run(place, last.seq(), last.event().id());
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : all) {
            statement.close();
        }
    }
}
