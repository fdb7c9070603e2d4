package io.tocsin.server.explain;

import io.tocsin.server.explain.SeenSample.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Values in the order of their coming in two rows of characters: how high each was, and which met the limit. */
final class Picture {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int COLUMNS = 72;
    private static final Set<String> HIGH = Set.of("CH", "HH", "H", "GAS_L1", "GAS_L2");
    private static final Set<String> LOW = Set.of("L", "LL");

    private Picture() {}

    /** Nothing where there is too little to draw, or no limit to draw it against. */
    static List<String> rows(Explanation explanation, Words words) {
        Ringing ringing = explanation.ringing();
        List<SeenSample> good = explanation.samples().stream()
                .filter(sample -> sample.fate() == Fate.TAKEN)
                .toList();
        if (ringing == null || ringing.rules().isEmpty() || good.size() < 2) {
            return List.of();
        }
        RuleInForce rule = ringing.rules().get(0);
        boolean isHigh = HIGH.contains(rule.condition());
        return isHigh || LOW.contains(rule.condition())
                ? rows(good.subList(Math.max(0, good.size() - COLUMNS), good.size()), rule, isHigh, words)
                : List.of();
    }

    private static List<String> rows(List<SeenSample> drawn, RuleInForce rule, boolean isHigh, Words words) {
        double low = drawn.stream().mapToDouble(SeenSample::value).min().orElse(0);
        double high = drawn.stream().mapToDouble(SeenSample::value).max().orElse(0);
        StringBuilder values = new StringBuilder("  ");
        StringBuilder met = new StringBuilder("  ");
        for (SeenSample sample : drawn) {
            double share = high == low ? 0 : (sample.value() - low) / (high - low);
            values.append(LEVELS.charAt((int) Math.round(share * (LEVELS.length() - 1))));
            boolean beyond = isHigh ? sample.value() >= rule.limit() : sample.value() <= rule.limit();
            met.append(beyond ? '!' : '.');
        }
        values.append("  ").append(Words.number(low)).append(" … ").append(words.value(high));
        met.append("  ! ").append(isHigh ? "≥ " : "≤ ").append(words.value(rule.limit()));
        return new ArrayList<>(List.of(values.toString(), met.toString()));
    }
}
