package io.tocsin.simulator.telemetry;

import java.util.Optional;

/**
 * What the cameras of all gates are connected to. It has no status of its own: nobody asks for one.
 *
 * @param park park code
 */
public record GateController(String park) implements FieldClient {
    @Override
    public String clientId() {
        return "tocsin-field-gates-" + park;
    }

    @Override
    public String name() {
        return "gates";
    }

    @Override
    public Optional<String> statusTopic() {
        return Optional.empty();
    }

    @Override
    public Optional<String> ackedTopic() {
        return Optional.empty();
    }

    /** Where the passages of one gate go, QoS 1. */
    public String passagesTopic(String gate) {
        return "park/" + park + "/gates/" + gate + "/passages";
    }
}
