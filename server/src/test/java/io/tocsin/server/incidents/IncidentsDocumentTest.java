package io.tocsin.server.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Warnings.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of docs/incidents.md is what the incidents give; written anew with {@code -Dtocsin.write=true}. */
class IncidentsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/incidents.md");
    private static final String FIRST = "| incident |";

    @Test
    void theTableIsWhatTheIncidentsGive() throws IOException {
        List<String> rows = new ArrayList<>(Scripts.all().stream()
                .map(script -> row(script, Played.on(script)))
                .toList());
        rows.add(total());
        List<String> document = Files.readAllLines(DOCUMENT);
        int from = first(document) + 2;
        int to = from;
        while (to < document.size() && document.get(to).startsWith("|")) {
            to++;
        }
        if (Boolean.getBoolean("tocsin.write")) {
            List<String> written = new ArrayList<>(document.subList(0, from));
            written.addAll(rows);
            written.addAll(document.subList(to, document.size()));
            Files.write(DOCUMENT, written);
        } else {
            assertThat(document.subList(from, to)).containsExactlyElementsOf(rows);
        }
    }

    @Test
    void whatIsNotWatchedIsListed() throws IOException {
        List<String> document = Files.readAllLines(DOCUMENT);
        for (Script script : Scripts.all()) {
            if (!script.missing().isEmpty()) {
                assertThat(document).contains("- " + script.id() + ": " + String.join(", ", script.missing()));
            }
        }
    }

    private static int first(List<String> document) {
        int at = 0;
        while (!document.get(at).startsWith(FIRST)) {
            at++;
        }
        return at;
    }

    private static String row(Script script, Play.Outcome outcome) {
        Recording recording = outcome.recording();
        long transitions = transitions(outcome);
        return "| " + script.id() + " " + script.title() + " | " + transitions + " | "
                + recording.events().size() + " | "
                + figures(
                        recording.raises(),
                        recording.linesMost(),
                        recording.rings().size()) + " | "
                + recording.worst().getOrDefault("PARK " + Played.BINHAI.park().id(), Colour.NONE) + " | "
                + unit(recording.worst()) + " |";
    }

    private static String total() {
        long transitions = 0;
        long events = 0;
        long raises = 0;
        long lines = 0;
        long rings = 0;
        for (Script script : Scripts.all()) {
            Play.Outcome outcome = Played.on(script);
            transitions += transitions(outcome);
            events += outcome.recording().events().size();
            raises += outcome.recording().raises();
            lines += outcome.recording().linesMost();
            rings += outcome.recording().rings().size();
        }
        return "| all together | " + transitions + " | " + events + " | " + figures(raises, lines, rings) + " | | |";
    }

    private static long transitions(Play.Outcome outcome) {
        return outcome.naive().facts().stream().filter(Fact::isTransition).count();
    }

    private static String figures(long raises, long lines, long rings) {
        return raises + " | " + lines + " | " + fewer(raises, lines) + " | " + rings + " | " + fewer(raises, rings);
    }

    private static String fewer(long without, long with) {
        return without == 0 ? "-" : Math.round(100.0 * (without - with) / without) + " %";
    }

    /** The one with the most severe colour, by the first of them. */
    private static String unit(Map<String, Colour> worst) {
        return worst.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("UNIT ") && entry.getValue() != Colour.NONE)
                .min(Comparator.comparing((Map.Entry<String, Colour> entry) -> entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> entry.getKey().substring("UNIT ".length()) + " " + entry.getValue())
                .orElse("NONE");
    }
}
