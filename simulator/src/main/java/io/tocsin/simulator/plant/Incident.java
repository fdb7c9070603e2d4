package io.tocsin.simulator.plant;

import io.tocsin.config.Text;
import java.util.List;

/**
 * What goes wrong, as data: steps in order of their time.
 *
 * @param name as given to {@code --incident}
 */
public record Incident(String name, Text title, Span span, List<Step> steps) {
    public Incident {
        steps = List.copyOf(steps);
        long latestMs = 0;
        for (Step step : steps) {
            if (step.afterMs() < latestMs) {
                throw new IllegalArgumentException("expected steps in order of time, was " + steps);
            }
            if (step.action() instanceof Action.Start && step.afterMs() != 0) {
                throw new IllegalArgumentException("expected a start at 0 ms, was " + step);
            }
            latestMs = step.afterMs();
        }
    }

    /** One that is watched from its start for ten minutes. */
    public Incident(String name, Text title, List<Step> steps) {
        this(name, title, Span.of(0, 10), steps);
    }

    /**
     * How long it takes, in the plant's own time since its start.
     *
     * @param joinMs where somebody joins who wants to see the first alarm soon
     * @param lengthMs until nothing new is to be seen: a rehearsal ends there, a simulation goes on
     */
    public record Span(long joinMs, long lengthMs) {
        static Span of(int joinSeconds, int lengthMinutes) {
            return new Span(joinSeconds * 1_000L, lengthMinutes * 60_000L);
        }
    }

    /** @param afterMs since the start, in the plant's own time */
    public record Step(long afterMs, Action action) {}
}
