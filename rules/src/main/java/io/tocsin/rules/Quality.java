package io.tocsin.rules;

/**
 * What a sample is worth. Carried as its {@link #code()} so that no object is made per sample.
 *
 * <p>Dialects translate their own quality into one of these; a number that is null, NaN, infinite or no number at all
 * is {@link #UNREADABLE}, whatever the sender said of it.
 */
public enum Quality {
    /** The value may be used. */
    GOOD(0),
    /** The value is evaluated like a good one and marks the alarm uncertain. */
    UNCERTAIN(1),
    /** The instrument said that the value may not be used. */
    BAD(2),
    /** No usable number arrived; counts as bad, but never raises a limit by itself. */
    UNREADABLE(3);

    private static final Quality[] BY_CODE = values();

    private final int code;

    Quality(int code) {
        this.code = code;
    }

    /** Stable on disk and in the series. */
    public int code() {
        return code;
    }

    /** True where the value may be evaluated. */
    public static boolean isUsable(int code) {
        return code <= 1;
    }

    /** Throws {@link IllegalArgumentException} for a number that is no code. */
    public static Quality ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("expected a quality code 0.." + (BY_CODE.length - 1) + ", was " + code);
        }
        return BY_CODE[code];
    }
}
