package io.tocsin.simulator.plant;

import io.tocsin.config.Text;
import java.util.List;

/**
 * What goes wrong, as data: steps in order of their time.
 *
 * @param name as given to {@code --incident}
 */
public record Incident(String name, Text title, List<Step> steps) {
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

    /** @param afterMs since the start, in the plant's own time */
    public record Step(long afterMs, Action action) {}
}
