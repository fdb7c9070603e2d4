package io.tocsin.server.past;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.rules.Input;
import io.tocsin.server.events.EventLog;
import io.tocsin.server.events.LoggedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A real event log with as many alarms as a test needs, and its follower. */
final class SampleLog implements FollowedLog, AutoCloseable {
    static final long T0 = 1_800_000_000_000L;
    static final long STEP_MS = 60_000;
    private static final List<String> ENTERPRISES = List.of("E1", "E2", "E3");

    private final Journal journal;
    private final EventLog log;
    private @Nullable JournalReader reader;
    private long last = Long.MAX_VALUE;

    SampleLog(Path folder) throws IOException {
        journal = Journal.open(folder, new Journal.Options(0, 4 << 20, 2 << 20));
        log = new EventLog(journal, false);
        log.configured("0123456789abcdef");
    }

    /** The n-th occurrence: every third is acknowledged, the last ten still stand. */
    void occurrences(int from, int to) throws IOException {
        for (int n = from; n < to; n++) {
            long raised = T0 + n * STEP_MS;
            tell(n, 1, AlarmEvent.Type.RAISED, AlarmState.UNACK_ACTIVE, raised, null);
            if (n % 3 == 0) {
                tell(n, 2, AlarmEvent.Type.ACKNOWLEDGED, AlarmState.ACK_ACTIVE, raised + 5_000, acknowledge(n, raised));
            }
            if (n < to - 10) {
                AlarmState over = n % 3 == 0 ? AlarmState.NORMAL : AlarmState.UNACK_RTN;
                tell(n, n % 3 == 0 ? 3 : 2, AlarmEvent.Type.CLEARED, over, raised + 30_000, null);
            }
        }
        log.force();
    }

    private static Input.Command acknowledge(int n, long raised) {
        return new Input.Command(
                Input.Verb.ACKNOWLEDGE,
                "r-" + n,
                definition(n).id(),
                occurrence(n),
                new Input.Principal(n % 2 == 0 ? "li.wei" : "zhang", "console"),
                n % 30 == 0 ? "现场确认 无泄漏 checked on site " + n : null,
                raised + 5_000);
    }

    static String occurrence(int n) {
        return "p~" + definition(n).id() + "~" + (T0 + n * STEP_MS);
    }

    static Definition definition(int n) {
        int tag = n % 200;
        String condition = n % 2 == 0 ? "H" : "HH";
        String id = String.format(Locale.ROOT, "T-%03d.LEVEL", tag);
        return new Definition(
                id + ":" + condition,
                "PROCESS",
                id,
                condition,
                12.5,
                "m",
                ENTERPRISES.get(tag % 3),
                "yard",
                n % 2 == 0 ? Priority.HIGH : Priority.CRITICAL,
                AlarmClass.PROCESS,
                null,
                List.of(),
                new Text(id + " 液位高", id + " level high"),
                null);
    }

    private void tell(
            int n,
            int transition,
            AlarmEvent.Type type,
            AlarmState state,
            long timeMs,
            Input.@Nullable Command command) {
        Definition definition = definition(n);
        String id = occurrence(n);
        String event = id + "." + transition;
        AlarmStatus status = new AlarmStatus(
                definition,
                state,
                event,
                id,
                1,
                timeMs,
                timeMs,
                timeMs,
                -1,
                -1,
                null,
                12.75,
                0,
                timeMs,
                AlarmStatus.People.NONE);
        log.event(
                new AlarmEvent(
                        event,
                        id,
                        type,
                        timeMs,
                        timeMs,
                        state,
                        definition,
                        12.75,
                        0,
                        timeMs,
                        null,
                        command,
                        AlarmEvent.Told.NOTHING,
                        List.of()),
                status);
    }

    /** Nothing behind this is durable for whoever follows; 0 = whatever there is. */
    void endAt(long seq) {
        last = seq;
    }

    @Override
    public void seek(long seq) throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = journal.reader(seq + 1);
    }

    @Override
    public @Nullable Logged next() throws IOException {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("expected a seek");
        }
        if (open.next()) {
            long seq = open.record().seq();
            if (seq <= last) {
                return new Logged(seq, LoggedEvent.of(open.record()));
            }
            seek(seq - 1);
        }
        return null;
    }

    @Override
    public long firstSeq() {
        return journal.firstSeq();
    }

    @Override
    public long lastSeq() {
        return Math.min(last, journal.durableSeq());
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        journal.close();
    }
}
