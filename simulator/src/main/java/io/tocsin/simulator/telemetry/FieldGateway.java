package io.tocsin.simulator.telemetry;

import java.util.Optional;

/**
 * One gateway as the broker sees it.
 *
 * @param park park code
 * @param company code of the enterprise that it speaks for
 * @param id code of the gateway
 */
public record FieldGateway(String park, String company, String id) implements FieldClient {
    @Override
    public String clientId() {
        return "tocsin-field-" + company + '-' + id;
    }

    @Override
    public String name() {
        return id;
    }

    /** Where its samples go, QoS 1. */
    public String telemetryTopic() {
        return topic("telemetry");
    }

    @Override
    public Optional<String> statusTopic() {
        return Optional.of(topic("status"));
    }

    @Override
    public Optional<String> ackedTopic() {
        return Optional.of(topic("acked"));
    }

    private String topic(String leaf) {
        return "park/" + park + '/' + company + '/' + id + '/' + leaf;
    }
}
