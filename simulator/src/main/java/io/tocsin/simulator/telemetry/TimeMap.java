package io.tocsin.simulator.telemetry;

/**
 * How a source's own time becomes the stamps of live messages: {@code t' = start + (t - t0) / speed}, all alike.
 *
 * @param startMs the stamp of the source's first moment
 * @param t0Ms the source's first moment, in its own time
 * @param speed how much faster than real time, 1 to {@value #SPEED_MAX}
 */
public record TimeMap(long startMs, long t0Ms, int speed) {
    /** Beyond it a live engine's delays have no meaning any more. */
    public static final int SPEED_MAX = 20;

    public TimeMap {
        if (speed < 1 || speed > SPEED_MAX) {
            throw new IllegalArgumentException("expected a speed of 1 to " + SPEED_MAX + ", was " + speed);
        }
    }

    /** Own time and stamps are the same. */
    public static TimeMap same(long startMs) {
        return new TimeMap(startMs, startMs, 1);
    }

    /** The stamp of a moment of the source's own time. */
    public long stampMs(long timeMs) {
        return startMs + Math.floorDiv(timeMs - t0Ms, speed);
    }

    /** The newest moment of the source's own time whose stamp is not after this one. */
    public long timeMs(long stampMs) {
        return t0Ms + (stampMs - startMs) * speed;
    }
}
