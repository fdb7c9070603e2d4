package io.tocsin.simulator;

import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.TankShape;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The demonstration park's tanks and detectors, built in code. */
public final class Binhai {
    public static final String E1 = "330199000001";
    public static final String E2 = "330199000002";
    public static final String E3 = "330199000003";

    private final List<Site.Tank> tanks = new ArrayList<>();
    private final List<Tag> tags = new ArrayList<>();

    private Binhai() {}

    /** T-101, V-201A and S-303 with their detectors. */
    public static Site three() {
        Binhai park = new Binhai();
        park.t101();
        park.v201a();
        park.s303();
        return park.site();
    }

    /** Every tank of the park. */
    public static Site whole() {
        Binhai park = new Binhai();
        park.t101();
        park.tank("T-102", E1, "benzene", new TankShape.Vertical(14.5, 12.7), 150)
                .level(1.90, 2.10, 11.30, 11.50)
                .pressure("kPa", -0.20, 0.05, 1.30, 1.60)
                .temperature(6, 8, 38, 42);
        park.tank("T-103", E1, "acrylonitrile", new TankShape.Vertical(11.5, 10.6), 80)
                .level(1.90, 2.10, 9.20, 9.40)
                .pressure("kPa", -0.20, 0.05, 1.30, 1.60)
                .temperature(NaN, NaN, 30, 35);
        park.tank("V-104", E1, "ethylene oxide", new TankShape.Horizontal(3.2, 12.4), 20)
                .level(0.31, 0.50, 2.25, 2.39)
                .pressure("MPa", 0.20, 0.25, 0.50, 0.60)
                .temperature(NaN, NaN, 10, 15);
        park.v201a();
        park.tank("V-201B", E2, "liquid chlorine", new TankShape.Horizontal(2.6, 9.4), 10)
                .level(NaN, NaN, 0.14, 0.25)
                .pressure("MPa", NaN, NaN, 0.10, 0.20)
                .temperature(NaN, NaN, 40, 45);
        park.tank("T-203", E2, "HCl 31 %", new TankShape.Vertical(8, 10.5), 50)
                .level(0.50, 0.80, 9.70, 10.00)
                .temperature(NaN, NaN, 40, 45);
        park.tank("T-204", E2, "caustic 32 %", new TankShape.Vertical(10.5, 12), 80)
                .level(1.00, 1.50, 11.20, 11.50)
                .temperature(10, 15, 50, 60);
        park.tank("S-301", E3, "LPG", new TankShape.Sphere(15.7), 120)
                .level(2.13, 3.07, 11.86, 12.63)
                .pressure("MPa", 0.10, 0.15, 0.87, 0.99)
                .temperature(NaN, NaN, 40, 45);
        park.tank("S-302", E3, "propylene", new TankShape.Sphere(15.7), 120)
                .level(2.13, 3.07, 11.86, 12.63)
                .pressure("MPa", 0.20, 0.30, 1.50, 1.70)
                .temperature(NaN, NaN, 38, 42);
        park.s303();
        park.tank("T-304", E3, "LNG", new TankShape.Vertical(36, 22), 1000)
                .level(2.00, 2.50, 19.50, 20.00)
                .pressure("kPa", 3.0, 6.0, 24.0, 26.5)
                .temperature(NaN, NaN, -159, -158.5);
        park.gas("GD-103", E1, 10, 1, 2);
        park.tags.add(tag("DW001.PH", "WATER", "pH", E1, null, 1_000, limits(6, 6.5, 8.5, 9)));
        return park.site();
    }

    private static final double NaN = Double.NaN;

    private void t101() {
        tank("T-101", E1, "methanol", new TankShape.Vertical(17.0, 14.3), 200)
                .level(1.90, 2.10, 12.90, 13.10)
                .pressure("kPa", -0.20, 0.05, 1.30, 1.60)
                .temperature(NaN, NaN, 40, 45);
    }

    private void v201a() {
        tank("V-201A", E2, "liquid chlorine", new TankShape.Horizontal(2.6, 9.4), 10)
                .level(0.25, 0.41, 1.83, 1.89)
                .pressure("MPa", 0.05, 0.10, 0.90, 1.05)
                .temperature(NaN, NaN, 35, 40);
        gas("GD-201.GAS", E2, 30, 1, 2);
    }

    private void s303() {
        tank("S-303", E3, "ammonia", new TankShape.Sphere(12.3), 60)
                .level(1.66, 2.41, 8.77, 9.08)
                .pressure("MPa", 0.15, 0.25, 1.30, 1.50)
                .temperature(NaN, NaN, 36, 40);
        gas("GD-303", E3, 150, 20, 40);
    }

    private Binhai tank(String id, String enterprise, String medium, TankShape shape, double maxFill) {
        tanks.add(new Site.Tank(id, Text.of(id), enterprise, medium, shape, maxFill));
        return this;
    }

    private Binhai level(double lowLow, double low, double high, double highHigh) {
        Site.Tank tank = tanks.get(tanks.size() - 1);
        double top = tank.shape().heightM();
        add(".LEVEL", "LEVEL", "m", new Tag.Range(0, top, NaN, NaN), limits(lowLow, low, high, highHigh));
        ConditionSpec tripped = new ConditionSpec.State(List.of(1.0), 0, 0, Priority.CRITICAL, true, true);
        add(".LSHH", "SWITCH", null, null, List.of(tripped));
        return this;
    }

    private Binhai pressure(String unit, double lowLow, double low, double high, double highHigh) {
        double top = highHigh * 1.3;
        Tag.Range range = new Tag.Range(Math.min(0, -0.2 * highHigh), top, NaN, NaN);
        add(".PRESSURE", "PRESSURE", unit, range, limits(lowLow, low, high, highHigh));
        return this;
    }

    private Binhai temperature(double lowLow, double low, double high, double highHigh) {
        Tag.Range range = high < 0 ? new Tag.Range(-170, -150, NaN, NaN) : new Tag.Range(-20, 80, NaN, NaN);
        add(".TEMPERATURE", "TEMPERATURE", "C", range, limits(lowLow, low, high, highHigh));
        return this;
    }

    private void gas(String id, String enterprise, double range, double first, double second) {
        List<ConditionSpec> levels = List.of(limit(Condition.GAS_L1, first), limit(Condition.GAS_L2, second));
        tags.add(new Tag(
                id,
                "GAS",
                "mg/m3",
                new Tag.Range(0, range, NaN, NaN),
                1_000,
                300_000,
                enterprise,
                null,
                null,
                null,
                states(),
                levels));
    }

    private void add(
            String suffix,
            String metric,
            @Nullable String unit,
            Tag.@Nullable Range range,
            List<ConditionSpec> conditions) {
        Site.Tank tank = tanks.get(tanks.size() - 1);
        SortedMap<Double, String> states = states();
        if (metric.equals("SWITCH")) {
            states.put(0.0, "NORMAL");
            states.put(1.0, "TRIPPED");
        }
        tags.add(new Tag(
                tank.id() + suffix,
                metric,
                unit,
                range,
                metric.equals("TEMPERATURE") ? 5_000 : 1_000,
                300_000,
                tank.enterprise(),
                null,
                tank.id(),
                null,
                states,
                conditions));
    }

    /** A tag of no tank. */
    public static Tag tag(
            String id,
            String metric,
            @Nullable String unit,
            @Nullable String enterprise,
            @Nullable String gateway,
            long intervalMs,
            List<ConditionSpec> conditions) {
        return new Tag(
                id, metric, unit, null, intervalMs, 300_000, enterprise, gateway, null, null, states(), conditions);
    }

    public static SortedMap<Double, String> states() {
        return new TreeMap<>();
    }

    public static List<ConditionSpec> limits(double lowLow, double low, double high, double highHigh) {
        List<ConditionSpec> limits = new ArrayList<>();
        addLimit(limits, Condition.HH, highHigh);
        addLimit(limits, Condition.H, high);
        addLimit(limits, Condition.L, low);
        addLimit(limits, Condition.LL, lowLow);
        return limits;
    }

    private static void addLimit(List<ConditionSpec> limits, Condition condition, double value) {
        if (!Double.isNaN(value)) {
            limits.add(limit(condition, value));
        }
    }

    public static ConditionSpec.Limit limit(Condition condition, double value) {
        return new ConditionSpec.Limit(condition, value, 0.03, 15_000, 0, Priority.HIGH, false, false);
    }

    /** Two gates and two checkpoints around three tanks that nothing measures. */
    public static Site closed() {
        Site open = three();
        List<Closure.Gate> gates = List.of(
                gate("G1", Closure.GateKind.HAZMAT, VehicleClass.HAZMAT, VehicleClass.WASTE, VehicleClass.RESCUE),
                gate("G2", Closure.GateKind.GENERAL, VehicleClass.CAR, VehicleClass.TRUCK, VehicleClass.CONSTRUCTION),
                gate("R1", Closure.GateKind.CHECKPOINT),
                gate("R2", Closure.GateKind.CHECKPOINT));
        return new Site(
                open.park(),
                open.enterprises(),
                open.gateways(),
                open.tanks(),
                List.of(),
                Site.Ground.NONE,
                new Closure(gates, GateRules.defaults()),
                open.settings(),
                open.hash());
    }

    private static Closure.Gate gate(String id, Closure.GateKind kind, VehicleClass... allows) {
        List<Closure.Lane> lanes = kind == Closure.GateKind.CHECKPOINT
                ? List.of(new Closure.Lane(id + "-CAM", Closure.Direction.IN))
                : List.of(
                        new Closure.Lane(id + "-IN", Closure.Direction.IN),
                        new Closure.Lane(id + "-OUT", Closure.Direction.OUT));
        return new Closure.Gate(id, Text.of(id), kind, null, List.of(allows), lanes);
    }

    private Site site() {
        return site(tanks, tags);
    }

    /** A site of the park with other tanks and tags. */
    public static Site site(List<Site.Tank> tanks, List<Tag> tags) {
        List<Site.Enterprise> enterprises = List.of(
                new Site.Enterprise(E1, Text.of("Hailan")),
                new Site.Enterprise(E2, Text.of("Jianglan")),
                new Site.Enterprise(E3, Text.of("Ganglan")));
        List<Site.Gateway> gateways = List.of(
                new Site.Gateway("33019900000101", E1),
                new Site.Gateway("33019900000201", E2),
                new Site.Gateway("33019900000301", E3));
        return new Site(
                new Site.Park("330199P01", Text.of("Binhai"), ZoneId.of("Asia/Shanghai")),
                enterprises,
                gateways,
                tanks,
                tags,
                Settings.defaults(),
                "0".repeat(64));
    }
}
