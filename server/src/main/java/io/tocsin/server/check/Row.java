package io.tocsin.server.check;

import io.tocsin.config.TableTest.Expected;
import io.tocsin.rules.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One line of what was expected beside what was: at one time, of one alarm. At least one of the two is there.
 *
 * @param atMs offset from the test's start
 */
public record Row(
        long atMs, @Nullable Expected expected, @Nullable Happened was) {
    /** How the two sides of a row compare. */
    public enum Mark {
        /** It was as expected. */
        SAME("="),
        /** It happened, with another value, onset or quality. */
        DIFFERENT("~"),
        /** It was expected and did not happen. */
        MISSING("-"),
        /** It happened and was not expected. */
        UNEXPECTED("+");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        /** The sign that stands before its line. */
        public String sign() {
            return sign;
        }
    }

    public Mark mark() {
        if (expected == null) {
            return Mark.UNEXPECTED;
        }
        if (was == null) {
            return Mark.MISSING;
        }
        return agrees(expected, was) ? Mark.SAME : Mark.DIFFERENT;
    }

    private static boolean agrees(Expected expected, Happened was) {
        Double value = expected.value();
        Long onsetMs = expected.onsetMs();
        Quality quality = was.quality();
        return (value == null || value.equals(was.value() + 0.0))
                && (onsetMs == null || onsetMs == was.onsetMs())
                && (expected.quality() == null
                        || (quality != null && expected.quality().name().equals(quality.name())));
    }
}
