package io.tocsin.simulator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.simulator.Binhai;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final FieldGateway GATEWAY = new FieldGateway("P", "C", "G");

    @Test
    void sendsATagThroughItsOwnGatewayElseItsEnterprisesElseOneThatIsHeard() {
        Site site = Binhai.site(
                List.of(),
                List.of(
                        Binhai.tag("a", "X", null, Binhai.E1, "33019900000201", 0, List.of()),
                        Binhai.tag("b", "X", null, Binhai.E1, null, 0, List.of()),
                        Binhai.tag("c", "X", null, "330199000009", null, 0, List.of()),
                        Binhai.tag("d", "X", null, null, null, 0, List.of()),
                        Binhai.tag("e", "X", null, Binhai.E3, "not-listed", 0, List.of())));

        Routes routes = Routes.of(site);

        assertThat(routes.gateways())
                .extracting(FieldGateway::telemetryTopic)
                .containsExactly(
                        "park/330199P01/330199000002/33019900000201/telemetry",
                        "park/330199P01/330199000001/33019900000101/telemetry",
                        "park/330199P01/330199000009/simulator/telemetry",
                        "park/330199P01/330199000003/not-listed/telemetry");
        assertThat(routes.gatewayOf(3)).isEqualTo(1);
        assertThat(routes.gatewayOf(4)).isEqualTo(3);
    }

    @Test
    void aTagOfNobodyGoesUnderAnyCompanyOnlyWhereTheParkListsNone() {
        List<Tag> tags = List.of(Binhai.tag("d", "X", null, null, null, 0, List.of()));
        Site listed = Binhai.site(List.of(), tags);

        assertThat(topic(new Site(
                        listed.park(), listed.enterprises(), List.of(), List.of(), tags, listed.settings(), "0")))
                .isEqualTo("park/330199P01/330199000001/simulator/telemetry");
        assertThat(topic(new Site(listed.park(), List.of(), List.of(), List.of(), tags, listed.settings(), "0")))
                .isEqualTo("park/330199P01/site/simulator/telemetry");
    }

    private static String topic(Site site) {
        return Routes.of(site).gateways().get(0).telemetryTopic();
    }

    @Test
    void writesGoodUncertainBadAndUnreadable() {
        GatewayVoice voice = new GatewayVoice(GATEWAY, 0, 5, 100);

        List<Publication> messages = voice.telemetry(
                9,
                List.of(
                        new Reading("a", 1.5, ReadingQuality.GOOD),
                        new Reading("b", 2, ReadingQuality.UNCERTAIN),
                        new Reading("c", 3, ReadingQuality.BAD),
                        new Reading("d", Double.NaN, ReadingQuality.GOOD)));

        assertThat(text(messages.get(0).payload()))
                .isEqualTo("{\"seq\":0,\"ts\":9,\"session\":5,\"values\":["
                        + "{\"tag\":\"a\",\"v\":1.5},"
                        + "{\"tag\":\"b\",\"v\":2.0,\"q\":\"UNCERTAIN\"},"
                        + "{\"tag\":\"c\",\"v\":3.0,\"q\":\"BAD\"},"
                        + "{\"tag\":\"d\",\"v\":null}]}");
    }

    @Test
    void splitsWhatIsTooMuchForOneMessageAndCountsOn() {
        GatewayVoice voice = new GatewayVoice(GATEWAY, 3, 5, 2);
        Reading reading = new Reading("a", 1, ReadingQuality.GOOD);

        List<Publication> messages = voice.telemetry(9, List.of(reading, reading, reading));

        assertThat(messages).extracting(Publication::samples).containsExactly(2, 1);
        assertThat(messages).extracting(Publication::client).containsOnly(3);
        assertThat(text(messages.get(1).payload())).startsWith("{\"seq\":1,");
        assertThat(messages).extracting(Publication::seq).containsExactly(0L, 1L);
        assertThat(messages.get(1).asHistory().seq()).isEqualTo(1);
        assertThat(voice.telemetry(9, List.of())).isEmpty();
    }

    @Test
    void marksABackfillAndLeavesTheRestAsItWas() {
        Publication message = new Publication(0, "t", "{\"seq\":1}".getBytes(StandardCharsets.UTF_8), 0, 1);

        assertThat(text(message.asHistory().payload())).isEqualTo("{\"hist\":true,\"seq\":1}");
        assertThat(text(message.payload())).isEqualTo("{\"seq\":1}");
    }

    @Test
    void saysWhetherItIsThere() {
        assertThat(GatewayVoice.status(true, 7, 5)).isEqualTo("{\"online\":true,\"ts\":7,\"session\":5}");
        assertThat(GatewayVoice.birth(7, 5, 12)).isEqualTo("{\"online\":true,\"ts\":7,\"session\":5,\"fromSeq\":12}");
        assertThat(GATEWAY.statusTopic()).contains("park/P/C/G/status");
        assertThat(GATEWAY.ackedTopic()).contains("park/P/C/G/acked");
    }

    @Test
    void compressesAllStampsAlike() {
        TimeMap map = new TimeMap(1_000_000, 500, 20);

        assertThat(map.stampMs(500)).isEqualTo(1_000_000);
        assertThat(map.stampMs(20_500)).isEqualTo(1_001_000);
        assertThat(map.timeMs(1_001_000)).isEqualTo(20_500);
        assertThat(TimeMap.same(7).stampMs(99)).isEqualTo(99);
    }

    @Test
    void refusesASpeedAtWhichDelaysMeanNothing() {
        assertThatThrownBy(() -> new TimeMap(0, 0, 21)).hasMessage("expected a speed of 1 to 20, was 21");
        assertThatThrownBy(() -> new TimeMap(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
