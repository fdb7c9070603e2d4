package io.tocsin.server.picture;

import io.tocsin.alarms.kpi.FirstOut;
import org.jspecify.annotations.Nullable;

/**
 * What a list of alarms shows beside an alarm's state.
 *
 * @param chattering its third annunciation within a minute was a short while ago
 * @param longStanding it was annunciated more than a day ago and still stands
 * @param firstOut of the alarms that stand in its unit it was the first, or may have been; null where it was not
 */
public record Marks(
        boolean chattering, boolean longStanding, @Nullable FirstOut firstOut) {
    public static final Marks NONE = new Marks(false, false, null);
}
