package io.tocsin.alarms;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Rule;
import io.tocsin.rules.Plan;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.composite.Operand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which alarms the composite rules of a site have, and which alarms mean something only while a rule holds. */
final class RuleAlarms {
    private final List<Rule> rules;
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    /** Ids of the alarms that wait for a rule, by its index. */
    private final Map<Integer, List<String>> waiting = new LinkedHashMap<>();
    /** The index of the rule that an alarm waits for, by its id. */
    private final Map<String, Integer> gates = new LinkedHashMap<>();

    private @Nullable Composites composites;

    RuleAlarms(List<Rule> rules, Plan plan, Annunciation annunciation) {
        this.rules = rules;
        rules.forEach(rule -> index.put(rule.id(), index.size()));
        for (Rule rule : rules) {
            Rule.Alarm alarm = rule.alarm();
            if (alarm != null) {
                definitions.put(rule.alarmId(), Definition.of(rule, alarm, annunciation));
                gate(rule.alarmId(), alarm.when());
            }
        }
        for (int slot = 0; slot < plan.slots(); slot++) {
            String id = plan.tag(slot).id() + ":" + plan.condition(slot).name();
            gate(id, plan.tag(slot).said(plan.condition(slot)).when());
        }
    }

    private void gate(String alarmId, @Nullable String rule) {
        Integer gate = rule == null ? null : index.get(rule);
        if (gate != null) {
            gates.put(alarmId, gate);
            waiting.computeIfAbsent(gate, each -> new ArrayList<>()).add(alarmId);
        }
    }

    /** Tells whose rules they are: they exist only after whom they tell. */
    void bind(Composites of) {
        composites = of;
    }

    private Composites bound() {
        Composites known = composites;
        if (known == null) {
            throw new IllegalStateException("expected rules before what they say");
        }
        return known;
    }

    /** The alarms of rules, by their ids. */
    Map<String, Definition> definitions() {
        return definitions;
    }

    /** Null for a rule that is only a name. */
    @Nullable
    Definition definition(int rule) {
        return definitions.get(rules.get(rule).alarmId());
    }

    List<Operand> operands(int rule) {
        return bound().operands(rule);
    }

    /** Why an alarm is suppressed while the rule that it waits for does not hold; empty where it does. */
    List<String> causes(String alarmId) {
        Integer gate = gates.get(alarmId);
        return gate == null || bound().holds(gate) ? List.of() : List.of(cause(gate));
    }

    String cause(int rule) {
        return "when:" + rules.get(rule).id();
    }

    /** Ids of the alarms that wait for a rule. */
    List<String> waitingFor(int rule) {
        return waiting.getOrDefault(rule, List.of());
    }
}
