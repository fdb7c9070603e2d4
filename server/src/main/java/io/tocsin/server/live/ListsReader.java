package io.tocsin.server.live;

import io.tocsin.config.GateLists;
import io.tocsin.config.GateListsReader;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import java.util.List;
import java.util.SortedMap;

/** Makes lists of the files that say who may come; the same files give the same lists. */
@FunctionalInterface
public interface ListsReader {
    /** What runs. */
    ListsReader STANDARD = ListsReader::standard;

    /**
     * Lists, and what is wrong with the files.
     *
     * @param problems errors only, as {@code file:line:column column-name}: what stands there may be a plate, and no log
     *     line holds one
     */
    record Outcome(GateLists lists, List<String> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }

        public boolean isSound() {
            return problems.isEmpty();
        }
    }

    Outcome read(SortedMap<String, byte[]> texts, Site site);

    private static Outcome standard(SortedMap<String, byte[]> texts, Site site) {
        GateListsReader.Result result = GateListsReader.read(texts, site);
        List<String> errors = result.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(problem -> problem.file() + ":" + problem.line() + ":" + problem.column() + " " + problem.path())
                .toList();
        return new Outcome(result.lists(), errors);
    }
}
