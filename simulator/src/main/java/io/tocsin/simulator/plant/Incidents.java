package io.tocsin.simulator.plant;

import io.tocsin.config.Condition;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.plant.Incident.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The incidents that come with the simulator. */
public final class Incidents {
    /** Nothing happens. */
    public static final Incident CALM = new Incident("calm", new Text("平稳运行", "Normal operation"), List.of());

    /** T-101 goes on receiving at its greatest rate; H after 20 s, the HH switch after 14 min, and on to the brim. */
    static final Incident OVERFILL = new Incident(
            "overfill",
            new Text("T-101 冒罐（满溢）", "Overfill of T-101"),
            List.of(
                    new Step(0, new Action.StartJustUnder("T-101", Condition.H)),
                    new Step(2_000, new Action.SetInflow("T-101", 200))));

    /** Chlorine at GD-201: past GAS_L1 and GAS_L2 within 12 s, gone again after some minutes. */
    static final Incident GAS_LEAK = new Incident(
            "gas-leak",
            new Text("V-201A 氯气泄漏（GD-201）", "Chlorine leak at GD-201"),
            List.of(new Step(5_000, new Action.Leak("GD-201", 6, 20_000, 30_000, 60_000))));

    private static final List<Incident> ALL = List.of(CALM, GAS_LEAK, OVERFILL);

    private Incidents() {}

    /** @param problems why there is no incident; all of them */
    public record Choice(Optional<Incident> incident, List<Problem> problems) {
        public Choice {
            problems = List.copyOf(problems);
        }
    }

    /** All of them, by name. */
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
