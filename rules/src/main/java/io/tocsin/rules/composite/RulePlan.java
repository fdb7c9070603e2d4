package io.tocsin.rules.composite;

import io.tocsin.config.Logic;
import io.tocsin.config.Rule;
import io.tocsin.config.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which rule looks at which tag and at which other rule, laid out once: rules come in an order in which each follows
 * those that it names. Immutable.
 */
final class RulePlan {
    private final List<Rule> rules;
    private final int[] operandOfTag;
    private final int[] tagOfOperand;
    private final int[][] operands;
    private final int[][] required;
    private final int[][] affectedByOperand;
    private final int[][] affectedByRule;
    private final int[] order;

    /** @param rules of a checked site: what they name exists, and none names itself by way of others */
    RulePlan(List<Rule> rules, List<Tag> tags) {
        this.rules = List.copyOf(rules);
        Map<String, Integer> tagIndex = new LinkedHashMap<>();
        tags.forEach(tag -> tagIndex.put(tag.id(), tagIndex.size()));
        operandOfTag = new int[tags.size()];
        Arrays.fill(operandOfTag, -1);
        List<Integer> operandTags = new ArrayList<>();
        operands = new int[rules.size()][];
        required = new int[rules.size()][];
        for (int rule = 0; rule < rules.size(); rule++) {
            Rule each = rules.get(rule);
            operands[rule] = each.inputs().values().stream()
                    .mapToInt(tag -> operand(indexOf(tag, tagIndex), operandTags))
                    .toArray();
            Set<String> asked = Questions.of(each.logic()).bad();
            required[rule] = each.logic() instanceof Logic.Vote
                    ? new int[0]
                    : each.inputs().entrySet().stream()
                            .filter(input -> !asked.contains(input.getKey()))
                            .mapToInt(input -> operandOfTag[indexOf(input.getValue(), tagIndex)])
                            .toArray();
        }
        tagOfOperand = operandTags.stream().mapToInt(Integer::intValue).toArray();
        order = inOrder();
        affectedByRule = affectedByRule();
        affectedByOperand = affectedByOperand();
    }

    private static int indexOf(String tag, Map<String, Integer> tagIndex) {
        Integer index = tagIndex.get(tag);
        if (index == null) {
            throw new IllegalStateException("expected a tag of the site, was " + tag);
        }
        return index;
    }

    private int operand(int tag, List<Integer> operandTags) {
        if (operandOfTag[tag] < 0) {
            operandOfTag[tag] = operandTags.size();
            operandTags.add(tag);
        }
        return operandOfTag[tag];
    }

    // ---- order ------------------------------------------------------------------------------------------------------

    /** Each rule after those that it names. */
    private int[] inOrder() {
        Set<Integer> placed = new LinkedHashSet<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            place(rule, placed, rules.size());
        }
        return placed.stream().mapToInt(Integer::intValue).toArray();
    }

    private void place(int rule, Set<Integer> placed, int depthLeft) {
        if (placed.contains(rule)) {
            return;
        }
        if (depthLeft == 0) {
            throw new IllegalStateException("expected rules that do not name themselves, was a loop");
        }
        for (String named : Questions.of(rules.get(rule).logic()).rules()) {
            place(index(named), placed, depthLeft - 1);
        }
        placed.add(rule);
    }

    int index(String id) {
        for (int rule = 0; rule < rules.size(); rule++) {
            if (rules.get(rule).id().equals(id)) {
                return rule;
            }
        }
        throw new IllegalStateException("expected a rule of the site, was " + id);
    }

    /** Those that name it, directly or by way of others, in order; without itself. */
    private int[][] affectedByRule() {
        List<Set<Integer>> named = new ArrayList<>();
        rules.forEach(rule -> named.add(new LinkedHashSet<>()));
        for (int rule : order) {
            for (String id : Questions.of(rules.get(rule).logic()).rules()) {
                int of = index(id);
                named.get(rule).add(of);
                named.get(rule).addAll(named.get(of));
            }
        }
        int[][] affected = new int[rules.size()][];
        for (int rule = 0; rule < rules.size(); rule++) {
            int by = rule;
            affected[rule] = Arrays.stream(order)
                    .filter(each -> named.get(each).contains(by))
                    .toArray();
        }
        return affected;
    }

    private int[][] affectedByOperand() {
        int[] rank = new int[rules.size()];
        IntStream.range(0, order.length).forEach(i -> rank[order[i]] = i);
        List<Set<Integer>> ranks = new ArrayList<>();
        IntStream.range(0, tagOfOperand.length).forEach(i -> ranks.add(new TreeSet<>()));
        for (int rule = 0; rule < rules.size(); rule++) {
            for (int operand : operands[rule]) {
                ranks.get(operand).add(rank[rule]);
                for (int other : affectedByRule[rule]) {
                    ranks.get(operand).add(rank[other]);
                }
            }
        }
        return ranks.stream()
                .map(each -> each.stream().mapToInt(at -> order[at]).toArray())
                .toArray(int[][]::new);
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    List<Rule> rules() {
        return rules;
    }

    /** Each rule after those that it names. */
    int[] order() {
        return order;
    }

    int operandCount() {
        return tagOfOperand.length;
    }

    /** -1 for a tag that no rule looks at. */
    int operandOfTag(int tag) {
        return operandOfTag[tag];
    }

    int tagOfOperand(int operand) {
        return tagOfOperand[operand];
    }

    /** The operands of a rule, in the order of its inputs' names. */
    int[] operands(int rule) {
        return operands[rule];
    }

    /** Those that must be known and good, or nothing can be told. */
    int[] required(int rule) {
        return required[rule];
    }

    int[] affectedByOperand(int operand) {
        return affectedByOperand[operand];
    }

    int[] affectedByRule(int rule) {
        return affectedByRule[rule];
    }
}
