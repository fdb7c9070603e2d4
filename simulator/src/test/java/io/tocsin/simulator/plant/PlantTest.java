package io.tocsin.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.simulator.Binhai;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.TimeMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantTest {
    /** 2026-07-01 08:00 in Shanghai. */
    private static final long START_MS = 1_782_864_000_000L;

    private static final long DAY_MS = 86_400_000L;

    @Test
    void publishesOneMessagePerGatewayAndMomentInTheNativeShape() {
        List<Publication> first = plant(Binhai.three(), Incidents.CALM, 7).advanceTo(START_MS);

        assertThat(first)
                .extracting(Publication::topic)
                .containsExactly(
                        "park/330199P01/330199000001/33019900000101/telemetry",
                        "park/330199P01/330199000002/33019900000201/telemetry",
                        "park/330199P01/330199000003/33019900000301/telemetry");
        assertThat(text(first.get(0)))
                .startsWith("{\"seq\":0,\"ts\":1782864000000,\"session\":1782864000000,\"values\":["
                        + "{\"tag\":\"T-101.LEVEL\",\"v\":")
                .contains("{\"tag\":\"T-101.LSHH\",\"v\":0.0}");
        assertThat(first).allSatisfy(message -> assertThat(message.timeMs()).isEqualTo(START_MS));
        assertThat(first).extracting(Publication::samples).containsExactly(4, 5, 5);
    }

    @Test
    void pollsEachTagAtItsOwnInterval() {
        Plant plant = plant(Binhai.three(), Incidents.CALM, 7);
        plant.advanceTo(START_MS);

        List<Publication> fiveSeconds = plant.advanceTo(START_MS + 5_000);

        List<Integer> ofFirstGateway = fiveSeconds.stream()
                .filter(message -> message.client() == 0)
                .map(Publication::samples)
                .toList();
        assertThat(ofFirstGateway).containsExactly(3, 3, 3, 3, 4);
        assertThat(plant.nextTimeMs()).isEqualTo(START_MS + 6_000);
    }

    /** The hash is the same on every machine and JDK; a change of the model changes it knowingly. */
    @Test
    void givesTheSameBytesForTheSameSeedOnAnyMachine() {
        String hash = hash(plant(Binhai.whole(), Incidents.OVERFILL, 42).advanceTo(START_MS + 600_000));

        assertThat(hash).isEqualTo("32a5b5aefe62061c93a28194a42bd68bfcd4505963c3c27c4167aff2177daf21");
        assertThat(hash(plant(Binhai.whole(), Incidents.OVERFILL, 42).advanceTo(START_MS + 600_000)))
                .isEqualTo(hash);
        assertThat(hash(plant(Binhai.whole(), Incidents.OVERFILL, 43).advanceTo(START_MS + 600_000)))
                .isNotEqualTo(hash);
    }

    @Test
    void givesTheSameBytesHoweverManyStepsAreTaken() {
        Plant small = plant(Binhai.three(), Incidents.GAS_LEAK, 5);
        List<Publication> stepped = new ArrayList<>();
        for (long t = START_MS; t <= START_MS + 3_600_000; t += 777) {
            stepped.addAll(small.advanceTo(t));
        }
        stepped.addAll(small.advanceTo(START_MS + 3_600_000));

        assertThat(hash(stepped))
                .isEqualTo(hash(plant(Binhai.three(), Incidents.GAS_LEAK, 5).advanceTo(START_MS + 3_600_000)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7})
    void crossesNoLimitInACalmDay(long seed) {
        Site site = Binhai.whole();
        Plant plant = plant(site, Incidents.CALM, seed);
        for (long t = START_MS; t <= START_MS + DAY_MS; t += 60_000) {
            plant.advanceTo(t);
            for (Tag tag : site.tags()) {
                double value = plant.instrument(tag.id()).read(t).value();
                assertThat(Band.of(tag).contains(value))
                        .as("seed %d, %s = %s at %d min", seed, tag.id(), value, (t - START_MS) / 60_000)
                        .isTrue();
                assertThat(tag.metric().equals("SWITCH") && value != 0).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 3)
    void keepsItsMassBalanceThroughADay(long seed) {
        Site site = Binhai.whole();
        Plant plant = plant(site, Incidents.CALM, seed);
        List<Double> atStart = site.tanks().stream()
                .map(tank -> plant.contents(tank.id()).volumeM3(START_MS))
                .toList();
        double moved = 0;
        for (long t = START_MS; t <= START_MS + DAY_MS; t += 600_000) {
            plant.advanceTo(t);
            for (int i = 0; i < atStart.size(); i++) {
                TankContents tank = plant.contents(site.tanks().get(i).id());
                double expected = atStart.get(i) + tank.receivedM3(t) - tank.drawnM3(t) - tank.spilledM3(t);
                assertThat(tank.volumeM3(t)).as("seed %d", seed).isCloseTo(expected, within(1e-9));
                moved = Math.max(moved, tank.receivedM3(t) + tank.drawnM3(t));
            }
        }
        assertThat(moved).isGreaterThan(100);
    }

    @Test
    void showsDecimalsAsTheInstrumentHasThem() {
        Plant plant = plant(Binhai.three(), Incidents.CALM, 9);
        for (Publication message : plant.advanceTo(START_MS + 60_000)) {
            assertThat(text(message)).doesNotContainPattern("\"v\":-?[0-9]+\\.[0-9]{4,}");
        }
        assertThat(text(plant(Binhai.three(), Incidents.CALM, 9)
                        .advanceTo(START_MS)
                        .get(0)))
                .containsPattern("T-101.LEVEL\",\"v\":[0-9]\\.[0-9]{1,2}}");
    }

    @Test
    void bringsAChlorineVesselUpTheVapourCurveFromEmpty() {
        Incident spareFilled = new Incident(
                "spare-filled",
                Incidents.CALM.title(),
                List.of(new Incident.Step(0, new Action.SetInflow("V-201B", 10))));
        Plant plant = plant(Binhai.whole(), spareFilled, 1);

        assertThat(firstAtOrAbove(plant, "V-201B.PRESSURE", 0.10, 120)).isBetween(20, 45);
        assertThat(firstAtOrAbove(plant, "V-201B.PRESSURE", 0.20, 180)).isBetween(50, 90);
        assertThat(firstAtOrAbove(plant, "V-201B.LEVEL", 0.14, 900)).isBetween(300, 420);
    }

    @Test
    void stampsAlikeWhenRunningFaster() {
        Plant fast = Plant.of(Binhai.three(), Incidents.CALM, 7, new TimeMap(START_MS, START_MS, 20));

        List<Publication> messages = fast.advanceTo(START_MS + 20_000);

        assertThat(messages.get(messages.size() - 1).timeMs()).isEqualTo(START_MS + 1_000);
        assertThat(text(messages.get(3))).contains("\"ts\":" + (START_MS + 50));
    }

    /** Seconds after the start at which an instrument first says so much. */
    static int firstAtOrAbove(Plant plant, String tag, double limit, int secondsMax) {
        for (int s = 0; s <= secondsMax; s++) {
            plant.advanceTo(START_MS + s * 1000L);
            if (plant.instrument(tag).read(START_MS + s * 1000L).value() >= limit) {
                return s;
            }
        }
        return -1;
    }

    static Plant plant(Site site, Incident incident, long seed) {
        return Plant.of(site, incident, seed, TimeMap.same(START_MS));
    }

    static String text(Publication message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private static String hash(List<Publication> messages) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Publication message : messages) {
                sha.update(message.topic().getBytes(StandardCharsets.UTF_8));
                sha.update(message.payload());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every JDK", e);
        }
    }
}
