package io.tocsin.simulator.plant;

import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One gateway polling its instruments, each at its interval; what is due at one moment goes into one message.
 *
 * <p>While its line is cut it stores what it would have said and goes on counting; once the line is back it says so,
 * then hands the stored messages on as history, then goes on.
 */
final class GatewayScan {
    private static final long LIT = Long.MAX_VALUE;

    private final GatewayVoice voice;
    private final SortedMap<Long, Group> groupOfInterval = new TreeMap<>();
    private final List<Publication> stored = new ArrayList<>();
    private final long startMs;
    private long silentUntilMs = Long.MIN_VALUE;
    private long darkUntilMs = LIT;

    GatewayScan(GatewayVoice voice, long startMs) {
        this.voice = voice;
        this.startMs = startMs;
    }

    /** Instruments of one interval. */
    private static final class Group {
        private final List<Instrument> instruments = new ArrayList<>();
        private long dueMs;

        Group(long dueMs) {
            this.dueMs = dueMs;
        }
    }

    FieldGateway gateway() {
        return voice.gateway();
    }

    void add(Instrument instrument, long intervalMs) {
        groupOfInterval
                .computeIfAbsent(intervalMs, interval -> new Group(startMs))
                .instruments
                .add(instrument);
    }

    void silence(long untilMs) {
        silentUntilMs = untilMs;
    }

    /** The line is cut: what the broker says of it. */
    Publication goDark(long untilMs, long stampMs) {
        darkUntilMs = untilMs;
        return voice.status(false, stampMs);
    }

    /** The next moment at which it has something to do. */
    long dueMs() {
        long due = darkUntilMs;
        for (Group group : groupOfInterval.values()) {
            due = Math.min(due, group.dueMs);
        }
        return due == LIT ? Feed.FINISHED : due;
    }

    /** What is said at this moment; nothing while the gateway is silent or dark. */
    List<Publication> scan(long timeMs, long stampMs) {
        List<Publication> said = new ArrayList<>();
        if (timeMs >= darkUntilMs) {
            darkUntilMs = LIT;
            said.add(voice.status(true, stampMs));
            stored.forEach(message -> said.add(message.asHistory()));
            stored.clear();
        }
        List<Publication> now = poll(timeMs, stampMs);
        (darkUntilMs == LIT ? said : stored).addAll(now);
        return said;
    }

    /** Comes up: says everything once, the slow analysers too, and goes on from there. */
    void comeUp(long timeMs) {
        groupOfInterval.values().forEach(group -> group.dueMs = timeMs);
    }

    /** Lets this moment pass unheard. */
    void pass(long timeMs) {
        groupOfInterval.forEach((intervalMs, group) -> group.dueMs += group.dueMs <= timeMs ? intervalMs : 0);
        darkUntilMs = timeMs >= darkUntilMs ? LIT : darkUntilMs;
    }

    private List<Publication> poll(long timeMs, long stampMs) {
        if (timeMs < silentUntilMs) {
            pass(timeMs);
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        groupOfInterval.forEach((intervalMs, group) -> {
            if (group.dueMs <= timeMs) {
                group.instruments.forEach(instrument -> readings.add(instrument.read(timeMs)));
                group.dueMs += intervalMs;
            }
        });
        return voice.telemetry(stampMs, readings);
    }
}
