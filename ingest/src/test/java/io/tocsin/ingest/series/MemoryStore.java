package io.tocsin.ingest.series;

import io.tocsin.ingest.series.WriteOutcome.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A store in memory that says no when told to. */
final class MemoryStore implements SeriesStore {
    final List<String> writes = new ArrayList<>();
    final Set<String> lines = new LinkedHashSet<>();
    final Deque<WriteOutcome> answers = new ArrayDeque<>();
    final Set<String> prepared = new LinkedHashSet<>();
    Predicate<String> poisoned = line -> false;
    int linesMax = Integer.MAX_VALUE;

    @Override
    public void prepare(Set<String> measurements) {
        prepared.addAll(measurements);
    }

    @Override
    public WriteOutcome write(String text) {
        writes.add(text);
        WriteOutcome forced = answers.poll();
        List<String> all = text.lines().toList();
        if (forced != null) {
            return forced;
        }
        if (all.size() > linesMax) {
            return new WriteOutcome(Kind.TOO_LARGE, "HTTP 413: too large");
        }
        if (all.stream().anyMatch(poisoned)) {
            return new WriteOutcome(Kind.POISON, "HTTP 400: poisoned");
        }
        lines.addAll(all);
        return WriteOutcome.accepted();
    }
}
