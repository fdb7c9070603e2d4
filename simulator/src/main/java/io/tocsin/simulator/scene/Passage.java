package io.tocsin.simulator.scene;

import io.tocsin.config.Closure;
import io.tocsin.simulator.plant.Action;
import java.util.Comparator;

/**
 * A vehicle at a gate, before a camera says so.
 *
 * @param order tells passages of one moment apart; rises with every passage that is planned
 */
record Passage(long timeMs, long order, Closure.Gate gate, Closure.Direction direction, Action.Vehicle vehicle) {
    static final Comparator<Passage> BY_TIME =
            Comparator.comparingLong(Passage::timeMs).thenComparingLong(Passage::order);

    /** The camera that looks this way; at a checkpoint the only one. */
    String camera() {
        return gate.lanes().stream()
                .filter(lane -> lane.direction() == direction)
                .findFirst()
                .or(() -> gate.lanes().stream().findFirst())
                .map(Closure.Lane::camera)
                .orElse("");
    }
}
