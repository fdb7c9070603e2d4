package io.tocsin.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the expressions of one rule may name, and what of it they did. One rule, one thread. */
final class ExpressionNames {
    private final SortedMap<String, Tag> inputs;
    private final Map<String, String> rules;
    private final Set<String> usedInputs = new LinkedHashSet<>();
    private final Set<String> usedRules = new LinkedHashSet<>();

    /**
     * @param inputs tags by the names that the rule gives them
     * @param rules ids of rules by the names that expressions give them
     */
    ExpressionNames(SortedMap<String, Tag> inputs, Map<String, String> rules) {
        this.inputs = inputs;
        this.rules = rules;
    }

    /** Notes that the rule looks at it; null where there is none of that name. */
    @Nullable
    Tag input(String name) {
        Tag tag = inputs.get(name);
        if (tag != null) {
            usedInputs.add(name);
        }
        return tag;
    }

    /** The id of a rule, and notes that this one rests on it; null where there is none of that name. */
    @Nullable
    String rule(String name) {
        String rule = rules.get(name);
        if (rule != null) {
            usedRules.add(rule);
        }
        return rule;
    }

    Set<String> inputs() {
        return inputs.keySet();
    }

    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(inputs.keySet());
        all.addAll(rules.keySet());
        return all;
    }

    /** Inputs that rules have the names of. */
    Set<String> shared() {
        Set<String> shared = new LinkedHashSet<>(inputs.keySet());
        shared.retainAll(rules.keySet());
        return shared;
    }

    Set<String> usedInputs() {
        return usedInputs;
    }

    /** Ids. */
    Set<String> usedRules() {
        return usedRules;
    }
}
