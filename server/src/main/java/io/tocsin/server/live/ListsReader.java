package io.tocsin.server.live;

import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import java.util.List;
import java.util.SortedMap;

/** Makes lists of the files that say who may come; the same files give the same lists. */
@FunctionalInterface
public interface ListsReader {
    /** What runs. */
    ListsReader STANDARD = new PlainLists();

    /**
     * Lists, or what is wrong with the files.
     *
     * @param lists empty where there is a problem
     * @param problems {@code file:line: expected <x>, was <y>}
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
}
