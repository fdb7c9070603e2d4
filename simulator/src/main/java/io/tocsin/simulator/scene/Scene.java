package io.tocsin.simulator.scene;

import io.tocsin.simulator.plant.Plant;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldClient;
import io.tocsin.simulator.telemetry.Publication;
import java.util.ArrayList;
import java.util.List;

/** The plant and the gates side by side; at one moment the plant speaks first. */
final class Scene implements Feed {
    private final Plant plant;
    private final Traffic traffic;

    Scene(Plant plant, Traffic traffic) {
        this.plant = plant;
        this.traffic = traffic;
    }

    @Override
    public List<FieldClient> clients() {
        List<FieldClient> clients = new ArrayList<>(plant.clients());
        clients.add(traffic.controller());
        return clients;
    }

    @Override
    public long nextTimeMs() {
        return Math.min(plant.nextTimeMs(), traffic.nextTimeMs());
    }

    @Override
    public List<Publication> advanceTo(long timeMs) {
        List<Publication> published = new ArrayList<>();
        for (long t = nextTimeMs(); t <= timeMs && t != FINISHED; t = nextTimeMs()) {
            published.addAll(plant.advanceTo(t));
            published.addAll(traffic.advanceTo(t));
        }
        // What an incident does between two scans.
        published.addAll(plant.advanceTo(timeMs));
        return published;
    }
}
