package io.tocsin.server.backtest;

import io.tocsin.server.events.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Transitions as JSON lines: the shape is a contract (docs/backtest.md). */
final class TransitionLines {
    private final AlarmSlots slots;
    private final OutputStream out;

    TransitionLines(AlarmSlots slots, OutputStream out) {
        this.slots = slots;
        this.out = out;
    }

    void write(Transition transition) {
        byte[] line = Json.object(json -> {
            json.writeStringProperty("tag", slots.subject(transition.slot()));
            json.writeStringProperty("condition", slots.condition(transition.slot()));
            json.writeStringProperty("state", transition.raised() ? "RAISED" : "CLEARED");
            json.writeStringProperty("time", Json.time(transition.timeMs()));
            Json.number(json, "value", transition.value());
        });
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
