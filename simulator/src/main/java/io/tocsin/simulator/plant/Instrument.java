package io.tocsin.simulator.plant;

import io.tocsin.simulator.telemetry.Reading;
import io.tocsin.simulator.telemetry.ReadingQuality;
import java.util.ArrayList;
import java.util.List;

/** One measuring point: a true value, a transmitter that measures it, and what an incident does to either. */
final class Instrument {
    private final String tag;
    private Signal signal;
    private final Transmitter transmitter;
    private final Noise noise;
    private final List<Plume> plumes = new ArrayList<>();
    private long badUntilMs = Long.MIN_VALUE;

    Instrument(String tag, Signal signal, Transmitter transmitter, Noise noise) {
        this.tag = tag;
        this.signal = signal;
        this.transmitter = transmitter;
        this.noise = noise;
    }

    /** What arrives at a detector from a leak that began at a moment. */
    private record Plume(long beganMs, Action.Leak leak) {
        double at(long timeMs) {
            return leak.concentration(timeMs - beganMs);
        }
    }

    void leak(long timeMs, Action.Leak leak) {
        plumes.add(new Plume(timeMs, leak));
    }

    void ramp(long timeMs, Action.Ramp ramp) {
        double from = signal.at(timeMs);
        signal = later -> ramp.at(from, later - timeMs);
    }

    void fail(long untilMs) {
        badUntilMs = untilMs;
    }

    double trueValue(long timeMs) {
        double value = signal.at(timeMs);
        for (Plume plume : plumes) {
            value += plume.at(timeMs);
        }
        return value;
    }

    Reading read(long timeMs) {
        double value = transmitter.measure(trueValue(timeMs), noise.signed(timeMs));
        return new Reading(tag, value, timeMs < badUntilMs ? ReadingQuality.BAD : ReadingQuality.GOOD);
    }
}
