package io.tocsin.server.cli;

import io.tocsin.config.GateListsReader;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.simulator.Rehearsal;
import io.tocsin.simulator.plant.Incident;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code --incident NAME --from-start --speed N --seed N}: what the simulated park does, and how fast. */
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

    @Option(names = "--from-start", descriptionKey = "from-start")
    private boolean fromStart;

    @Option(names = "--speed", paramLabel = "N", descriptionKey = "speed")
    private @Nullable Double speed;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed", defaultValue = "1")
    private long seed = 1;

    /** Lists the incidents by name and title under the help of the commands that play them. */
    static void describe(CommandLine line, Language language) {
        List<String> footer = new ArrayList<>();
        footer.add("%n" + language.of("事故场景：", "Incidents:"));
        for (Incident incident : Incidents.all()) {
            footer.add(String.format(Locale.ROOT, "  %-14s %s", incident.name(), language.of(incident.title())));
        }
        line.getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().mixins().values().stream()
                    .anyMatch(mixin -> mixin.userObject() instanceof IncidentOption)) {
                command.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
            }
        });
    }

    IncidentOption(String name) {
        this.name = name;
    }

    /** What is simulated at a site, with the lists that lie in its folder. */
    Scenario scenario(Site site, Path folder) throws Refused {
        return scenario(site, folder, fromStart);
    }

    /** @param whole true to play the incident from its start whatever was asked for */
    Scenario scenario(Site site, Path folder, boolean whole) throws Refused {
        Incidents.Choice choice = Incidents.named(name, site);
        if (choice.incident().isEmpty()) {
            throw refused(choice);
        }
        return new Scenario(
                site,
                GateListsReader.ofFolder(folder, site).lists(),
                choice.incident().get(),
                seed,
                whole);
    }

    /** For a live engine: a whole number of 1 to 20. */
    int liveSpeed() throws Refused {
        double asked = speed == null ? 1 : speed;
        Speed.require(asked);
        return (int) asked;
    }

    /** For a rehearsal: any pace, and none where none was asked for. */
    double drillSpeed() throws Refused {
        double asked = speed == null ? Rehearsal.UNPACED : speed;
        Speed.requirePositive(asked);
        return asked;
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
