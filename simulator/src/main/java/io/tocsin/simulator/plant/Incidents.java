package io.tocsin.simulator.plant;

import io.tocsin.config.Closure;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.config.VehicleClass;
import io.tocsin.simulator.plant.Incident.Span;
import io.tocsin.simulator.plant.Incident.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The incidents that come with the simulator. */
public final class Incidents {
    /** Nothing happens. */
    public static final Incident CALM = new Incident("calm", new Text("平稳运行", "Normal operation"), List.of());

    /** Chlorine at GD-201: past GAS_L1 and GAS_L2 within 12 s, gone again after some minutes. */
    static final Incident GAS_LEAK = new Incident(
            "gas-leak",
            new Text("V-201A 氯气泄漏（GD-201）", "Chlorine leak at GD-201"),
            List.of(new Step(5_000, new Action.Leak("GD-201.GAS", 6, 20_000, 30_000, 60_000))));

    /** T-101 goes on receiving past its high-high switch: nobody there, the interlock does not close. CH after 55 min. */
    static final Incident OVERFILL = new Incident(
            "overfill",
            new Text("T-101 冒罐（满溢）", "Overfill of T-101"),
            Span.of(20 * 60, 60),
            List.of(
                    new Step(0, new Action.StartAt("T-101", 12.6)),
                    new Step(0, new Action.FailInterlock("T-101")),
                    new Step(0, new Action.SetInflow("T-101", 200))));

    /** The nitrogen over the ethylene oxide leaks away: 0.35 to 0.18 MPa in ten minutes. */
    static final Incident BLANKET_LOST = new Incident(
            "blanket-lost",
            new Text("V-104 环氧乙烷氮封失压", "Nitrogen blanket lost on V-104"),
            Span.of(350, 12),
            List.of(new Step(0, new Action.Ramp("V-104.PRESSURE", 0.18, 600_000))));

    /** The line of E3's gateway is cut for three minutes; then it hands on what it stored. */
    static final Incident GATEWAY_DARK = new Incident(
            "gateway-dark",
            new Text("E3 网关掉线三分钟后补传", "Gateway of E3 dark for three minutes, then its backfill"),
            List.of(new Step(20_000, new Action.Dark("33019900000301", 180_000))));

    private static final Action.Vehicle TANKER = new Action.Vehicle("测A·Y0005挂", "yellow", VehicleClass.HAZMAT, "1230");

    /** A road tanker that nobody announced comes to the gate where hazardous goods are forbidden. */
    static final Incident HAZMAT_AT_G2 = new Incident(
            "hazmat-at-g2",
            new Text("无预约危化品车误入 G2 综合卡口", "A hazmat tanker without a reservation at gate G2"),
            List.of(new Step(20_000, new Action.Pass("G2", TANKER, Closure.Direction.IN))));

    private static final Action.Vehicle FIRE_ENGINE = new Action.Vehicle("测A·J0001", "yellow", VehicleClass.RESCUE, "");

    /** One plate comes in at both gates within half a minute: one of the two is a copy. */
    static final Incident CLONED_PLATE = new Incident(
            "cloned-plate",
            new Text("套牌：同一抢险车牌半分钟内先后从 G1、G2 入园", "A cloned plate: one rescue vehicle in at G1 and at G2"),
            List.of(
                    new Step(5_000, new Action.Pass("G1", FIRE_ENGINE, Closure.Direction.IN)),
                    new Step(25_000, new Action.Pass("G2", FIRE_ENGINE, Closure.Direction.IN))));

    private static final List<Incident> ALL =
            List.of(CALM, GAS_LEAK, OVERFILL, BLANKET_LOST, GATEWAY_DARK, HAZMAT_AT_G2, CLONED_PLATE);

    private Incidents() {}

    /** @param problems why there is no incident; all of them */
    public record Choice(Optional<Incident> incident, List<Problem> problems) {
        public Choice {
            problems = List.copyOf(problems);
        }
    }

    /** All of them. */
    public static List<Incident> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(Incident::name).toList();
    }

    /** The incident of a name, if the site has what it needs. */
    public static Choice named(String name, Site site) {
        for (Incident incident : ALL) {
            if (incident.name().equals(name)) {
                List<Problem> problems = check(incident, site);
                return new Choice(problems.isEmpty() ? Optional.of(incident) : Optional.empty(), problems);
            }
        }
        return new Choice(Optional.empty(), List.of(unknown(name)));
    }

    /** Everything that an incident names and a site lacks. */
    public static List<Problem> check(Incident incident, Site site) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < incident.steps().size(); i++) {
            Action action = incident.steps().get(i).action();
            Requirement.of(action, site).problem(incident.name(), i).ifPresent(problems::add);
        }
        return problems;
    }

    private static Problem unknown(String name) {
        String known = String.join(", ", names());
        return new Problem(
                Problem.Severity.ERROR,
                "",
                0,
                0,
                "incident",
                new Text("应为以下事故场景之一：" + known + "，实为 " + name, "expected an incident of " + known + ", was " + name),
                Nearest.to(name, names()).orElse(null));
    }
}
