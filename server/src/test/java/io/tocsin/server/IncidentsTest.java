package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateListsReader;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every incident, played whole in event time, gives exactly the transitions of its file. To have the files written anew
 * for review: {@code mvn -pl server -am test -Dtest=IncidentsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtocsin.expected.write=true}.
 */
class IncidentsTest {
    static Site binhai() {
        return SiteReader.read(Expected.BINHAI, Map.of()).site().orElseThrow();
    }

    static GateLists lists() {
        GateListsReader.Result read = GateListsReader.ofFolder(Expected.BINHAI, binhai());
        assertThat(read.hasErrors()).isFalse();
        return read.lists();
    }

    static Stream<String> incidents() {
        return Incidents.names().stream();
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void givesWhatItsFileSays(String name) throws IOException {
        Incident incident = Incidents.named(name, binhai()).incident().orElseThrow();
        Expected expected = new Expected(incident);

        List<String> lines = play(incident, true).stream().map(Expected::line).toList();

        if (Boolean.getBoolean("tocsin.expected.write")) {
            Files.createDirectories(expected.file().toAbsolutePath().getParent());
            Files.writeString(expected.file(), expected.rendered(lines));
        }
        assertThat(lines).as("transitions of %s", expected.file()).containsExactlyElementsOf(expected.transitions());
        assertThat(expected.rendered(lines)).isEqualTo(expected.content());
    }

    @ParameterizedTest
    @MethodSource("incidents")
    void whoJoinsSeesTheFirstAlarmWithinHalfAMinute(String name) {
        Incident incident = Incidents.named(name, binhai()).incident().orElseThrow();
        if (incident.name().equals("calm")) {
            return;
        }
        List<AlarmEvent> events = play(incident, false);
        assertThat(events).isNotEmpty();
        assertThat(events.get(0).timeMs() - Expected.START_MS).isBetween(5_000L, 30_000L);
    }

    @Test
    void everyFileIsOfAnIncident() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(Expected.BINHAI.resolve("incidents"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Incidents.names().stream()
                            .map(name -> name + ".expected.txt")
                            .toList());
        }
    }

    private static List<AlarmEvent> play(Incident incident, boolean whole) {
        return play(new Scenario(binhai(), lists(), incident, Expected.SEED, whole))
                .events();
    }

    static EventTime play(Scenario scenario) {
        EventTime eventTime = new EventTime(scenario.site(), scenario.lists());
        Feed feed = scenario.open(TimeMap.same(Expected.START_MS));
        eventTime.play(feed, Expected.START_MS, Expected.START_MS + scenario.lengthMs());
        return eventTime;
    }
}
