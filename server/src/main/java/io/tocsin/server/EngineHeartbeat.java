package io.tocsin.server;

import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.events.Pulse;
import io.tocsin.server.kafka.EventRecord;
import io.tocsin.server.kafka.HeartbeatSource;
import io.tocsin.server.kafka.TopicKind;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Values;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the engine says of itself. Times are the wall's, in a drill too: whoever watches goes by it.
 *
 * @param mqtt whether the broker is there
 */
record EngineHeartbeat(
        About about, LiveEngine engine, Supplier<Health> health, BooleanSupplier mqtt, LongSupplier kafkaLag)
        implements HeartbeatSource {
    /** The console's lamp goes out at the same age. */
    static final long DATA_OLD_MS = 30_000;

    /**
     * What does not change.
     *
     * @param site the park's id
     * @param wall epoch milliseconds
     */
    record About(String site, boolean drill, long startedMs, LongSupplier wall) {}

    @Override
    public EventRecord beat() {
        long nowMs = about.wall().getAsLong();
        return new EventRecord(
                0,
                TopicKind.HEARTBEAT,
                about.site().getBytes(StandardCharsets.UTF_8),
                about.site() + "~heartbeat~" + nowMs,
                EventNames.HEARTBEAT,
                nowMs,
                new EventJson(about.drill()).heartbeat(pulse(nowMs)),
                null);
    }

    private Pulse pulse(long nowMs) {
        Health now = health.get();
        long ageMs = dataAgeMs();
        return new Pulse(
                about.site(),
                nowMs,
                about.startedMs(),
                now.ready(),
                mqtt.getAsBoolean() && ageMs >= 0 && ageMs <= DATA_OLD_MS,
                ageMs,
                engine.isDurable(),
                engine.undurableInputs(),
                engine.queued(),
                engine.durableInputs(),
                engine.durableEvents(),
                kafkaLag.getAsLong());
    }

    private long dataAgeMs() {
        Values values = engine.values();
        if (values == null || values.newestReceiveMs() == Long.MIN_VALUE) {
            return -1;
        }
        return Math.max(0, engine.nowMs() - values.newestReceiveMs());
    }
}
