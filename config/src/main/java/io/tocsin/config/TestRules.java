package io.tocsin.config;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that one table test runs: those that look at a tag that it feeds or watches, those that rest on such rules,
 * and all rules that these need. Immutable.
 */
final class TestRules {
    private final Map<String, Rule> running = new LinkedHashMap<>();

    /**
     * @param all rules that the test may run
     * @param tags ids of the tags that it feeds or watches
     */
    TestRules(List<Rule> all, Set<String> tags) {
        Map<String, Rule> byId = new LinkedHashMap<>();
        all.forEach(rule -> byId.put(rule.id(), rule));
        Set<String> ids = touched(all, tags);
        Deque<String> left = new ArrayDeque<>(ids);
        while (!left.isEmpty()) {
            Rule rule = byId.get(left.remove());
            Set<String> named = rule == null ? Set.of() : rule.logic().rules();
            named.stream().filter(ids::add).forEach(left::add);
        }
        all.stream().filter(rule -> ids.contains(rule.id())).forEach(rule -> running.put(rule.id(), rule));
    }

    /** Those that look at a tag, by themselves or by way of others. */
    private static Set<String> touched(List<Rule> all, Set<String> tags) {
        Set<String> touched = new LinkedHashSet<>();
        int before = -1;
        while (before < touched.size()) {
            before = touched.size();
            for (Rule rule : all) {
                boolean looks = !Collections.disjoint(rule.inputs().values(), tags);
                if (looks || !Collections.disjoint(rule.logic().rules(), touched)) {
                    touched.add(rule.id());
                }
            }
        }
        return touched;
    }

    /** In the order of the site. */
    List<Rule> all() {
        return List.copyOf(running.values());
    }

    @Nullable
    Rule find(String id) {
        return running.get(id);
    }

    /** Ids of those that ring. */
    List<String> ringing() {
        return running.values().stream()
                .filter(rule -> rule.alarm() != null)
                .map(Rule::id)
                .toList();
    }

    /** Ids of the tags at which they look. */
    Set<String> inputs() {
        Set<String> inputs = new LinkedHashSet<>();
        running.values().forEach(rule -> inputs.addAll(rule.inputs().values()));
        return inputs;
    }
}
