package io.tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may come: {@code vehicles.csv} and {@code reservations.csv}. They change by the day and are no part of the site's
 * configuration or its hash; a change of them is an input of its own. Immutable.
 */
public record GateLists(List<Vehicle> vehicles, List<Reservation> reservations) {
    public static final GateLists EMPTY = new GateLists(List.of(), List.of());

    public GateLists {
        vehicles = List.copyOf(vehicles);
        reservations = List.copyOf(reservations);
    }

    /**
     * A registered vehicle.
     *
     * @param plate as {@link #plate(String)} writes it; unique
     * @param bannedFor why it may not enter (黑名单); null where it may
     */
    public record Vehicle(
            String plate,
            VehicleClass vehicleClass,
            @Nullable String enterprise,
            @Nullable String bannedFor) {}

    /**
     * One announced visit (入园预约).
     *
     * @param plate as {@link #plate(String)} writes it
     * @param fromMs epoch milliseconds; valid from then on
     * @param untilMs valid before this; {@link #OPEN_END} where the file names no end
     * @param gate the gate it is for; null = any that allows the class
     */
    public record Reservation(
            String plate,
            @Nullable String enterprise,
            long fromMs,
            long untilMs,
            @Nullable String gate) {}

    public static final long OPEN_END = Long.MAX_VALUE;

    /** One spelling of a plate: no spaces, dots or hyphens, letters in upper case; 浙A·Y0001挂 and 浙ay0001挂 are one. */
    public static String plate(String written) {
        StringBuilder plate = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c >= 'a' && c <= 'z') {
                plate.append((char) (c - 'a' + 'A'));
            } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c >= 0x4E00 && c <= 0x9FFF)) {
                plate.append(c);
            }
        }
        return plate.toString();
    }
}
