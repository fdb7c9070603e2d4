package io.tocsin.server.live;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.kpi.Floods;
import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.alarms.kpi.Tally;
import io.tocsin.alarms.kpi.Telling;
import io.tocsin.config.Position;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.events.Scalars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people are bothered with, from the event stream: written by the engine's thread on the way to the log, read by any.
 *
 * <p>Behind a snapshot it is told from the event log, which reaches back as far as it has to; what the engine brings forth
 * again after that comes as it came the first time. In a drill nothing is counted but how much was not.
 */
public final class AlarmLoad {
    private static final long DAY_MS = 86_400_000;

    private final boolean drill;
    private final Tally tally = new Tally();
    private long changes;

    AlarmLoad(boolean drill) {
        this.drill = drill;
    }

    synchronized void event(AlarmEvent event) {
        AlarmEvent.Told told = event.told();
        Telling telling = new Telling(
                event.type().name(),
                told.annunciated(),
                !told.suppression().isEmpty(),
                told.group() != null,
                event.state() == AlarmState.UNACK_ACTIVE,
                drill);
        take(
                new LogLine(
                        event.definition().id(),
                        telling.kind(),
                        event.timeMs(),
                        event.definition().priority(),
                        telling.audience(),
                        told.position()),
                event.recordedTimeMs(),
                event.state() == AlarmState.NORMAL);
    }

    private void take(LogLine line, long recordedMs, boolean over) {
        tally.line(line, recordedMs);
        if (over) {
            tally.over(line.alarm());
        }
        changes++;
    }

    synchronized void removed(String alarm) {
        tally.forget(alarm);
        changes++;
    }

    // ---- behind a snapshot ------------------------------------------------------------------------------------------

    /**
     * Takes in what the log says up to a record.
     *
     * @param last the newest record that stands in the snapshot
     * @param nowMs engine time of the snapshot
     * @param alarms how they stood there
     */
    synchronized void rebuild(Journal events, long last, long nowMs, List<AlarmStatus> alarms) throws JournalException {
        long from = firstSince(events, last, sinceMs(nowMs, alarms));
        if (from > last) {
            return;
        }
        try (JournalReader reader = events.reader(from)) {
            while (reader.next() && reader.record().seq() <= last) {
                take(LoggedEvent.of(reader.record()), reader.record().receiveTimeMs());
            }
        }
    }

    /** A day; or since the raise of what stands longer and was told of again within that day. */
    private static long sinceMs(long nowMs, List<AlarmStatus> alarms) {
        long dayMs = nowMs - DAY_MS;
        return alarms.stream()
                .filter(alarm -> alarm.state().isActive() && alarm.people().annunciatedTimeMs() >= 0)
                .mapToLong(AlarmStatus::raisedTimeMs)
                .reduce(dayMs, Math::min);
    }

    /** The first record that was made then or later; records are in order of time but where a clock was set back. */
    private static long firstSince(Journal events, long last, long sinceMs) throws JournalException {
        long low = events.firstSeq();
        long high = last + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (receiveMs(events, middle) < sinceMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long receiveMs(Journal events, long seq) throws JournalException {
        try (JournalReader reader = events.reader(seq)) {
            return reader.next() ? reader.record().receiveTimeMs() : Long.MAX_VALUE;
        }
    }

    private void take(LoggedEvent logged, long recordedMs) {
        if (logged.kind() == LoggedEvent.Kind.REMOVED) {
            tally.forget(logged.key());
        } else if (logged.kind() == LoggedEvent.Kind.EVENT) {
            Scalars event = Scalars.of(logged.value());
            String state = event.words("state");
            Telling telling = new Telling(
                    event.words("type"),
                    event.flagOrNone("annunciated"),
                    event.text("suppression") != null,
                    event.text("group") != null,
                    state.equals(AlarmState.UNACK_ACTIVE.name()),
                    event.flag("drill"));
            take(
                    new LogLine(
                            logged.key(),
                            telling.kind(),
                            logged.timeMs(),
                            priority(event),
                            telling.audience(),
                            event.text("position")),
                    recordedMs,
                    state.equals(AlarmState.NORMAL.name()));
        }
    }

    private static @Nullable Priority priority(Scalars event) {
        String name = event.text("priority");
        return name == null ? null : Priority.valueOf(name);
    }

    /** The start is over: what is counted as new is new from here on. */
    synchronized void begin() {
        tally.begin();
    }

    // ---- reading, from any thread -----------------------------------------------------------------------------------

    /** Grows whenever something changed. */
    synchronized long changes() {
        return changes;
    }

    /** Annunciations since the start, at a position of the site, or where nobody in particular is responsible. */
    public synchronized long annunciations(String position, Priority priority) {
        return tally.annunciations(position, priority);
    }

    public synchronized Floods.Now at(String position, long nowMs) {
        return tally.floods().at(position, nowMs);
    }

    /** By position, in the order of the site. */
    synchronized Map<String, Floods.Now> positions(Site site, long nowMs) {
        Map<String, Floods.Now> all = new LinkedHashMap<>();
        for (Position position : site.annunciation().positions()) {
            all.put(position.id(), tally.floods().at(position.id(), nowMs));
        }
        all.put(PositionKpis.NOBODY, tally.floods().at(PositionKpis.NOBODY, nowMs));
        return all;
    }

    synchronized List<Floods.Episode> floods(long nowMs) {
        return tally.floods().episodes(nowMs);
    }

    synchronized List<String> chattering(long nowMs) {
        return tally.chattering(nowMs);
    }

    synchronized List<String> longStanding(long nowMs) {
        return tally.longStanding(nowMs);
    }

    /** Since when an alarm waits for an acknowledgement; -1 where it does not. */
    synchronized long waitingSinceMs(String alarm) {
        return tally.waitingSinceMs(alarm);
    }

    synchronized long drills() {
        return tally.drills();
    }
}
