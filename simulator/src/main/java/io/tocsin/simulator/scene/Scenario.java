package io.tocsin.simulator.scene;

import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Plant;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.TimeMap;

/**
 * What is simulated. Immutable.
 *
 * @param lists the vehicles and reservations that the traffic of hazardous goods is made of
 * @param incident as {@link io.tocsin.simulator.plant.Incidents#named} finds it
 * @param whole true to see the incident from its start, false to join it shortly before its first alarm
 */
public record Scenario(Site site, GateLists lists, Incident incident, long seed, boolean whole) {
    /** A site without lists, from the start of its incident. */
    public static Scenario of(Site site, Incident incident, long seed) {
        return new Scenario(site, GateLists.EMPTY, incident, seed, true);
    }

    /** How long the incident has been going on when the feed begins. */
    public long joinMs() {
        return whole ? 0 : incident.span().joinMs();
    }

    /** How long there is something new to see in the feed. */
    public long lengthMs() {
        return incident.span().lengthMs() - joinMs();
    }

    /**
     * The feed before its first moment; the same scenario and times give the same bytes, however many steps are taken.
     *
     * @throws IllegalArgumentException where the incident names what the site lacks
     */
    public Feed open(TimeMap time) {
        Plant plant = Plant.of(site, incident, seed, time, joinMs());
        if (site.closure().gates().isEmpty()) {
            return plant;
        }
        return new Scene(plant, new Traffic(this, time, plant.clients().size()));
    }
}
