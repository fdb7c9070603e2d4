package io.tocsin.simulator.plant;

import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One gateway polling its instruments, each at its interval; what is due at one moment goes into one message. */
final class GatewayScan {
    private final GatewayVoice voice;
    private final SortedMap<Long, Group> groupOfInterval = new TreeMap<>();
    private final long startMs;
    private long silentUntilMs = Long.MIN_VALUE;

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

    GatewayVoice voice() {
        return voice;
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

    long dueMs() {
        return groupOfInterval.values().stream()
                .mapToLong(group -> group.dueMs)
                .min()
                .orElse(Feed.FINISHED);
    }

    /** What is due at this moment; nothing while the gateway is silent. */
    List<Publication> scan(long timeMs, long stampMs) {
        List<Reading> readings = new ArrayList<>();
        groupOfInterval.forEach((intervalMs, group) -> {
            if (group.dueMs <= timeMs) {
                group.instruments.forEach(instrument -> readings.add(instrument.read(timeMs)));
                group.dueMs += intervalMs;
            }
        });
        return timeMs < silentUntilMs ? List.of() : voice.telemetry(stampMs, readings);
    }
}
