package io.tocsin.config;

import io.tocsin.config.Closure.Gate;
import io.tocsin.config.Closure.GateKind;
import io.tocsin.config.CsvTable.Column;
import io.tocsin.config.GateLists.Reservation;
import io.tocsin.config.GateLists.Vehicle;
import io.tocsin.config.ListsTable.Context;
import io.tocsin.config.Problem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code vehicles.csv} and {@code reservations.csv}: all of their problems in one pass. They are no part of the
 * site's hash. Stateless; safe to call from any thread.
 */
public final class GateListsReader {
    /** The registered vehicles. */
    public static final String VEHICLES = "vehicles.csv";

    /** The announced visits. */
    public static final String RESERVATIONS = "reservations.csv";

    static final List<Column> VEHICLE_COLUMNS = List.of(
            Column.of("plate", "车牌 车牌号").asRequired(),
            Column.of("class", "车辆类别 类别").asRequired(),
            Column.of("enterprise", "企业 企业编码"),
            Column.of("bannedFor", "禁入原因 黑名单原因"));

    static final List<Column> RESERVATION_COLUMNS = List.of(
            Column.of("plate", "车牌 车牌号").asRequired(),
            Column.of("enterprise", "企业 企业编码"),
            Column.of("from", "起 开始时间").asRequired(),
            Column.of("until", "止 结束时间"),
            Column.of("gate", "卡口"));

    private final Context context;
    private final Map<String, Vehicle> vehicles = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<Reservation> reservations = new ArrayList<>();

    private GateListsReader(Context context) {
        this.context = context;
    }

    /**
     * @param lists every row that is sound, also where others are not
     * @param problems errors and warnings, by file, line and column
     * @param texts the bytes that were read, by file name: {@link #read} gives the same from them again
     */
    public record Result(GateLists lists, List<Problem> problems, SortedMap<String, byte[]> texts) {
        public Result {
            problems = List.copyOf(problems);
            texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
        }

        /** True where a row, or a file, could not be taken. */
        public boolean hasErrors() {
            return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        }
    }

    /** Reads the two files of a folder, each of which may be absent. */
    public static Result ofFolder(Path folder, Site site) {
        Problems problems = new Problems();
        SortedMap<String, byte[]> texts = new TreeMap<>();
        SiteFolder files = new SiteFolder(folder, problems);
        for (String name : List.of(VEHICLES, RESERVATIONS)) {
            byte[] bytes = Files.exists(folder.resolve(name)) ? files.bytes(name) : null;
            if (bytes != null) {
                texts.put(name, bytes);
            }
        }
        return read(texts, site, problems);
    }

    /**
     * @param texts the bytes of the files, by name
     * @param site what the rows refer to, and the zone of times without one
     */
    public static Result read(SortedMap<String, byte[]> texts, Site site) {
        return read(texts, site, new Problems());
    }

    private static Result read(SortedMap<String, byte[]> texts, Site site, Problems problems) {
        GateListsReader reader = new GateListsReader(new Context(site, problems));
        byte[] vehicles = texts.get(VEHICLES);
        if (vehicles != null) {
            ListsTable.each(VEHICLES, vehicles, VEHICLE_COLUMNS, reader::vehicle, reader.context);
        }
        byte[] reservations = texts.get(RESERVATIONS);
        if (reservations != null) {
            ListsTable.each(RESERVATIONS, reservations, RESERVATION_COLUMNS, reader::reservation, reader.context);
        }
        GateLists lists = new GateLists(List.copyOf(reader.vehicles.values()), reader.reservations);
        return new Result(lists, problems.sorted(), texts);
    }

    private void vehicle(ListsTable.Row row) {
        String plate = row.plate();
        VehicleClass vehicleClass = vehicleClass(row);
        String enterprise = row.code("enterprise", enterprises());
        String bannedFor = row.text("bannedFor");
        Integer first = plate.isEmpty() ? null : lines.putIfAbsent(plate, row.line());
        if (first != null) {
            Text wanted = Wording.text("每辆车一行", "each vehicle once");
            Text was = new Text(
                    "第二个 " + Wording.quoted(plate) + "（第一个在第 " + first + " 行）",
                    "a second " + Wording.quoted(plate) + " (the first stands in line " + first + ")");
            row.refuse("plate", Wording.expected(wanted, was), null);
        }
        if (row.isSound()) {
            vehicles.put(plate, new Vehicle(plate, vehicleClass, enterprise, bannedFor));
        }
    }

    /** By its code, or by its label in either language. */
    private static VehicleClass vehicleClass(ListsTable.Row row) {
        String word = row.required("class");
        Optional<VehicleClass> found = Arrays.stream(VehicleClass.values())
                .filter(one -> names(one).contains(word.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty() && !word.isEmpty()) {
            List<String> codes =
                    Arrays.stream(VehicleClass.values()).map(VehicleClass::name).toList();
            List<String> known = new ArrayList<>(codes);
            Arrays.stream(VehicleClass.values())
                    .forEach(one -> known.add(one.label().zh()));
            row.refuse("class", ListsTable.unknown(codes, word), Names.nearest(word, known));
        }
        return found.orElse(VehicleClass.UNKNOWN);
    }

    /** 危化品 is as good as 危化品车辆. */
    private static List<String> names(VehicleClass one) {
        String zh = one.label().zh();
        return List.of(
                one.name().toLowerCase(Locale.ROOT),
                zh,
                zh.replace("车辆", ""),
                one.label().en());
    }

    private void reservation(ListsTable.Row row) {
        String plate = row.plate();
        String enterprise = row.code("enterprise", enterprises());
        row.required("from");
        long fromMs = row.timeMs("from", 0);
        long untilMs = row.timeMs("until", GateLists.OPEN_END);
        String gate = row.code("gate", gates());
        if (untilMs <= fromMs && row.isSound()) {
            Text wanted = Wording.text("`until` 晚于 `from`", "`until` after `from`");
            row.refuse("until", Wording.expected(wanted, Text.of(Wording.quoted(row.required("until")))), null);
        }
        if (row.isSound()) {
            admits(row, plate, gate);
            reservations.add(new Reservation(plate, enterprise, fromMs, untilMs, gate));
        }
    }

    /** A reservation for a gate that the vehicle may not pass helps nobody. */
    private void admits(ListsTable.Row row, String plate, @Nullable String gate) {
        Vehicle vehicle = vehicles.get(plate);
        Optional<Gate> meant =
                gate == null ? Optional.empty() : context.site().closure().gate(gate);
        if (vehicle == null || meant.isEmpty() || meant.get().allows().isEmpty()) {
            return;
        }
        if (!meant.get().allows().contains(vehicle.vehicleClass())) {
            String code = vehicle.vehicleClass().name();
            Text wanted = new Text("允许 " + code + " 的卡口", "a gate that allows " + code);
            row.warn("gate", Wording.expected(wanted, Text.of(meant.get().id())));
        }
    }

    private Set<String> enterprises() {
        Set<String> known = new LinkedHashSet<>();
        context.site().enterprises().forEach(enterprise -> known.add(enterprise.id()));
        if (!known.isEmpty()) {
            known.add(context.site().park().id());
        }
        return known;
    }

    /** The gates by which a vehicle can enter. */
    private Set<String> gates() {
        Set<String> known = new LinkedHashSet<>();
        context.site().closure().gates().stream()
                .filter(gate -> gate.kind() != GateKind.CHECKPOINT)
                .forEach(gate -> known.add(gate.id()));
        return known;
    }
}
