package io.tocsin.server.backtest;

import io.tocsin.alarms.ByDesign;
import io.tocsin.config.Condition;
import io.tocsin.config.Priority;
import io.tocsin.config.Rule;
import io.tocsin.rules.Plan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alarms of a configuration by one number: conditions of tags as in their plan, then composite rules. Immutable. */
final class AlarmSlots {
    private static final int NONE = -1;

    private final Plan plan;
    private final List<Rule> rules;
    private final int[][] superiors;
    private final int[] gate;

    AlarmSlots(Plan plan, List<Rule> rules) {
        this.plan = plan;
        this.rules = List.copyOf(rules);
        superiors = new int[size()][];
        gate = new int[size()];
        for (int slot = 0; slot < size(); slot++) {
            superiors[slot] = superiors(slot);
            gate[slot] = gate(slot);
        }
    }

    private int[] superiors(int slot) {
        if (isRule(slot)) {
            return new int[0];
        }
        List<Condition> all = List.copyOf(ByDesign.superiors(plan.condition(slot)));
        int[] slots = all.stream()
                .mapToInt(superior -> plan.slot(plan.tagIndex(slot), superior))
                .toArray();
        return Arrays.stream(slots).filter(other -> other >= 0).toArray();
    }

    private int gate(int slot) {
        String waits = waitsFor(slot);
        for (int rule = 0; rule < rules.size() && waits != null; rule++) {
            if (rules.get(rule).id().equals(waits)) {
                return ofRule(rule);
            }
        }
        return NONE;
    }

    private @Nullable String waitsFor(int slot) {
        if (!isRule(slot)) {
            return plan.tag(slot).said(plan.condition(slot)).when();
        }
        Rule.Alarm alarm = rule(slot).alarm();
        return alarm == null ? null : alarm.when();
    }

    int size() {
        return plan.slots() + rules.size();
    }

    /** @param rule its index in the configuration */
    int ofRule(int rule) {
        return plan.slots() + rule;
    }

    boolean isRule(int slot) {
        return slot >= plan.slots();
    }

    private Rule rule(int slot) {
        return rules.get(slot - plan.slots());
    }

    /** False of a rule that is only a name for others. */
    boolean rings(int slot) {
        return !isRule(slot) || rule(slot).alarm() != null;
    }

    String alarm(int slot) {
        return isRule(slot) ? subject(slot) : subject(slot) + ":" + condition(slot);
    }

    /** The tag, or the rule's alarm. */
    String subject(int slot) {
        return isRule(slot) ? rule(slot).alarmId() : plan.tag(slot).id();
    }

    String condition(int slot) {
        return isRule(slot) ? ringing(slot).condition() : plan.condition(slot).name();
    }

    Priority priority(int slot) {
        return isRule(slot) ? ringing(slot).priority() : plan.spec(slot).priority();
    }

    private Rule.Alarm ringing(int slot) {
        Rule.Alarm alarm = rule(slot).alarm();
        if (alarm == null) {
            throw new IllegalStateException(
                    "expected a rule with an alarm, was " + rule(slot).id());
        }
        return alarm;
    }

    /** Whether people are not told of it while these are active: a more severe one says it, or the rule it waits for does not hold. */
    boolean isQuiet(int slot, boolean[] active) {
        for (int superior : superiors[slot]) {
            if (active[superior]) {
                return true;
            }
        }
        return gate[slot] != NONE && !active[gate[slot]];
    }
}
