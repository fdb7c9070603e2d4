package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Quality;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualitiesTest {
    @ParameterizedTest
    @CsvSource({
        "'', GOOD",
        "good, GOOD",
        "Uncertain, UNCERTAIN",
        "BAD, BAD",
        "192, GOOD",
        "216, GOOD",
        "64, UNCERTAIN",
        "0, BAD",
        "8, BAD",
        "128, BAD",
        "0xC0, GOOD",
        "0192, GOOD",
        "65535, GOOD",
        "65536, GOOD",
        "0x40000000, UNCERTAIN",
        "1073741824, UNCERTAIN",
        "0x80000000, BAD",
        "0XFFFFFFFF, BAD",
        "2147483648, BAD",
        "0x00A20000, GOOD"
    })
    void readsQualities(String text, Quality quality) {
        assertThat(parse(text)).isEqualTo(quality.code());
    }

    @ParameterizedTest
    @CsvSource({"fine", "GOO", "GOODS", "UNREADABLE", "-1", "0x", "0x123456789", "12345678901", "1.5", "0xCG", "良好"})
    void takesNothingElseForAQuality(String text) {
        assertThat(parse(text)).isEqualTo(Qualities.NONE);
    }

    private static int parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Qualities.parse(bytes, 0, bytes.length);
    }
}
