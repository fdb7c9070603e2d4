package io.tocsin.simulator;

import io.tocsin.simulator.link.LinkState;
import io.tocsin.simulator.link.LinkStatus;
import java.util.List;
import java.util.Optional;

/**
 * All gateways at a moment.
 *
 * @param exhausted true where nothing more will be said, as at the end of a recording
 * @param failure what stopped the field for good
 */
public record FieldStatus(List<LinkStatus> links, boolean exhausted, Optional<String> failure) {
    public FieldStatus {
        links = List.copyOf(links);
    }

    /** True where every gateway is connected. */
    public boolean connected() {
        return links.stream().allMatch(link -> link.state() == LinkState.CONNECTED);
    }

    /** True where everything was said and acknowledged. */
    public boolean delivered() {
        return exhausted && buffered() == 0;
    }

    /** Messages handed to the broker's connections, repeats included. */
    public long published() {
        return links.stream().mapToLong(LinkStatus::published).sum();
    }

    public long acked() {
        return links.stream().mapToLong(LinkStatus::acked).sum();
    }

    public long dropped() {
        return links.stream().mapToLong(LinkStatus::dropped).sum();
    }

    public long buffered() {
        return links.stream().mapToLong(LinkStatus::buffered).sum();
    }
}
