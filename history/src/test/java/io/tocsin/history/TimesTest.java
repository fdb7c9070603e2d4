package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final String[] ZONES = {"", "Z", "+08:00", "-03:30", "+0800", "-07", "+17:59", "+18:00", "-18:00"};

    private final Times times = new Times();

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 1704067200000",
        "2024-01-01T00:00:00, 1704067200000",
        "2024-01-01 00:00:00, 1704067200000",
        "2024-01-01  00:00:00, 1704067200000",
        "2024-01-01T08:00:00.250+08:00, 1704067200250",
        "2024-01-01T08:00+0800, 1704067200000",
        "2024-01-01T08:00:00+08, 1704067200000",
        "2024-01-01T00:00:00.123456789Z, 1704067200123",
        "1704067200, 1704067200000",
        "1704067200.5, 1704067200500",
        "1704067200.1239, 1704067200123",
        "1704067200123, 1704067200123",
        "1704067200123.9, 1704067200123",
        "1704067200123456, 1704067200123",
        "1704067200123456789, 1704067200123",
        "-1, -1000",
        "-0.5, -500",
        "+1, 1000",
        "0, 0"
    })
    void readsTimes(String text, long epochMs) {
        assertThat(parse(text)).isEqualTo(epochMs);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "noon",
        "2024-01-01",
        "2024-13-01T00:00:00",
        "2023-02-29T00:00:00",
        "2024-01-00T00:00:00",
        "2024-01-01T25:00:00",
        "2024-01-01T00:60:00",
        "2024-01-01T00:00:61",
        "2024-01-01T00:00:00.1234567890",
        "2024-01-01T00:00:00+1",
        "2024-01-01T00:00:00+19:00",
        "2024-01-01T00:00:00+08:60",
        "2024-01-01T00:00:00+08x00",
        "2024-01-01T00:00:00Zulu",
        "2024-01-01T24:00:00",
        "2024-01-01X00:00:00",
        "2024-01-01T00-00-00",
        "12:00:00",
        "1e9",
        "1704067200.",
        "17040672OO",
        "99999999999999999999"
    })
    void takesNothingElseForATime(String text) {
        assertThat(parse(text)).isEqualTo(Times.NONE);
    }

    @Test
    void forgetsADayThatWasNone() {
        assertThat(parse("2024-02-30T00:00:00Z")).isEqualTo(Times.NONE);
        assertThat(parse("2024-02-30T00:00:00Z")).isEqualTo(Times.NONE);
        assertThat(parse("2024-02-29T00:00:00Z")).isEqualTo(1_709_164_800_000L);
        assertThat(parse("2024-02-29T00:00:01Z")).isEqualTo(1_709_164_801_000L);
    }

    @Test
    void readsAnyWrittenInstantAsTheJdkDoes() {
        for (int seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long seconds = random.nextLong(-62_135_596_800L, 253_402_300_799L);
            int nanos = random.nextInt(1_000_000_000);
            LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
            String zone = ZONES[random.nextInt(ZONES.length)];
            String text = written(local, random) + zone;
            ZoneOffset offset = zone.isEmpty() ? ZoneOffset.UTC : ZoneOffset.of(zone);

            long expected = OffsetDateTime.of(LocalDateTime.parse(written(text, zone)), offset)
                    .toInstant()
                    .toEpochMilli();
            assertThat(parse(text)).as("seed=%d %s", seed, text).isEqualTo(expected);
        }
    }

    @Test
    void readsAnyTextLikeTheWholeAlgorithmAlone() {
        String[] seeds = {
            "2024-01-01T08:00:00.125+08:00", "1704067200.123", "1704067200123456789", "0001-12-31 23:59:59"
        };
        String alphabet = "0123456789-+:.TZ e";
        for (int seed = 0; seed < 50_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.setLength(text.length() - random.nextInt(6));
            String trimmed = text.toString().trim();
            assertThat(parse(trimmed)).as("seed=%d %s", seed, trimmed).isEqualTo(WrittenTime.parse(trimmed));
        }
    }

    @Test
    void tellsTheUnitsOfANumberApartByItsMagnitude() {
        for (int seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BigInteger number = BigInteger.valueOf(random.nextLong() >>> (1 + random.nextInt(60)));
            int digits = number.toString().length();
            long toMs = digits <= 11 ? -1_000 : digits <= 14 ? 1 : digits <= 17 ? 1_000 : 1_000_000;
            BigInteger ms =
                    toMs < 0 ? number.multiply(BigInteger.valueOf(-toMs)) : number.divide(BigInteger.valueOf(toMs));
            assertThat(parse(number.toString())).as("seed=%d %s", seed, number).isEqualTo(ms.longValueExact());
        }
    }

    private static String written(LocalDateTime local, SplittableRandom random) {
        int digits = random.nextInt(10);
        String pattern = "uuuu-MM-dd" + (random.nextBoolean() ? "' '" : "'T'") + "HH:mm:ss"
                + (digits == 0 ? "" : "." + "S".repeat(digits));
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(local);
    }

    private static String written(String text, String zone) {
        return text.substring(0, text.length() - zone.length()).replace(' ', 'T');
    }

    private long parse(String text) {
        byte[] around = ("123" + text + "456").getBytes(StandardCharsets.UTF_8);
        return times.parse(around, 3, around.length - 3);
    }
}
