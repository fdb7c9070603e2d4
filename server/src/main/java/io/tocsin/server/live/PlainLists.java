package io.tocsin.server.live;

import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import io.tocsin.config.VehicleClass;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code vehicles.csv} (plate, class, enterprise, bannedFor) and {@code reservations.csv} (plate, enterprise, from,
 * until, gate) without quotes; only plate, class and from must be given.
 */
final class PlainLists implements ListsReader {
    private static final byte[] NOTHING = new byte[0];

    @Override
    public Outcome read(SortedMap<String, byte[]> texts, Site site) {
        List<String> problems = new ArrayList<>();
        List<GateLists.Vehicle> vehicles = new ArrayList<>();
        Set<String> plates = new LinkedHashSet<>();
        for (Row row : rows("vehicles.csv", texts, problems)) {
            GateLists.Vehicle vehicle = vehicle(row);
            if (vehicle != null && !plates.add(vehicle.plate())) {
                row.problem("a plate once", "listed above already");
            } else if (vehicle != null) {
                vehicles.add(vehicle);
            }
        }
        List<GateLists.Reservation> reservations = new ArrayList<>();
        for (Row row : rows("reservations.csv", texts, problems)) {
            GateLists.Reservation reservation = reservation(row, site);
            if (reservation != null) {
                reservations.add(reservation);
            }
        }
        return problems.isEmpty()
                ? new Outcome(new GateLists(vehicles, reservations), problems)
                : new Outcome(GateLists.EMPTY, problems);
    }

    private static GateLists.@Nullable Vehicle vehicle(Row row) {
        String plate = row.plate();
        VehicleClass vehicleClass = vehicleClass(row);
        return plate == null || vehicleClass == null
                ? null
                : new GateLists.Vehicle(plate, vehicleClass, row.get("enterprise"), row.get("bannedFor"));
    }

    private static @Nullable VehicleClass vehicleClass(Row row) {
        String written = row.get("class");
        for (VehicleClass each : VehicleClass.values()) {
            if (written != null
                    && (each.name().equals(written.toUpperCase(Locale.ROOT))
                            || each.label().zh().equals(written))) {
                return each;
            }
        }
        row.problem("a vehicle class in \"class\"", written);
        return null;
    }

    private static GateLists.@Nullable Reservation reservation(Row row, Site site) {
        ZoneId zone = site.park().zone();
        String plate = row.plate();
        Long from = row.time("from", zone);
        Long until = row.get("until") == null ? Long.valueOf(GateLists.OPEN_END) : row.time("until", zone);
        String gate = row.get("gate");
        if (gate != null && site.closure().gate(gate).isEmpty()) {
            row.problem("a gate of the site in \"gate\"", gate);
            return null;
        }
        if (from == null) {
            row.problem("a time in \"from\"", row.get("from"));
            return null;
        }
        if (until == null) {
            row.problem("a time in \"until\"", row.get("until"));
            return null;
        }
        return plate == null ? null : new GateLists.Reservation(plate, row.get("enterprise"), from, until, gate);
    }

    private static List<Row> rows(String file, SortedMap<String, byte[]> texts, List<String> problems) {
        byte[] text = texts.getOrDefault(file, NOTHING);
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\r?\n", -1);
        String[] head = lines[0].replace("\uFEFF", "").split(",", -1);
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                rows.add(Row.of(file + ":" + (i + 1), head, lines[i].split(",", -1), problems));
            }
        }
        return rows;
    }

    private record Row(String place, Map<String, String> cells, List<String> problems) {
        static Row of(String place, String[] head, String[] values, List<String> problems) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(head.length, values.length); i++) {
                if (!values[i].isBlank()) {
                    cells.put(head[i].strip(), values[i].strip());
                }
            }
            return new Row(place, cells, problems);
        }

        @Nullable
        String get(String column) {
            return cells.get(column);
        }

        /** Never repeated in a message. */
        @Nullable
        String plate() {
            String plate = GateLists.plate(cells.getOrDefault("plate", ""));
            if (plate.isEmpty()) {
                problem("a plate in \"plate\"", null);
                return null;
            }
            return plate;
        }

        @Nullable
        Long time(String column, ZoneId zone) {
            String written = cells.get(column);
            if (written == null) {
                return null;
            }
            try {
                return written.contains("T")
                        ? OffsetDateTime.parse(written).toInstant().toEpochMilli()
                        : local(written).atZone(zone).toInstant().toEpochMilli();
            } catch (DateTimeParseException e) {
                problem("a time as 2026-11-22 08:00[:00] or with a zone, at " + e.getErrorIndex(), written);
                return null;
            }
        }

        private static LocalDateTime local(String written) {
            return LocalDateTime.parse(written.replace(' ', 'T'));
        }

        void problem(String expected, @Nullable String was) {
            problems.add(place + ": expected " + expected + ", was " + (was == null ? "none" : "\"" + was + "\""));
        }
    }
}
