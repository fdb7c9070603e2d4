package io.tocsin.alarms;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** When shifts end. Pure: the zone's rules are data. */
final class Shifts {
    private Shifts() {}

    /** When the shift ends that is on at this time; {@link Long#MAX_VALUE} where there are no shifts. */
    static long endMs(List<LocalTime> starts, ZoneId zone, long nowMs) {
        LocalDate today = Instant.ofEpochMilli(nowMs).atZone(zone).toLocalDate();
        long end = Long.MAX_VALUE;
        for (int day = 0; day <= 1; day++) {
            for (LocalTime start : starts) {
                long at = today.plusDays(day).atTime(start).atZone(zone).toInstant().toEpochMilli();
                if (at > nowMs) {
                    end = Math.min(end, at);
                }
            }
        }
        return end;
    }
}
