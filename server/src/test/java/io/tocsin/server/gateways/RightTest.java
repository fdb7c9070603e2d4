package io.tocsin.server.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.gateways.Identity.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightTest {
    @ParameterizedTest
    @CsvSource({
        "park/P/E/G/telemetry, park/P/E/G/telemetry, true",
        "park/P/E/G/telemetry, park/P/E/H/telemetry, false",
        "park/P/E/G/telemetry, park/P/E/G/telemetry/more, false",
        "park/P/E/G/telemetry, park/P/E/G, false",
        "park/P/E/G/telemetry, park/P/E/+/telemetry, false",
        "park/P/+/+/acked, park/P/E/G/acked, true",
        "park/P/+/+/acked, park/P/+/G/acked, true",
        "park/P/+/+/acked, park/P/#, false",
        "park/P/#, park/P/+/+/telemetry, true",
        "park/P/#, park/P/#, true",
        "park/P/#, park/+/E/G/telemetry, false",
        "park/P/#, #, false",
        "#, +/b, true"
    })
    void coversNoMoreThanItSays(String right, String asked, boolean covered) {
        assertThat(Right.covers(right, asked)).isEqualTo(covered);
    }

    @Test
    void aGatewayHasTheThreeTopicsOfItsOwnAndNoOther() {
        Right right = new Identity("G", Kind.GATEWAY, "P", "E", "", 0).right();
        assertThat(right.publish()).containsExactly("park/P/E/G/telemetry", "park/P/E/G/status");
        assertThat(right.subscribe()).containsExactly("park/P/E/G/acked");
        assertThat(right.mayPublish("park/P/E/G/acked")).isFalse();
        assertThat(right.maySubscribe("park/P/E/G/telemetry")).isFalse();
    }

    @Test
    void thoseBesideGatewaysHaveTheirOwn() {
        assertThat(of(Kind.GATES).mayPublish("park/P/gates/G1/passages")).isTrue();
        assertThat(of(Kind.GATES).mayPublish("park/P/cameras/C1/events")).isFalse();
        assertThat(of(Kind.CAMERAS).mayPublish("park/P/cameras/C1/events")).isTrue();
        assertThat(of(Kind.CAMERAS).mayPublish("park/P/gates/G1/passages")).isFalse();
        assertThat(of(Kind.ENGINE).maySubscribe("park/P/gates/+/passages")).isTrue();
        assertThat(of(Kind.ENGINE).mayPublish("park/P/E/G/telemetry")).isFalse();
        assertThat(of(Kind.SIMULATOR).mayPublish("park/P/E/G/status")).isTrue();
        assertThat(of(Kind.SIMULATOR).maySubscribe("park/P/E/G/telemetry")).isFalse();
    }

    private static Right of(Kind kind) {
        return new Identity("x", kind, "P", "", "", 0).right();
    }
}
