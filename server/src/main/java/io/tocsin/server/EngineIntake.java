package io.tocsin.server;

import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.mqtt.Ack;
import io.tocsin.ingest.mqtt.Intake;
import io.tocsin.server.live.LiveEngine;

/** Hands what arrives to the engine's journal; what its sender may not send is acknowledged and goes no further. */
record EngineIntake(LiveEngine engine, RateGate gate) implements Intake {
    @Override
    public boolean offer(Arrival arrival, Ack ack) {
        if (gate.mayPass(arrival)) {
            return engine.offer(arrival, ack::acknowledge);
        }
        ack.acknowledge();
        return true;
    }

    @Override
    public boolean hasRoom() {
        return engine.hasRoom();
    }
}
