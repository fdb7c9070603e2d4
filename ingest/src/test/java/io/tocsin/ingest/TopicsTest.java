package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private final Topics named = new Topics(Sites.binhai());
    private final Topics unnamed = new Topics(Sites.bare());

    @Test
    void readsCompanyAndGateway() {
        assertThat(named.parse("park/330199P01/330199000001/gw1/telemetry"))
                .isEqualTo(new Address(Address.Kind.TELEMETRY, "330199000001", "gw1"));
        assertThat(named.parse("park/330199P01/330199000001/gw1/status"))
                .isEqualTo(new Address(Address.Kind.STATUS, "330199000001", "gw1"));
        assertThat(named.parse("park/330199P01/企业一/网关_1/status"))
                .isEqualTo(new Address(Address.Kind.STATUS, "企业一", "网关_1"));
    }

    @Test
    void readsGateAndCamera() {
        assertThat(named.parse("park/330199P01/gates/G1/passages"))
                .isEqualTo(new Address(Address.Kind.PASSAGES, "gates", "G1"));
        assertThat(named.parse("park/330199P01/cameras/33019900001320000011/events"))
                .isEqualTo(new Address(Address.Kind.CAMERA_EVENTS, "cameras", "33019900001320000011"));
    }

    @Test
    void hearsOnlyItsOwnPark() {
        assertThat(named.parse("park/330199P02/c/g/telemetry")).isNull();
        assertThat(named.filters())
                .containsExactly(
                        "park/330199P01/+/+/telemetry",
                        "park/330199P01/+/+/status",
                        "park/330199P01/gates/+/passages",
                        "park/330199P01/cameras/+/events");
    }

    @Test
    void hearsAnyParkWhereTheSiteNamesNone() {
        assertThat(unnamed.parse("park/any/c/g/telemetry")).isNotNull();
        assertThat(unnamed.filters())
                .containsExactly(
                        "park/+/+/+/telemetry",
                        "park/+/+/+/status",
                        "park/+/gates/+/passages",
                        "park/+/cameras/+/events");
    }

    @Test
    void asksForTheSameTopicsAsItsFilters() {
        assertThat(named.isAskedFor("park/330199P01/c/g 1/telemetry")).isTrue();
        assertThat(named.isAskedFor("park/330199P01/c/g/status")).isTrue();
        assertThat(unnamed.isAskedFor("park/any/c/g/status")).isTrue();
        assertThat(named.isAskedFor("park/330199P01/gates/G 1/passages")).isTrue();
        assertThat(named.isAskedFor("park/330199P01/cameras/C-1/events")).isTrue();
        assertThat(named.isAskedFor("park/330199P01/c/G1/passages")).isFalse();
        assertThat(named.isAskedFor("park/330199P02/c/g/telemetry")).isFalse();
        assertThat(named.isAskedFor("park/330199P01/c/g/acked")).isFalse();
        assertThat(named.isAskedFor("park/330199P01/c/g/d/telemetry")).isFalse();
        assertThat(named.isAskedFor("tocsin/broker/probe/x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "park",
                "park/330199P01/c/g",
                "park/330199P01/c/g/",
                "park/330199P01/c/g/acked",
                "park/330199P01/c/G1/passages",
                "park/330199P01/cameras/G1/passages",
                "park/330199P01/gates/C-1/events",
                "park/330199P01/gates/G:1/passages",
                "park/330199P01/c/g/Telemetry",
                "park/330199P01/c/g/telemetry/",
                "park/330199P01/c/g/telemetry/x",
                "/park/330199P01/c/g/telemetry",
                "Park/330199P01/c/g/telemetry",
                "park/330199P01//g/telemetry",
                "park/330199P01/c//telemetry",
                "park/330199P01/c g/g/telemetry",
                "park/330199P01/c:g/g/telemetry",
                "park/330199P01/+/g/telemetry",
                "park/330199P01/c/#/telemetry",
                "park/330199P01/c/g\u0000/telemetry",
                "park/330199P01/c/\u202Eg/telemetry",
                "park/330199P01/c/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/telemetry"
            })
    void refusesEverythingElse(String topic) {
        assertThat(named.parse(topic)).isNull();
    }
}
