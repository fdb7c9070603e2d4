package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Site;
import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import io.tocsin.simulator.telemetry.TimeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nothing happens in Binhai, and nothing is raised. Three seeds share one day here; {@code -Dtocsin.quiet.days=7} gives
 * each of them a week.
 */
class CalmDayTest {
    private static final Logger LOG = LoggerFactory.getLogger(CalmDayTest.class);
    private static final long HOUR_MS = 3_600_000;

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 8", "42, 16"})
    void raisesNothing(long seed, int fromHour) {
        Site site = IncidentsTest.binhai();
        long hours = Math.max(8, 24L * Integer.getInteger("tocsin.quiet.days", 0));
        long startMs = Expected.START_MS + fromHour * HOUR_MS;
        Scenario calm = new Scenario(site, IncidentsTest.lists(), Incidents.CALM, seed, true);
        EventTime eventTime = new EventTime(site, IncidentsTest.lists());
        long began = System.nanoTime();

        eventTime.play(calm.open(TimeMap.same(startMs)), startMs, startMs + hours * HOUR_MS);

        assertThat(eventTime.events())
                .as("seed %d, %d h from %d h", seed, hours, fromHour)
                .isEmpty();
        assertThat(eventTime.passages()).hasSizeGreaterThan(20);
        if (fromHour == 0) {
            assertThat(eventTime.passages()).anyMatch(passage -> passage.vehicleClass() == VehicleClass.HAZMAT);
        }
        assertThat(eventTime.samples()).isGreaterThan(30L * 3_600 * hours);
        LOG.info(
                "seed {}: {} h, {} samples in {} messages, {} ms",
                seed,
                hours,
                eventTime.samples(),
                eventTime.messages(),
                (System.nanoTime() - began) / 1_000_000);
    }
}
