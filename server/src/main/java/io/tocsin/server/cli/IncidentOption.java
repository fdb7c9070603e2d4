package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.SimulationOptions;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.plant.Incidents;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --incident NAME --speed N --seed N}: what the simulated park does. */
final class IncidentOption {
    /** The names for help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Incidents.names().iterator();
        }
    }

    @Option(names = "--incident", paramLabel = "NAME", descriptionKey = "incident", completionCandidates = Names.class)
    private String name;

    @Option(names = "--speed", paramLabel = "N", descriptionKey = "speed", defaultValue = "1")
    private int speed = 1;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed", defaultValue = "1")
    private long seed = 1;

    IncidentOption(String name) {
        this.name = name;
    }

    SimulationOptions options(Site site, BrokerAccess broker, Terminal terminal) throws Refused {
        Speed.require(speed);
        Incidents.Choice choice = Incidents.named(name, site);
        if (choice.incident().isEmpty()) {
            throw refused(choice);
        }
        return new SimulationOptions(broker, choice.incident().get(), speed, seed);
    }

    private static Refused refused(Incidents.Choice choice) {
        return new Refused(Exit.USAGE, new Text(lines(choice, Text::zh), lines(choice, Text::en)));
    }

    private static String lines(Incidents.Choice choice, Function<Text, String> language) {
        return choice.problems().stream()
                .map(problem -> language.apply(problem.message()) + hint(problem))
                .collect(Collectors.joining("; ", "--incident: ", ""));
    }

    private static String hint(Problem problem) {
        return problem.nearest() == null ? "" : " (→ " + problem.nearest() + ")";
    }
}
