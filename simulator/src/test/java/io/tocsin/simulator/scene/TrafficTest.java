package io.tocsin.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.GateLists;
import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.Binhai;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {
    /** 2026-07-01 00:00 in Shanghai. */
    private static final long START_MS = 1_782_835_200_000L;

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Pattern FIELD = Pattern.compile("\"([a-zA-Z]+)\":\"?([^\",}]*)");

    /** A passage as its message says it. */
    private record Said(String topic, long timeMs, Map<String, String> fields) {
        static Said of(Publication message) {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(new String(message.payload(), StandardCharsets.UTF_8));
            while (field.find()) {
                fields.put(field.group(1), field.group(2));
            }
            return new Said(message.topic(), message.timeMs(), fields);
        }

        String get(String field) {
            return fields.getOrDefault(field, "");
        }

        String gate() {
            return topic.split("/", -1)[3];
        }

        int number(String field) {
            return Integer.parseInt(get(field));
        }
    }

    private static final GateLists LISTS = new GateLists(
            List.of(
                    new GateLists.Vehicle("浙A8001试", VehicleClass.HAZMAT, Binhai.E1, null),
                    new GateLists.Vehicle("浙A8002试", VehicleClass.WASTE, Binhai.E2, null),
                    new GateLists.Vehicle("浙A8003试", VehicleClass.HAZMAT, Binhai.E3, "banned"),
                    new GateLists.Vehicle("浙A8004试", VehicleClass.CONSTRUCTION, Binhai.E3, null)),
            List.of(
                    reservation("浙A8001试", Binhai.E1, DAY_MS),
                    reservation("浙A8002试", Binhai.E2, DAY_MS),
                    reservation("浙A8003试", Binhai.E3, DAY_MS),
                    reservation("浙A8004试", Binhai.E3, DAY_MS),
                    reservation("浙A8005试", Binhai.E3, 9 * HOUR_MS),
                    new GateLists.Reservation("浙A8006试", Binhai.E3, START_MS - DAY_MS, GateLists.OPEN_END, null)));

    private static GateLists.Reservation reservation(String plate, String enterprise, long forMs) {
        return new GateLists.Reservation(plate, enterprise, START_MS, START_MS + forMs, null);
    }

    private static Feed feed(Incident incident, long seed) {
        return new Scenario(Binhai.closed(), LISTS, incident, seed, true).open(TimeMap.same(START_MS));
    }

    private static List<Said> passages(Feed feed, long untilMs) {
        List<Said> said = new ArrayList<>();
        for (long t = feed.nextTimeMs(); t <= untilMs; t = feed.nextTimeMs()) {
            for (Publication message : feed.advanceTo(t)) {
                if (message.kind() == Publication.Kind.PASSAGE) {
                    assertThat(message.timeMs()).isEqualTo(t);
                    said.add(Said.of(message));
                }
            }
        }
        return said;
    }

    private static List<Said> day(long seed) {
        return passages(feed(Incidents.CALM, seed), START_MS + DAY_MS);
    }

    @Test
    void saysEveryFieldOfAPassage() {
        Said first = day(1).get(0);

        assertThat(first.topic()).isEqualTo("park/330199P01/gates/G2/passages");
        assertThat(first.fields().keySet())
                .containsExactly(
                        "eventId",
                        "passTime",
                        "cameraCode",
                        "plateNumber",
                        "plateColor",
                        "confidence",
                        "laneNo",
                        "direction",
                        "vehicleClass",
                        "speedKmh",
                        "hazmat",
                        "imageUrl");
        assertThat(first.get("passTime")).isEqualTo(Long.toString(first.timeMs()));
        assertThat(first.get("cameraCode")).isEqualTo("G2-" + first.get("direction"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void showsSyntheticPlatesAtALegalSpeedAndReadsMostOfThemWell(long seed) {
        List<Said> day = day(seed);

        assertThat(day).as("seed %d", seed).hasSizeBetween(300, 1_200).allSatisfy(said -> {
            assertThat(said.get("plateNumber")).matches("测A·[KHG][0-9]{4}|浙A800[125]试");
            assertThat(said.number("speedKmh")).isBetween(12, 30);
            assertThat(said.number("confidence")).isBetween(60, 99);
        });
        long blurred =
                day.stream().filter(said -> said.number("confidence") < 90).count();
        assertThat(blurred).as("seed %d", seed).isBetween(1L, day.size() / 12L);
        assertThat(day).extracting(said -> said.get("eventId")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void letsHazardousGoodsComeOnlyByReservationAndOnlyByTheirRoute(long seed) {
        Map<String, List<Said>> byPlate = new LinkedHashMap<>();
        for (Said said : passages(feed(Incidents.CALM, seed), START_MS + DAY_MS + 6 * HOUR_MS)) {
            boolean watched = List.of("HAZMAT", "WASTE").contains(said.get("vehicleClass"));
            assertThat(said.gate().equals("G2")).as("%s", said).isNotEqualTo(watched);
            if (watched) {
                byPlate.computeIfAbsent(said.get("plateNumber"), plate -> new ArrayList<>())
                        .add(said);
            }
        }
        assertThat(byPlate.keySet())
                .as("seed %d", seed)
                .contains("浙A8001试")
                .isSubsetOf("浙A8001试", "浙A8002试", "浙A8005试");
        byPlate.forEach((plate, passages) -> {
            for (int i = 0; i < passages.size(); i++) {
                Said said = passages.get(i);
                assertThat(said.gate())
                        .as("%s", passages)
                        .isEqualTo(List.of("G1", "R1", "R2", "G1").get(i % 4));
                assertThat(said.number("confidence")).isGreaterThanOrEqualTo(95);
                assertThat(said.get("hazmat"))
                        .isEqualTo(Boolean.toString(!said.get("vehicleClass").equals("WASTE")));
                assertThat(said.timeMs()).isLessThan(START_MS + DAY_MS + 4 * HOUR_MS);
                if (i % 4 == 3) {
                    assertThat(said.timeMs() - passages.get(i - 3).timeMs()).isBetween(HOUR_MS, 4 * HOUR_MS);
                    assertThat(said.get("direction")).isEqualTo("OUT");
                }
                if (i > 0) {
                    assertThat(said.timeMs() - passages.get(i - 1).timeMs()).isGreaterThan(180_000);
                }
            }
        });
    }

    @Test
    void carriesWhatTheVisitedEnterpriseStores() {
        List<String> numbers = day(1).stream()
                .filter(said -> said.get("plateNumber").equals("浙A8001试"))
                .map(said -> said.get("unNumber"))
                .distinct()
                .toList();
        assertThat(numbers).containsExactly("1230");
    }

    @Test
    void isBusierByDay() {
        List<Said> day = day(1);
        long night =
                day.stream().filter(said -> hour(said) >= 1 && hour(said) < 5).count();
        long morning =
                day.stream().filter(said -> hour(said) >= 7 && hour(said) < 11).count();
        assertThat(morning).isGreaterThan(4 * night);
    }

    private static long hour(Said said) {
        return (said.timeMs() - START_MS) / HOUR_MS;
    }

    @Test
    void givesTheSameTrafficHoweverManyStepsAreTaken() {
        Feed small = feed(Incidents.CALM, 5);
        List<String> stepped = new ArrayList<>();
        for (long t = START_MS; t < START_MS + 9 * HOUR_MS; t += 41_777) {
            stepped.addAll(texts(small.advanceTo(t)));
        }
        stepped.addAll(texts(small.advanceTo(START_MS + 9 * HOUR_MS)));

        assertThat(stepped).isEqualTo(texts(feed(Incidents.CALM, 5).advanceTo(START_MS + 9 * HOUR_MS)));
    }

    private static List<String> texts(List<Publication> messages) {
        return messages.stream()
                .filter(message -> message.kind() == Publication.Kind.PASSAGE)
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void bringsTheVehiclesOfAnIncident() {
        Incident cloned =
                Incidents.named("cloned-plate", Binhai.closed()).incident().orElseThrow();

        List<Said> rescue = passages(feed(cloned, 1), START_MS + 60_000).stream()
                .filter(said -> said.get("vehicleClass").equals("RESCUE"))
                .toList();

        assertThat(rescue).extracting(Said::gate).containsExactly("G1", "G2");
        assertThat(rescue).extracting(Said::timeMs).containsExactly(START_MS + 5_000, START_MS + 25_000);
        assertThat(rescue).extracting(said -> said.get("plateNumber")).containsOnly("测A·J0001");
    }

    @Test
    void hasAConnectionOfItsOwn() {
        Feed feed = feed(Incidents.CALM, 1);
        assertThat(feed.clients()).hasSize(1);
        assertThat(feed.clients().get(0).clientId()).isEqualTo("tocsin-field-gates-330199P01");
        assertThat(feed.clients().get(0).statusTopic()).isEmpty();
    }

    @Test
    void aParkWithoutGatesHasNoTraffic() {
        Feed feed = Scenario.of(Binhai.three(), Incidents.CALM, 1).open(TimeMap.same(START_MS));
        assertThat(feed.clients()).hasSize(3);
    }
}
