package io.tocsin.ingest;

import static io.tocsin.ingest.Recorded.CAMERA;
import static io.tocsin.ingest.Recorded.NOW;
import static io.tocsin.ingest.Recorded.PASSAGES;
import static io.tocsin.ingest.Recorded.STATUS;
import static io.tocsin.ingest.Recorded.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Settings;
import io.tocsin.ingest.Rejection.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason, by what brings it about, and what is left of the message. */
class RejectionTest {
    private static final String SOUND = "{\"tag\":\"T-101.LEVEL\",\"v\":1}";

    /** @param kept samples that are handed on all the same */
    @SuppressWarnings("ArrayRecordComponent")
    record Case(Reason reason, String topic, byte[] payload, boolean retained, int kept) {
        Case(Reason reason, String payload, int kept) {
            this(reason, TOPIC, utf8(payload), false, kept);
        }

        @Override
        public String toString() {
            String shown = new String(payload, StandardCharsets.ISO_8859_1);
            return reason + " " + topic + " " + shown.substring(0, Math.min(60, shown.length()));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String withValues(String... values) {
        return "{\"values\":[" + String.join(",", values) + "]}";
    }

    static Stream<Case> cases() {
        return Stream.of(topics(), texts(), shapes(), samples(), statuses(), passages(), cameraEvents())
                .flatMap(s -> s);
    }

    private static Stream<Case> topics() {
        byte[] sound = utf8(withValues(SOUND));
        return Stream.of(
                new Case(Reason.BAD_TOPIC, "park/330199P02/330199000001/gw1/telemetry", sound, false, 0),
                new Case(Reason.BAD_TOPIC, "park/330199P01/330199000001/gw1/acked", sound, false, 0),
                new Case(Reason.UNKNOWN_ENTERPRISE, "park/330199P01/330199000003/gw1/telemetry", sound, false, 0),
                new Case(Reason.FOREIGN_GATEWAY, "park/330199P01/330199000001/gw9/telemetry", sound, false, 0),
                new Case(Reason.RETAINED, TOPIC, sound, true, 0),
                new Case(Reason.OVERSIZE, TOPIC, new byte[(1 << 20) + 1], false, 0));
    }

    private static Stream<Case> texts() {
        String deep = "{\"x\":" + "[".repeat(8) + "]".repeat(8) + "}";
        return Stream.of(
                new Case(Reason.BAD_UTF8, TOPIC, new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'}, false, 0),
                new Case(Reason.BAD_UTF8, TOPIC, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, false, 0),
                new Case(Reason.BAD_UTF8, TOPIC, new byte[] {'{', (byte) 0xE9}, false, 0),
                new Case(Reason.NOT_JSON, "", 0),
                new Case(Reason.NOT_JSON, "{", 0),
                new Case(Reason.NOT_JSON, withValues(SOUND) + "{}", 0),
                new Case(Reason.NOT_JSON, withValues(SOUND) + "x", 0),
                new Case(Reason.NOT_JSON, withValues(SOUND, "{\"tag\":\"T-101.LEVEL\",\"v\":NaN}"), 0),
                new Case(Reason.NOT_JSON, withValues(SOUND, ""), 0),
                new Case(Reason.NOT_JSON, TOPIC, withValues(SOUND).getBytes(StandardCharsets.UTF_16BE), false, 0),
                new Case(Reason.TOO_DEEP, deep, 0),
                new Case(Reason.TOO_LONG, withValues(SOUND, "{\"v\":" + "1".repeat(401) + "}"), 0),
                new Case(Reason.TOO_LONG, "{\"" + "n".repeat(1_001) + "\":1}", 0),
                new Case(Reason.TOO_LONG, "{\"session\":\"" + "s".repeat(129) + "\",\"values\":[" + SOUND + "]}", 1));
    }

    private static Stream<Case> shapes() {
        String many = IntStream.rangeClosed(0, 10_000).mapToObj(i -> SOUND).collect(Collectors.joining(","));
        return Stream.of(
                new Case(Reason.TOO_MANY_SAMPLES, withValues(many), 0),
                new Case(Reason.WRONG_SHAPE, "[]", 0),
                new Case(Reason.WRONG_SHAPE, "5", 0),
                new Case(Reason.WRONG_SHAPE, "{}", 0),
                new Case(Reason.WRONG_SHAPE, "{\"values\":null}", 0),
                new Case(Reason.WRONG_SHAPE, "{\"values\":{}}", 0),
                new Case(Reason.WRONG_SHAPE, withValues("1", SOUND), 1),
                new Case(Reason.WRONG_SHAPE, withValues("[" + SOUND + "]", SOUND), 1),
                new Case(Reason.WRONG_SHAPE, withValues("{\"v\":1}", SOUND), 1),
                new Case(Reason.WRONG_TYPE, "{\"seq\":-1,\"values\":[" + SOUND + "]}", 1),
                new Case(Reason.WRONG_TYPE, "{\"seq\":[1],\"values\":[" + SOUND + "]}", 1),
                new Case(Reason.WRONG_TYPE, "{\"seq\":9007199254740993,\"values\":[" + SOUND + "]}", 1),
                new Case(Reason.WRONG_TYPE, "{\"session\":{},\"values\":[" + SOUND + "]}", 1),
                new Case(Reason.WRONG_TYPE, "{\"hist\":\"yes\",\"values\":[" + SOUND + "]}", 0),
                new Case(Reason.DUPLICATE_KEY, "{\"seq\":1,\"seq\":2,\"values\":[" + SOUND + "]}", 0),
                new Case(Reason.DUPLICATE_KEY, "{\"x\":1,\"x\":2,\"values\":[" + SOUND + "]}", 0),
                new Case(Reason.CLOCK_SKEW, "{\"ts\":" + (NOW + 60_001) + ",\"values\":[" + SOUND + "]}", 0),
                new Case(Reason.BAD_TIME, "{\"ts\":{},\"values\":[" + SOUND + "]}", 0));
    }

    private static Stream<Case> samples() {
        return Stream.of(
                new Case(Reason.UNKNOWN_TAG, withValues("{\"tag\":\"T-102.LEVEL\",\"v\":1}", SOUND), 1),
                new Case(Reason.UNKNOWN_TAG, withValues("{\"tag\":\"\",\"v\":1}", SOUND), 1),
                new Case(Reason.FOREIGN_TAG, withValues("{\"tag\":\"T-901.LEVEL\",\"v\":1}", SOUND), 1),
                new Case(Reason.WRONG_TYPE, withValues("{\"tag\":5,\"v\":1}", SOUND), 1),
                new Case(Reason.WRONG_TYPE, withValues("{\"tag\":null,\"v\":1}", SOUND), 1),
                new Case(Reason.WRONG_TYPE, withValues("{\"tag\":{\"v\":1}}", SOUND), 1),
                new Case(Reason.WRONG_TYPE, withValues("{\"tag\":\"T-101.LEVEL\",\"v\":1,\"hist\":[]}", SOUND), 1),
                new Case(Reason.DUPLICATE_KEY, withValues("{\"tag\":\"T-101.LEVEL\",\"v\":1,\"v\":2}", SOUND), 1),
                new Case(Reason.DUPLICATE_KEY, withValues("{\"tag\":\"T-101.LEVEL\",\"x\":1,\"x\":2}", SOUND), 1),
                new Case(Reason.BAD_TIME, withValues("{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":\"\"}", SOUND), 1),
                new Case(Reason.UNREADABLE_VALUE, withValues("{\"tag\":\"T-101.LEVEL\",\"v\":null}", SOUND), 2),
                new Case(
                        Reason.UNKNOWN_QUALITY, withValues("{\"tag\":\"T-101.LEVEL\",\"v\":1,\"q\":\"?\"}", SOUND), 2));
    }

    private static Stream<Case> statuses() {
        return Stream.of(
                status(Reason.WRONG_SHAPE, "{\"ts\":1795305600000}"),
                status(Reason.WRONG_TYPE, "{\"online\":\"yes\"}"),
                status(Reason.WRONG_TYPE, "{\"online\":true,\"session\":[]}"),
                status(Reason.TOO_LONG, "{\"online\":true,\"session\":\"" + "s".repeat(129) + "\"}"),
                status(Reason.BAD_TIME, "{\"online\":true,\"ts\":\"now\"}"),
                status(Reason.DUPLICATE_KEY, "{\"online\":true,\"online\":false}"),
                status(Reason.CLOCK_SKEW, "{\"online\":true,\"ts\":" + (NOW + 60_001) + "}"),
                status(Reason.NOT_JSON, ""),
                new Case(Reason.RETAINED, STATUS, utf8("{\"online\":true,\"ts\":1795305600000}"), true, 0),
                new Case(Reason.RETAINED, STATUS, utf8("{\"online\":true,\"session\":\"a\"}"), true, 0));
    }

    private static Stream<Case> passages() {
        String other = PASSAGES.replace("G1", "G9");
        return Stream.of(
                new Case(Reason.UNKNOWN_GATE, other, utf8("{\"direction\":\"IN\"}"), false, 0),
                new Case(Reason.RETAINED, PASSAGES, utf8("{\"direction\":\"IN\"}"), true, 0),
                passage(Reason.UNKNOWN_DIRECTION, "{}"),
                passage(Reason.UNKNOWN_DIRECTION, "{\"direction\":\"sideways\"}"),
                passage(Reason.UNKNOWN_CAMERA, "{\"direction\":\"IN\",\"cameraCode\":\"C-9\"}"),
                passage(Reason.FOREIGN_CAMERA, "{\"direction\":\"IN\",\"cameraCode\":\"C-2\"}"),
                passage(Reason.FOREIGN_CAMERA, "{\"direction\":\"IN\",\"cameraCode\":\"C-11\"}"),
                passage(Reason.BAD_TIME, "{\"direction\":\"IN\",\"passTime\":\"yesterday\"}"),
                passage(Reason.BAD_TIME, "{\"direction\":\"IN\",\"passTime\":{}}"),
                passage(Reason.CLOCK_SKEW, "{\"direction\":\"IN\",\"passTime\":" + (NOW + 60_001) + "}"),
                passage(Reason.CLOCK_SKEW, "{\"direction\":\"IN\",\"passTime\":\"20361122080000\"}"),
                passage(Reason.DUPLICATE_KEY, "{\"direction\":\"IN\",\"direction\":\"OUT\"}"),
                passage(Reason.DUPLICATE_KEY, "{\"direction\":\"IN\",\"x\":1,\"x\":1}"),
                passage(Reason.WRONG_TYPE, "{\"direction\":\"IN\",\"plateNumber\":5}"),
                passage(Reason.WRONG_TYPE, "{\"direction\":\"IN\",\"eventId\":[]}"),
                passage(Reason.WRONG_TYPE, "{\"direction\":\"IN\",\"cameraCode\":true}"),
                passage(Reason.WRONG_TYPE, "{\"direction\":\"IN\",\"hazmat\":\"maybe\"}"),
                passage(Reason.TOO_LONG, "{\"direction\":\"IN\",\"plateNumber\":\"" + "A".repeat(21) + "\"}"),
                passage(Reason.TOO_LONG, "{\"direction\":\"IN\",\"eventId\":\"" + "e".repeat(129) + "\"}"),
                passage(Reason.WRONG_SHAPE, "[]"),
                passage(Reason.NOT_JSON, "{"));
    }

    private static Case passage(Reason reason, String payload) {
        return new Case(reason, PASSAGES, utf8(payload), false, 0);
    }

    private static Stream<Case> cameraEvents() {
        return Stream.of(
                new Case(Reason.UNKNOWN_CAMERA, CAMERA.replace("C-11", "C-9"), utf8("{\"kind\":\"SMOKE\"}"), false, 0),
                new Case(Reason.RETAINED, CAMERA, utf8("{\"kind\":\"SMOKE\"}"), true, 0),
                new Case(Reason.WRONG_SHAPE, CAMERA, utf8("{}"), false, 0),
                new Case(Reason.WRONG_TYPE, CAMERA, utf8("{\"kind\":[]}"), false, 0),
                new Case(Reason.TOO_LONG, CAMERA, utf8("{\"kind\":\"" + "K".repeat(65) + "\"}"), false, 0),
                new Case(Reason.BAD_TIME, CAMERA, utf8("{\"kind\":\"SMOKE\",\"time\":\"-\"}"), false, 0));
    }

    private static Case status(Reason reason, String payload) {
        return new Case(reason, STATUS, utf8(payload), false, 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void costsNoMoreThanItMust(Case input) {
        Recorded heard = Recorded.binhai().hear(input.topic, input.payload, input.retained, NOW);
        assertThat(heard.reasons()).containsExactly(input.reason);
        assertThat(heard.samples).hasSize(input.kept);
        assertThat(heard.statuses).isEmpty();
        assertThat(heard.passages).isEmpty();
        assertThat(heard.cameraEvents).isEmpty();
        assertThat(heard.rejections).allSatisfy(rejection -> {
            assertThat(rejection.topic()).isEqualTo(input.topic);
            assertThat(rejection.detail()).contains("expected ").contains("was");
            assertThat(rejection.receiveMs()).isEqualTo(NOW);
        });
        assertThat(heard.decoder.counts().rejected(input.reason)).isOne();
    }

    @Test
    void everyReasonIsBroughtAboutByATest() {
        Set<Reason> shown = cases().map(Case::reason).collect(Collectors.toSet());
        Set<Reason> elsewhere = EnumSet.of(Reason.OLD_STATUS, Reason.TOO_MANY_GATEWAYS, Reason.RATE_EXCEEDED);
        assertThat(Stream.concat(shown.stream(), elsewhere.stream())).containsExactlyInAnyOrder(Reason.values());
    }

    @Test
    void everyReasonHasItsOwnCodeAndASentence() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::code)).doesNotHaveDuplicates();
        assertThat(Reason.values())
                .allSatisfy(reason -> assertThat(reason.sentence()).endsWith("."));
    }

    @Test
    void tellsAStatusOfAnOlderConnection() {
        Recorded heard = Recorded.binhai()
                .hear(STATUS, "{\"online\":true,\"ts\":" + NOW + ",\"session\":\"b\"}", NOW)
                .hear(STATUS, "{\"online\":false,\"ts\":" + (NOW - 99) + ",\"session\":\"a\"}", NOW);
        assertThat(heard.reasons()).containsExactly(Reason.OLD_STATUS);
        assertThat(heard.statuses).hasSize(1);
    }

    @Test
    void keepsTrackOfSoManyGatewaysOnlyButAlwaysOfThoseListed() {
        Recorded heard = Recorded.binhai();
        for (int i = 0; i < Sources.TRACKS_MAX + 5; i++) {
            heard.hear("park/330199P01/330199000001/x" + i + "/status", "{\"online\":true}", NOW);
        }
        assertThat(heard.statuses).hasSize(Sources.TRACKS_MAX);
        assertThat(heard.decoder.counts().rejected(Reason.TOO_MANY_GATEWAYS)).isEqualTo(5);
        heard.hear(STATUS, "{\"online\":true}", NOW);
        assertThat(heard.statuses).hasSize(Sources.TRACKS_MAX + 1);
        heard.hear("park/330199P01/330199000001/late/telemetry", withValues(SOUND), NOW);
        assertThat(heard.samples).hasSize(1);
    }

    @Test
    void describesTheFirstOfAMessageAndCountsAll() {
        String unknown = IntStream.range(0, 500)
                .mapToObj(i -> "{\"tag\":\"U" + i + "\",\"v\":1}")
                .collect(Collectors.joining(","));
        Recorded heard = Recorded.binhai().hear(withValues(unknown));
        assertThat(heard.rejections).hasSize(Decoder.DESCRIBED_PER_MESSAGE);
        assertThat(heard.rejections.get(3).detail()).isEqualTo("values[3]: expected a tag of the site, was \"U3\"");
        assertThat(heard.decoder.counts().rejected(Reason.UNKNOWN_TAG)).isEqualTo(500);
    }

    @Test
    void showsNoMoreOfAPayloadThanMayBeShown() {
        Recorded heard = Recorded.binhai()
                .hear(withValues("{\"tag\":\"a\\u0000\\u001b[31m" + "x".repeat(5_000) + "\",\"v\":1}"));
        assertThat(heard.rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(rejection.detail())
                        .hasSizeLessThanOrEqualTo(Rejection.DETAIL_CHARS_MAX)
                        .contains("\"a??[31mxxx")
                        .endsWith("...\""));
    }

    @Test
    void everyLimitOfTheSettingsHasItsEffect() {
        String two = withValues(SOUND, SOUND);
        Settings.Ingest usual = Sites.limits();
        assertThat(reasonsUnder(usual, two)).isEmpty();
        assertThat(reasonsUnder(new Settings.Ingest(60_000, 50, 10_000, 8), two))
                .containsExactly(Reason.OVERSIZE);
        assertThat(reasonsUnder(new Settings.Ingest(60_000, 1 << 20, 1, 8), two))
                .containsExactly(Reason.TOO_MANY_SAMPLES);
        assertThat(reasonsUnder(new Settings.Ingest(60_000, 1 << 20, 10_000, 2), two))
                .containsExactly(Reason.TOO_DEEP);
        String ahead = "{\"ts\":" + (NOW + 5_000) + ",\"values\":[]}";
        assertThat(reasonsUnder(usual, ahead)).isEmpty();
        assertThat(reasonsUnder(new Settings.Ingest(4_999, 1 << 20, 10_000, 8), ahead))
                .containsExactly(Reason.CLOCK_SKEW);
    }

    private static java.util.List<Reason> reasonsUnder(Settings.Ingest limits, String payload) {
        return new Recorded(new Decoder(Sites.binhai(limits))).hear(payload).reasons();
    }
}
