package io.tocsin.simulator.replay;

import io.tocsin.simulator.Rehearsal;
import io.tocsin.simulator.link.BrokerAccess;
import java.nio.file.Path;

/**
 * What to replay, and where to.
 *
 * @param speed of a replay 1 to 20; of a rehearsal any above 0, or {@link #UNPACED}
 * @param slice the part of the recording, in its own time
 */
public record ReplayOptions(Path file, BrokerAccess broker, double speed, Slice slice) {
    /** As fast as the broker acknowledges. */
    public static final double UNPACED = Rehearsal.UNPACED;

    public ReplayOptions {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("expected a speed above 0, was " + speed);
        }
    }

    /**
     * @param fromMs the first moment
     * @param toMs the last moment
     */
    public record Slice(long fromMs, long toMs) {
        /** The whole recording. */
        public static final Slice ALL = new Slice(Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
