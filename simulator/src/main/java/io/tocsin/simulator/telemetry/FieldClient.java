package io.tocsin.simulator.telemetry;

import java.util.Optional;

/** One connection of the field to a broker: a gateway with its instruments, or the controller of the gates. */
public sealed interface FieldClient permits FieldGateway, GateController {
    /** Its name at the broker; the same at every start, so that a second one is noticed. */
    String clientId();

    /** For logs and for people. */
    String name();

    /** Where it says whether it is there, retained, and as its last will; empty where nobody asks. */
    Optional<String> statusTopic();

    /** Where it is told how much of what it sent is durable; empty where nobody tells it. */
    Optional<String> ackedTopic();
}
