package io.tocsin.server.incidents;

import io.tocsin.rules.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How one tag goes: straight lines between points, with what an instrument makes of it. Times are since the start. */
final class Course {
    private record Span(long fromMs, long toMs) {
        boolean has(long ms) {
            return ms >= fromMs && ms < toMs;
        }
    }

    private final String tag;
    private final List<Long> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private long everyMs = 1_000;
    private double noise;
    private Random random = new Random(0);
    private double step;
    private long badFromMs = Long.MAX_VALUE;
    private final List<Span> silences = new ArrayList<>();

    private Course(String tag) {
        this.tag = tag;
    }

    /** @param first its value from the start to the first point */
    static Course of(String tag, double first) {
        return new Course(tag).at(0, first);
    }

    /** On a straight line from the last point to this one; the last of all holds. */
    Course at(long ms, double value) {
        times.add(ms);
        values.add(value);
        return this;
    }

    /** From one moment to the next. */
    Course step(long ms, double value) {
        return at(ms - 1, values.get(values.size() - 1)).at(ms, value);
    }

    Course every(long ms) {
        everyMs = ms;
        return this;
    }

    /** Evenly spread, to both sides. */
    Course noise(double amplitude, long seed) {
        noise = amplitude;
        random = new Random(seed);
        return this;
    }

    /** What the instrument shows is a whole multiple of this. */
    Course shown(double smallest) {
        step = smallest;
        return this;
    }

    Course badFrom(long ms) {
        badFromMs = ms;
        return this;
    }

    /** Says nothing in this time, the end not included. */
    Course silent(long fromMs, long toMs) {
        silences.add(new Span(fromMs, toMs));
        return this;
    }

    String tag() {
        return tag;
    }

    boolean isDue(long ms) {
        return ms % everyMs == 0 && silences.stream().noneMatch(silence -> silence.has(ms));
    }

    /** Asked once for each moment: noise goes on by it. */
    double value(long ms) {
        double value = line(ms) + (noise == 0 ? 0 : (2 * random.nextDouble() - 1) * noise);
        return step == 0 ? value : Math.rint(value / step) / Math.rint(1 / step);
    }

    int quality(long ms) {
        return (ms < badFromMs ? Quality.GOOD : Quality.BAD).code();
    }

    private double line(long ms) {
        int after = 0;
        while (after < times.size() && times.get(after) <= ms) {
            after++;
        }
        if (after == times.size()) {
            return values.get(after - 1);
        }
        long from = times.get(after - 1);
        double share = (double) (ms - from) / (times.get(after) - from);
        return values.get(after - 1) + share * (values.get(after) - values.get(after - 1));
    }
}
