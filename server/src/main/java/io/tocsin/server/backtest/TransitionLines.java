package io.tocsin.server.backtest;

import io.tocsin.config.Condition;
import io.tocsin.rules.Plan;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Transitions as JSON lines: the shape is a contract (docs/backtest.md). */
final class TransitionLines {
    private final Plan plan;
    private final OutputStream out;

    TransitionLines(Plan plan, OutputStream out) {
        this.plan = plan;
        this.out = out;
    }

    void write(Transition transition) {
        Condition condition = plan.condition(transition.slot());
        byte[] line = Json.object(json -> {
            json.writeStringProperty("tag", plan.tag(transition.slot()).id());
            json.writeStringProperty("condition", condition.name());
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
