package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.alarms.kpi.Telling;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.history.WrittenTime;
import io.tocsin.server.kpi.Row.Cell;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of one alarm log: rows understood, repeats of one event dropped. */
final class AlarmLines implements AutoCloseable {
    /** What is looked at in a row, in lower case; all else in it is its owner's. */
    static final Set<String> FIELDS = Set.of(
            "time",
            "tag",
            "condition",
            "limit",
            "alarmid",
            "state",
            "type",
            "priority",
            "suppressed",
            "suppression",
            "drill",
            "eventid",
            "annunciated",
            "position",
            "group");

    /** Events of an alarm that are neither its raise nor its return nor its acknowledgement. */
    static final Set<String> OTHER_EVENTS = Set.of(
            "REALARMED",
            "SHELVED",
            "UNSHELVED",
            "SUPPRESSED",
            "UNSUPPRESSED",
            "REMOVED_FROM_SERVICE",
            "RETURNED_TO_SERVICE",
            "ESCALATED",
            "COMMENTED",
            "ASSIGNED",
            "HANDLED",
            "FALSE_ALARM",
            "CLOSED",
            "SUPERSEDED",
            "RESET",
            "MISSED",
            "CONFIG_CHANGED");

    private static final Set<String> EVENTS = Set.of("RAISED", "CLEARED", "ACKNOWLEDGED");
    /** What is counted in no figure. */
    private static final Set<Kind> OTHERS = EnumSet.of(Kind.GROUPED, Kind.GONE, Kind.OTHER);

    private static final Set<String> YES = Set.of("true", "yes", "1");
    private static final Set<String> NO = Set.of("false", "no", "0");

    private final RowSource rows;
    private final Mistakes mistakes;
    /** One string for each alarm, however many lines it has. */
    private final Map<String, String> alarms = new HashMap<>();

    private final Set<String> eventIds = new HashSet<>();
    private long count;
    private long otherEvents;
    private long repeats;

    AlarmLines(RowSource rows, Mistakes mistakes) {
        this.rows = rows;
        this.mistakes = mistakes;
    }

    /** The next line; null at the end. */
    @Nullable
    LogLine next() throws IOException {
        for (Row row = rows.next(); row != null; row = rows.next()) {
            LogLine line = line(row);
            if (line != null && isRepeat(row)) {
                repeats++;
            } else if (line != null) {
                count++;
                otherEvents += OTHERS.contains(line.kind()) ? 1 : 0;
                return line;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    long count() {
        return count;
    }

    long otherEvents() {
        return otherEvents;
    }

    long repeats() {
        return repeats;
    }

    private boolean isRepeat(Row row) {
        Cell eventId = row.cell("eventid");
        return eventId != null && !eventIds.add(eventId.text());
    }

    /** All that is wrong with a row is told, not only what comes first. */
    private @Nullable LogLine line(Row row) {
        OptionalLong timeMs = time(row);
        String alarm = alarm(row);
        String type = type(row);
        Priority priority = priority(row);
        Telling telling = telling(row, type == null ? "" : type);
        return timeMs.isEmpty() || alarm == null || type == null
                ? null
                : new LogLine(
                        alarms.computeIfAbsent(alarm, name -> name),
                        telling.kind(),
                        timeMs.getAsLong(),
                        priority,
                        telling.audience(),
                        text(row, "position"));
    }

    private static @Nullable String text(Row row, String field) {
        Cell cell = row.cell(field);
        return cell == null ? null : cell.text();
    }

    private OptionalLong time(Row row) {
        Cell cell = row.cell("time");
        OptionalLong timeMs = cell == null ? OptionalLong.empty() : WrittenTime.of(cell.text());
        if (timeMs.isEmpty()) {
            expected(row, cell, new Text("ISO 8601 时间或纪元 s、ms、us、ns", "ISO 8601 or epoch s, ms, us, ns"));
        }
        return timeMs;
    }

    private @Nullable String alarm(Row row) {
        Cell id = row.cell("alarmid");
        if (id != null) {
            return id.text();
        }
        Cell tag = row.cell("tag");
        Cell condition = row.first("condition", "limit");
        if (tag == null) {
            expected(row, null, new Text("位号（tag）", "a tag"));
        } else if (condition == null) {
            expected(row, null, new Text("条件（condition 或 limit）", "a condition or limit"));
        }
        return tag == null || condition == null ? null : tag.text() + ':' + condition.text();
    }

    /** In events the state is the alarm's, and the type says what happened. */
    private @Nullable String type(Row row) {
        Cell cell = row.cell("alarmid") == null ? row.cell("state") : row.first("type", "state");
        String word = cell == null ? "" : cell.text().toUpperCase(Locale.ROOT);
        if (EVENTS.contains(word) || OTHER_EVENTS.contains(word)) {
            return word;
        }
        expected(row, cell, new Text("RAISED、CLEARED 或 ACKNOWLEDGED", "RAISED, CLEARED or ACKNOWLEDGED"));
        return null;
    }

    /** A line of an unknown priority is counted as one without. */
    private @Nullable Priority priority(Row row) {
        Cell cell = row.cell("priority");
        if (cell == null) {
            return null;
        }
        for (Priority priority : Priority.values()) {
            if (priority.name().equalsIgnoreCase(cell.text())) {
                return priority;
            }
        }
        expected(row, cell, new Text("CRITICAL、HIGH、MEDIUM 或 LOW", "CRITICAL, HIGH, MEDIUM or LOW"));
        return null;
    }

    private Telling telling(Row row, String type) {
        Boolean annunciated = row.cell("annunciated") == null ? null : Boolean.valueOf(isTrue(row, "annunciated"));
        boolean drill = isTrue(row, "drill");
        return new Telling(
                type,
                annunciated,
                (!drill && isTrue(row, "suppressed")) || row.cell("suppression") != null,
                row.cell("group") != null,
                "UNACK_ACTIVE".equals(text(row, "state")),
                drill);
    }

    private boolean isTrue(Row row, String field) {
        Cell cell = row.cell(field);
        String word = cell == null ? "false" : cell.text().toLowerCase(Locale.ROOT);
        if (!YES.contains(word) && !NO.contains(word)) {
            expected(row, cell, new Text("true 或 false", "true or false"));
        }
        return YES.contains(word);
    }

    private void expected(Row row, @Nullable Cell cell, Text what) {
        mistakes.expected(
                row.line(),
                cell == null ? 1 : cell.column(),
                what,
                cell == null ? Mistakes.NOTHING : Mistakes.quoted(cell.text()));
    }
}
