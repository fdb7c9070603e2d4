package io.tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.ingest.Rejection.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Payloads that should not be: every one would raise LT-2 were it taken at its word. Between them LT-1 goes up and down,
 * and none of that may be missing at the end.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileTelemetryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PREFIX = "park/it/e1/g1";
    private static final String TOPIC = PREFIX + "/telemetry";
    private static final String RETAINED_TOPIC = "park/it/e1/g1b/telemetry";

    @TempDir
    private static Path folder;

    private static House house;
    private static Station station;
    private static Web web;
    private static Gateway gateway;
    private static final List<Long> GOOD = new ArrayList<>();
    private static long goodMs;

    /** One of them. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Hostile(String name, String topic, byte[] payload, Reason reason, String detail) {
        static Hostile of(String name, String payload, Reason reason, String detail) {
            return new Hostile(name, TOPIC, payload.getBytes(UTF_8), reason, detail);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        house = House.open(folder);
        gateway = Gateway.connect(house.mqttUrl(), PREFIX);
        // Before the engine subscribes: only then does the broker hand it out as retained.
        gateway.publish(RETAINED_TOPIC, sample("LT-2", "99").getBytes(UTF_8), true);
        String tags = SiteFolder.levels(2) + "  - {tag: LT-E2, enterprise: e2, limits: {H: 10}}\n";
        station = house.station(SiteFolder.write(folder.resolve("site"), tags), "engine", false);
        web = Web.of(station);
        await().atMost(PATIENCE).until(() -> station.health().ready());
        goodMs = System.currentTimeMillis() - 60_000;
    }

    @AfterAll
    static void close() throws Exception {
        gateway.close();
        station.close();
        house.close();
    }

    private static String sample(String tag, String value) {
        return "{\"values\":[{\"tag\":\"" + tag + "\",\"v\":" + value + "}]}";
    }

    static Stream<Hostile> hostile() {
        String now = "\"ts\":" + System.currentTimeMillis() + ",";
        String future = "\"ts\":" + (System.currentTimeMillis() + 86_400_000) + ",";
        String raise = "\"values\":[{\"tag\":\"LT-2\",\"v\":99}]";
        String body = "{" + raise + "}";
        return Stream.of(
                Hostile.of("no JSON", "LT-2=99", Reason.NOT_JSON, "expected JSON"),
                Hostile.of("half a JSON", body.substring(0, 30), Reason.NOT_JSON, "expected JSON"),
                Hostile.of("a list", "[" + body + "]", Reason.WRONG_SHAPE, "expected a JSON object, was a list"),
                Hostile.of("NaN", sample("LT-2", "NaN"), Reason.NOT_JSON, "NaN"),
                Hostile.of("NaN in quotes", sample("LT-2", "\"NaN\""), Reason.UNREADABLE_VALUE, "expected a number"),
                Hostile.of("no number", sample("LT-2", "[99]"), Reason.UNREADABLE_VALUE, "expected a number"),
                Hostile.of("unknown tag", sample("LT-77", "99"), Reason.UNKNOWN_TAG, "LT-77"),
                Hostile.of("foreign tag", sample("LT-E2", "99"), Reason.FOREIGN_TAG, "LT-E2"),
                Hostile.of(
                        "a tag that is no text",
                        "{\"values\":[{\"tag\":2,\"v\":99}]}",
                        Reason.WRONG_TYPE,
                        "expected a text"),
                Hostile.of("a flag that is none", "{\"hist\":\"no\"," + raise + "}", Reason.WRONG_TYPE, "hist"),
                Hostile.of("future", "{" + future + raise + "}", Reason.CLOCK_SKEW, "ms ahead"),
                Hostile.of("no time", "{\"ts\":\"soon\"," + raise + "}", Reason.BAD_TIME, "soon"),
                Hostile.of("a key twice", "{" + now + now + raise + "}", Reason.DUPLICATE_KEY, "was twice"),
                Hostile.of(
                        "a value twice",
                        "{\"values\":[{\"tag\":\"LT-2\",\"v\":1,\"v\":99}]}",
                        Reason.DUPLICATE_KEY,
                        "was twice"),
                Hostile.of(
                        "deep",
                        "{\"x\":" + "[".repeat(500) + "]".repeat(500) + "," + raise + "}",
                        Reason.TOO_DEEP,
                        "8"),
                Hostile.of(
                        "a number without end",
                        sample("LT-2", "9".repeat(5_000)),
                        Reason.TOO_LONG,
                        "expected short numbers"),
                new Hostile("no UTF-8", TOPIC, new byte[] {'{', (byte) 0xff, '}'}, Reason.BAD_UTF8, "expected UTF-8"),
                new Hostile("10 MB", TOPIC, huge(), Reason.OVERSIZE, "expected at most 1048576 bytes, was 10485760"),
                new Hostile("bad topic", "park/it/e1/g 1/telemetry", body.getBytes(UTF_8), Reason.BAD_TOPIC, "g 1"),
                new Hostile(
                        "unknown enterprise",
                        "park/it/e9/g1/telemetry",
                        body.getBytes(UTF_8),
                        Reason.UNKNOWN_ENTERPRISE,
                        "e9"),
                new Hostile(
                        "foreign gateway",
                        "park/it/e2/g1/telemetry",
                        body.getBytes(UTF_8),
                        Reason.FOREIGN_GATEWAY,
                        "under [e1], was e2"));
    }

    /** Sound JSON to its last byte, but 10 MiB of it. */
    private static byte[] huge() {
        String head = sample("LT-2", "99").replace("{\"values", "{\"x\":\"");
        String whole = head + "y".repeat(10 << 20);
        return whole.substring(0, 10 << 20).getBytes(UTF_8);
    }

    private static double count(Reason reason) throws Exception {
        return web.metric("tocsin_rejections_total{reason=\"" + reason.name().toLowerCase(Locale.ROOT) + "\"}");
    }

    private static void goodTraffic() throws Exception {
        goodMs += 100;
        GOOD.add(goodMs);
        gateway.sample("LT-1", goodMs, GOOD.size() % 2 == 1 ? 12 : 5);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Order(1)
    void isCountedAndShownWithItsReason(Hostile hostile) throws Exception {
        double before = count(hostile.reason());
        goodTraffic();
        gateway.publish(hostile.topic(), hostile.payload(), false);
        goodTraffic();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(count(hostile.reason())).isEqualTo(before + 1));
        JsonNode newest = web.json("/api/v1/rejections").path("rejections").path(0);
        assertThat(newest.path("reason").asString()).isEqualTo(hostile.reason().name());
        assertThat(newest.path("topic").asString()).isEqualTo(hostile.topic());
        assertThat(newest.path("detail").asString()).contains(hostile.detail()).hasSizeLessThanOrEqualTo(240);
        assertThat(newest.path("meaning").asString()).isEqualTo(hostile.reason().sentence());
        assertThat(Instant.parse(newest.path("time").asString())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    @Order(2)
    void telemetryThatTheBrokerKeptIsNotTakenForLive() throws Exception {
        assertThat(count(Reason.RETAINED)).isEqualTo(1);
        assertThat(web.json("/api/v1/rejections").path("rejections"))
                .anyMatch(rejection -> rejection.path("reason").asString().equals("RETAINED")
                        && rejection.path("topic").asString().equals(RETAINED_TOPIC));
    }

    @Test
    @Order(3)
    void goodTrafficBetweenThemIsCompleteAndNothingElseRaisedAnything() throws Exception {
        try (TopicReader events = house.reader(House.EVENTS)) {
            // Stamps from the future are the one thing among them that an operator is told of: twice, raised and over.
            events.await(GOOD.size() + 2);
            assertThat(events.all())
                    .filteredOn(told -> !told.key().equals("LT-1:H"))
                    .extracting(told -> told.key() + " " + told.text("type"))
                    .containsExactly("gateway:g1:CLOCK_SKEW RAISED", "gateway:g1:CLOCK_SKEW CLEARED");
            assertThat(events.all())
                    .filteredOn(told -> told.key().equals("LT-1:H"))
                    .extracting(told -> Instant.parse(told.text("time")).toEpochMilli())
                    .isEqualTo(GOOD);
        }
        assertThat(web.json("/api/v1/alarms").path("count").asInt()).isEqualTo(2);
        assertThat(web.status("/health/ready")).isEqualTo(200);
        // A value that cannot be read is a sample of its tag, and a bad one.
        double unreadable = count(Reason.UNREADABLE_VALUE);
        assertThat(web.metric("tocsin_samples_total{kind=\"live\"}")).isEqualTo(GOOD.size() + unreadable);
    }
}
