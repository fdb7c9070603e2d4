package io.tocsin.server.events;

import io.tocsin.config.Site;
import io.tocsin.config.SiteDifference;
import io.tocsin.rules.Input;

/**
 * One configuration takes over from another: both as they are archived, so that the same is told whenever it is told again.
 *
 * @param number counts the changes of this engine
 * @param timeMs receipt of the change
 */
public record ConfigurationChange(Site before, Site after, long number, Input.Principal by, long timeMs) {
    /** The alarm id of these events; there is no such alarm. */
    public static final String ID = "system:configuration";

    String eventId() {
        return after.park().id() + "~" + ID + "." + number;
    }

    SiteDifference difference() {
        return SiteDifference.of(before, after);
    }
}
