package io.tocsin.config;

import io.tocsin.config.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that all of it is told in one pass. Not thread-safe. */
final class Problems {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::path)
            .thenComparing(problem -> problem.message().en());

    private final List<Problem> all = new ArrayList<>();

    void error(Place place, Text message) {
        error(place, message, null);
    }

    void error(Place place, Text message, @Nullable String nearest) {
        add(Severity.ERROR, place, message, nearest);
    }

    void warning(Place place, Text message) {
        warning(place, message, null);
    }

    void warning(Place place, Text message, @Nullable String nearest) {
        add(Severity.WARNING, place, message, nearest);
    }

    private void add(Severity severity, Place place, Text message, @Nullable String nearest) {
        String path = place.file().equals(Variables.FILE)
                ? Overrides.variable(place.path().toString())
                : place.path().toString();
        all.add(new Problem(severity, place.file(), place.line(), place.column(), path, message, nearest));
    }

    boolean anyError() {
        return all.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    List<Problem> sorted() {
        return all.stream().sorted(BY_PLACE).distinct().toList();
    }
}
