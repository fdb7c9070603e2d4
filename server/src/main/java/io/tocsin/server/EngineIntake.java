package io.tocsin.server;

import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.mqtt.Ack;
import io.tocsin.ingest.mqtt.Intake;
import io.tocsin.server.live.LiveEngine;

/** Hands what arrives to the engine's journal. */
record EngineIntake(LiveEngine engine) implements Intake {
    @Override
    public boolean offer(Arrival arrival, Ack ack) {
        return engine.offer(arrival, ack::acknowledge);
    }

    @Override
    public boolean hasRoom() {
        return engine.hasRoom();
    }
}
