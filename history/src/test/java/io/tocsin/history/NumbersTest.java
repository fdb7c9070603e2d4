package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    private final Numbers numbers = new Numbers();

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-2.5, -2.5",
        "+.5, 0.5",
        "3., 3",
        "1e3, 1000",
        "1E-2, 0.01",
        "-0, -0.0",
        "-0.0e5, -0.0",
        "000000000000000000000000012.50, 12.5",
        "9007199254740993, 9007199254740992",
        "0.1e-400, 0.0",
        "0e99999999999, 0.0",
        "true, 1",
        "FALSE, 0",
        "NaN, NaN",
        "Infinity, NaN",
        "1e400, NaN",
        "1e99999999999, NaN",
        "1e, NaN",
        "1e+, NaN",
        "1d, NaN",
        "0x1p3, NaN",
        "n/a, NaN",
        ".,NaN",
        "-,NaN",
        "'',NaN",
        "1 2,NaN",
        "tru,NaN",
        "'1,5', NaN"
    })
    void readsNumbers(String text, double value) {
        assertThat(parse(text)).isEqualTo(Double.valueOf(value));
    }

    @Test
    void isBitForBitWhatTheJdkMakesOfIt() {
        for (int seed = 0; seed < 100_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String text = drawn(random);
            double expected = Double.parseDouble(text);
            long bits = Double.doubleToRawLongBits(Double.isFinite(expected) ? expected : Double.NaN);
            if (Double.doubleToRawLongBits(parse(text)) != bits) {
                fail("seed=%d: expected %s, was %s", seed, text, parse(text));
            }
        }
    }

    @Test
    void isExactAtTheEdgesOfItsShortWay() {
        for (long mantissa : new long[] {(1L << 53) - 1, 1L << 53, (1L << 53) + 1, 999_999_999_999_999L, 1}) {
            for (int exponent = -30; exponent <= 30; exponent++) {
                String text = mantissa + "e" + exponent;
                assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
                String pointed =
                        BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent).toPlainString();
                assertThat(parse(pointed)).as(pointed).isEqualTo(Double.parseDouble(pointed));
            }
        }
    }

    private static String drawn(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> String.format(Locale.ROOT, "%." + random.nextInt(6) + "f", random.nextDouble() * 1_000 - 500);
            case 1 -> new BigDecimal(finite(random)).toString();
            case 2 -> String.valueOf(finite(random));
            case 3 -> String.valueOf((float) (random.nextDouble() * 100));
            default ->
                digits(random, 1 + random.nextInt(22)) + '.' + digits(random, random.nextInt(22)) + "E"
                        + random.nextInt(-330, 310);
        };
    }

    /** Of any magnitude that a double has. */
    private static double finite(SplittableRandom random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 0;
    }

    private static String digits(SplittableRandom random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private double parse(String text) {
        byte[] around = ("12" + text + "34").getBytes(StandardCharsets.UTF_8);
        return numbers.parse(around, 2, around.length - 2);
    }
}
