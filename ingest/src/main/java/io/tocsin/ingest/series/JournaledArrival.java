package io.tocsin.ingest.series;

import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import org.jspecify.annotations.Nullable;

/**
 * A record of the journal as the pump follows it.
 *
 * @param telemetry null where the record holds no live message
 */
public record JournaledArrival(long seq, @Nullable Telemetry telemetry) {
    /**
     * A live message.
     *
     * @param site the configuration in force when it came
     */
    public record Telemetry(Site site, Arrival arrival) {}
}
