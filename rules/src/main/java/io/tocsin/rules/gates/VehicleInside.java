package io.tocsin.rules.gates;

import io.tocsin.config.VehicleClass;

/**
 * A vehicle that came in and did not leave.
 *
 * @param gate where it came in
 * @param sinceMs when it came in
 * @param overstayMs when its stay becomes an overstay; -1 where its class may stay as long as it likes
 */
public record VehicleInside(
        String subject, String plate, VehicleClass vehicleClass, String gate, long sinceMs, long overstayMs) {}
