package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.simulator.telemetry.TimeMap;

/** How fast a live engine may be played to: beyond this, delays that do not scale would tell nothing. */
final class Speed {
    private Speed() {}

    static void require(double speed) throws Refused {
        if (!(speed >= 1) || speed > TimeMap.SPEED_MAX || speed != Math.rint(speed)) {
            throw new Refused(
                    Exit.USAGE,
                    new Text(
                            "--speed 应为 1 到 " + TimeMap.SPEED_MAX + " 的整数，现为 " + speed + "；更快请用演练（--drill）",
                            "expected --speed as a whole number from 1 to " + TimeMap.SPEED_MAX + ", was " + speed
                                    + "; a rehearsal (--drill) may be faster"));
        }
    }

    /** A rehearsal has a clock of its own, so any pace will do. */
    static void requirePositive(double speed) throws Refused {
        if (!(speed > 0)) {
            throw new Refused(
                    Exit.USAGE, new Text("--speed 应大于 0，现为 " + speed, "expected --speed above 0, was " + speed));
        }
    }
}
