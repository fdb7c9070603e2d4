package io.tocsin.alarms;

import io.tocsin.config.Annunciation;
import java.util.function.LongSupplier;

/** What alarms of one configuration have in common. */
record Setting(
        String site,
        Annunciation rules,
        LongSupplier engineTimeMs,
        Deadlines deadlines,
        Leaving leaving,
        AlarmSink out) {
    long nowMs() {
        return engineTimeMs.getAsLong();
    }
}
