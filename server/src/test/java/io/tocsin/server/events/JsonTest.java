package io.tocsin.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static String number(double value) {
        return new String(Json.object(json -> Json.number(json, "v", value)), UTF_8);
    }

    /** 2e23 and the power of two behind it are what {@code Double.toString} of Java 17 and 25 write differently. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "12.93, 12.93",
        "0.002, 0.002",
        "1e7, 1.0E7",
        "2e23, 2.0E23",
        "0x1p-44, 5.684341886080802E-14",
        "9007199254740993, 9.007199254740992E15",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308"
    })
    void writesTheShortestNumberThatReadsBackTheSame(double value, String written) {
        assertThat(number(value)).isEqualTo("{\"v\":" + written + "}");
        assertThat(Double.parseDouble(written)).isEqualTo(value);
    }

    @Test
    void aNumberThatIsNotFiniteIsNull() {
        assertThat(number(Double.NaN)).isEqualTo("{\"v\":null}");
        assertThat(number(Double.POSITIVE_INFINITY)).isEqualTo("{\"v\":null}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "1795305600000, 2026-11-22T00:00:00.000Z",
        "1795305600007, 2026-11-22T00:00:00.007Z",
        "253402300799999, 9999-12-31T23:59:59.999Z"
    })
    void writesTimesInUtcWithMilliseconds(long timeMs, String written) {
        assertThat(Json.time(timeMs)).isEqualTo(written);
    }

    @Test
    void absentValuesAreNullSoThatARecordAlwaysHasTheSameFields() {
        byte[] json = Json.object(fields -> {
            Json.time(fields, "at", -1);
            Json.string(fields, "by", null);
        });
        assertThat(json).asString(UTF_8).isEqualTo("{\"at\":null,\"by\":null}");
    }

    @Test
    void writesTextAsUtf8AndEscapesOnlyWhatMustBe() {
        byte[] json = Json.object(fields -> Json.string(fields, "t", "液位 \"高\"\n</script>\u0001"));
        assertThat(json).asString(UTF_8).isEqualTo("{\"t\":\"液位 \\\"高\\\"\\n</script>\\u0001\"}");
    }
}
