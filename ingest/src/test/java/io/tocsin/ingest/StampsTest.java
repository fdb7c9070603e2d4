package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a time, in a sample's {@code ts}, against the same instant 2026-11-21T16:00:00.123Z. */
class StampsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1795276800                        | 1795276800000",
                "1795276800.123                    | 1795276800123",
                "1795276800123                     | 1795276800123",
                "1795276800123.9                   | 1795276800123",
                "1.795276800123E12                 | 1795276800123",
                "1795276800123456                  | 1795276800123",
                "1795276800123456789               | 1795276800123",
                "\"1795276800\"                    | 1795276800000",
                "\"1795276800.123\"                | 1795276800123",
                "\"1795276800123\"                 | 1795276800123",
                "\"1795276800123456\"              | 1795276800123",
                "\"1795276800123456789\"           | 1795276800123",
                "\"2026-11-21T16:00:00Z\"          | 1795276800000",
                "\"2026-11-21T16:00:00.123Z\"      | 1795276800123",
                "\"2026-11-21T16:00:00.123999999Z\"| 1795276800123",
                "\"2026-11-22T00:00:00.123+08:00\" | 1795276800123",
                "\"2026-11-22T00:00:00.123+0800\"  | 1795276800123",
                "\"2026-11-22T00:00:00.1+08\"      | 1795276800100",
                "\"2026-11-21T12:30:00-03:30\"     | 1795276800000",
                "\"2026-11-22 00:00:00+08:00\"     | 1795276800000",
                "\"2026-11-22 00:00:00\"           | 1795276800000",
                "\"2026-11-22 00:00:00.123\"       | 1795276800123",
                "\"2024-02-29 08:00:00\"           | 1709164800000",
            })
    void understands(String written, long expectedMs) {
        Recorded heard = Recorded.binhai()
                .hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + written.strip() + "}]}");
        assertThat(heard.rejections).isEmpty();
        assertThat(heard.samples)
                .singleElement()
                .satisfies(sample -> assertThat(sample.timeMs()).isEqualTo(expectedMs));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1795276800123",
                "-1.5",
                "1e999",
                "99999999999999999999",
                "9300000000000000000.0",
                "true",
                "{}",
                "[1795276800123]",
                "\"\"",
                "\"now\"",
                "\"0\"",
                "\"NaN\"",
                "\"2026-11-21\"",
                "\"2026-11-21T16:00:00\"",
                "\"2026-11-21T16:00\"",
                "\"2026-11-21T16:00:00.Z\"",
                "\"2026-11-21T16:00:00.1234567890Z\"",
                "\"2026-11-21T16:00:00ZZ\"",
                "\"2026-11-21T16:00:00Z \"",
                "\"2026-11-21T24:00:00Z\"",
                "\"2026-11-21T16:60:00Z\"",
                "\"2026-11-21T16:00:60Z\"",
                "\"2026-13-21T16:00:00Z\"",
                "\"2026-00-21T16:00:00Z\"",
                "\"2026-02-29 08:00:00\"",
                "\"2026-11-21T16:00:00+19:00\"",
                "\"2026-11-21T16:00:00+08:60\"",
                "\"2026-11-21T16:00:00+8\"",
                "\"2026-11-21T16:00:00*08:00\"",
                "\"2026-11-21X16:00:00Z\"",
                "\"2026/11/21 16:00:00\"",
                "\"1969-12-31T23:59:59Z\"",
                "\"1970-01-01 00:00:00\"",
                "\"٢٠٢٦-11-21T16:00:00Z\"",
            })
    void refusesInASampleAtTheCostOfThatSample(String written) {
        Recorded heard = Recorded.binhai()
                .hear("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1,\"ts\":" + written
                        + "},{\"tag\":\"XS-101.TRIP\",\"v\":1}]}");
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.BAD_TIME);
        assertThat(heard.samples).extracting(Recorded.Out::tag).containsExactly(Sites.TRIP);
    }
}
