package io.tocsin.simulator.telemetry;

/**
 * One gateway as the broker sees it.
 *
 * @param park park code
 * @param company code of the enterprise that it speaks for
 * @param id code of the gateway
 */
public record FieldGateway(String park, String company, String id) {
    /** Where its samples go, QoS 1. */
    public String telemetryTopic() {
        return topic("telemetry");
    }

    /** Where it says whether it is there, retained, and as its last will. */
    public String statusTopic() {
        return topic("status");
    }

    private String topic(String leaf) {
        return "park/" + park + '/' + company + '/' + id + '/' + leaf;
    }
}
