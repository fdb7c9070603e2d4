package io.tocsin.server.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.server.events.Json;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.past.FollowedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An event log in memory; each reader has a place of its own in it. */
final class EventLogOf {
    static final long TIME_MS = 1_795_305_600_000L;

    private final List<FollowedLog.Logged> records = new ArrayList<>();

    /** A raise of LT-1 HH, CRITICAL, of the position duty, with what is said otherwise. */
    static String event(String id, String... more) {
        StringBuilder json = new StringBuilder("{\"eventId\":\"" + id + "\"");
        List<String> fields = new ArrayList<>(List.of(
                "alarmId=LT-1:HH",
                "type=RAISED",
                "priority=CRITICAL",
                "tag=LT-1",
                "condition=HH",
                "value:13.12",
                "unit=m",
                "enterprise=e1",
                "position=duty",
                "plate=浙A·Y0001",
                "time=" + Json.time(TIME_MS),
                "recordedTime=" + Json.time(TIME_MS),
                "drill:false",
                "annunciated:true"));
        for (String one : more) {
            String name = one.split("[=:]", 2)[0];
            fields.removeIf(field -> field.split("[=:]", 2)[0].equals(name));
            fields.add(one);
        }
        for (String field : fields) {
            int at = field.indexOf('=') < 0 || (field.indexOf(':') >= 0 && field.indexOf(':') < field.indexOf('='))
                    ? field.indexOf(':')
                    : field.indexOf('=');
            boolean text = field.charAt(at) == '=';
            String value = field.substring(at + 1);
            json.append(",\"").append(field, 0, at).append("\":").append(text ? '"' + value + '"' : value);
        }
        return json.append(",\"message\":{\"zh\":\"液位高高\",\"en\":\"Level very high\"}}")
                .toString();
    }

    static ToldEvent told(String id, String... more) {
        return ToldEvent.of(record(1, LoggedEvent.Kind.EVENT, event(id, more)));
    }

    private static FollowedLog.Logged record(long seq, LoggedEvent.Kind kind, String json) {
        return new FollowedLog.Logged(
                seq,
                new LoggedEvent(kind, "LT-1:HH", "e", "io.tocsin.alarm.raised", TIME_MS, "", json.getBytes(UTF_8)));
    }

    /** An event and, as the engine does, a state behind it. */
    synchronized void add(String id, String... more) {
        records.add(record(records.size() + 1, LoggedEvent.Kind.EVENT, event(id, more)));
        records.add(record(records.size() + 1, LoggedEvent.Kind.STATE, "{}"));
    }

    void add(int from, int to, UnaryOperator<String> id) {
        for (int i = from; i <= to; i++) {
            add(id.apply(Integer.toString(i)));
        }
    }

    synchronized long size() {
        return records.size();
    }

    private synchronized FollowedLog.@Nullable Logged at(int index) {
        return index < records.size() ? records.get(index) : null;
    }

    FollowedLog reader() {
        return new FollowedLog() {
            private int next;

            @Override
            public void seek(long seq) {
                next = (int) seq;
            }

            @Override
            public @Nullable Logged next() {
                Logged record = at(next);
                next += record == null ? 0 : 1;
                return record;
            }

            @Override
            public long firstSeq() {
                return 1;
            }

            @Override
            public long lastSeq() {
                return size();
            }
        };
    }
}
