package io.tocsin.config;

import java.util.Arrays;
import java.util.List;

/** The kinds of composite rules, the fields that only they have, and the names of their alarms where none is given. */
@SuppressWarnings("ImmutableEnumChecker") // shapes and texts are records whose lists nobody changes
enum RuleKind {
    EXPR("expr", Shape.EXPR_RULE, "RULE", new Text("规则成立", "rule holds")),
    MOVING("moving", Shape.MOVING_RULE, "MOVING", new Text("在变化", "is moving")),
    TIME_TO_LIMIT("timeToLimit", Shape.TIME_TO_LIMIT_RULE, "PRE_LIMIT", new Text("即将到限", "will be at its limit soon")),
    DISCREPANCY("discrepancy", Shape.DISCREPANCY_RULE, "DISCREPANCY", new Text("不一致", "do not agree")),
    MISMATCH("mismatch", Shape.MISMATCH_RULE, "MISMATCH", new Text("压力与温度不符", "pressure and temperature do not fit")),
    MOVEMENT("movement", Shape.MOVEMENT_RULE, "MOVEMENT", new Text("物料不明变化", "unaccounted movement")),
    COUNT("count", Shape.COUNT_RULE, "COUNT", new Text("频繁出现", "comes too often")),
    VOTE("vote", Shape.VOTE_RULE, "VOTE", new Text("表决成立", "enough votes")),
    UPWIND("upwind", Shape.UPWIND_RULE, "UPWIND", new Text("上风侧有可能的来源", "a possible source lies upwind"));

    private final String word;
    private final Shape shape;
    private final String condition;
    private final Text label;

    RuleKind(String word, Shape shape, String condition, Text label) {
        this.word = word;
        this.shape = shape;
        this.condition = condition;
        this.label = label;
    }

    /** As it is written behind {@code kind}; {@code expr} is a field of its own instead. */
    String word() {
        return word;
    }

    Shape shape() {
        return shape;
    }

    String condition() {
        return condition;
    }

    Text label() {
        return label;
    }

    static List<String> words() {
        return Arrays.stream(values())
                .filter(kind -> kind != EXPR)
                .map(RuleKind::word)
                .toList();
    }

    static RuleKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected a kind of rules, was " + word));
    }
}
