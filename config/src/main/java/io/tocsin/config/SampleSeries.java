package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.TableTest.Worth;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The compact notation of a series, {@code 12.0 12.95x4 12.9+0.1x10 bad uncertain:12.9 nan _}, and of a single value.
 *
 * <p>{@code bad} is a bad status with a number, which nobody looks at; {@code nan} is no number at all.
 *
 * @param states names that stand for numbers
 */
record SampleSeries(Map<Double, String> states) {
    /** More than any test can mean; a bound on what one line may grow into. */
    static final int MOST = 1_000_000;

    private static final String NUMBER = "[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?";
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PLAIN = Pattern.compile(NUMBER);
    private static final Pattern COUNTED = Pattern.compile("(.+)x([1-9][0-9]{0,8})");
    private static final Pattern RAMP =
            Pattern.compile("(" + NUMBER + ")([-+](?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))x([1-9][0-9]{0,8})");
    private static final Text WANTED = Wording.text(
            "采样，如 12.9、12.9x4、12.0+0.1x10、bad、bad:12.9、uncertain:12.9、nan、_",
            "samples such as 12.9, 12.9x4, 12.0+0.1x10, bad, bad:12.9, uncertain:12.9, nan or _");
    private static final Text ONE =
            Wording.text("数值、状态名、true、false 或 nan", "a number, a name of `states`, true, false or nan");

    /** @param value NaN where there is none */
    record Value(double value, Worth worth) {}

    /** One step of a series: so many times the same, or none; a ramp adds a little each time. */
    private record Run(@Nullable Value value, BigDecimal first, BigDecimal step, int count) {
        @Nullable
        Value at(int index) {
            return value == null || step.signum() == 0
                    ? value
                    : new Value(
                            first.add(step.multiply(BigDecimal.valueOf(index))).doubleValue() + 0.0, value.worth());
        }
    }

    /** What comes at each step, null where nothing does; null, with problems, where the line cannot be understood. */
    @Nullable
    List<@Nullable Value> read(YamlNode node, Path path, Reading reading) {
        Scalar scalar = Values.scalar(node, WANTED, path, reading);
        if (scalar == null) {
            return null;
        }
        if (scalar.text().isBlank()) {
            Values.refuse(scalar, WANTED, path, reading);
            return null;
        }
        List<@Nullable Value> values = new ArrayList<>();
        boolean understood = true;
        for (String word : BLANKS.split(scalar.text().strip(), -1)) {
            Run run = run(word);
            if (run == null || values.size() + (long) run.count > MOST) {
                refuse(word, run == null, reading.place(node, path), reading);
                understood = false;
            } else {
                for (int i = 0; i < run.count; i++) {
                    values.add(run.at(i));
                }
            }
        }
        return understood ? values : null;
    }

    private void refuse(String word, boolean unknown, Place place, Reading reading) {
        Text most = Wording.text("不超过 " + MOST + " 个采样", "at most " + MOST + " samples");
        Text message = Wording.expected(unknown ? WANTED : most, Text.of(Wording.quoted(word)));
        String bare = word.replaceFirst("x[0-9]+$", "").replaceFirst("^(?:bad|uncertain):", "");
        reading.problems().error(place, message, unknown ? Names.nearest(bare, words()) : null);
    }

    private Set<String> words() {
        Set<String> words = new LinkedHashSet<>(states.values());
        words.addAll(List.of("bad", "uncertain", "nan"));
        return words;
    }

    private @Nullable Run run(String word) {
        Matcher ramp = RAMP.matcher(word);
        if (ramp.matches()) {
            BigDecimal first = new BigDecimal(ramp.group(1));
            Value start = new Value(first.doubleValue() + 0.0, Worth.GOOD);
            return new Run(start, first, new BigDecimal(ramp.group(2)), Integer.parseInt(ramp.group(3)));
        }
        Matcher counted = COUNTED.matcher(word);
        boolean many = !states.containsValue(word) && counted.matches();
        String each = many ? counted.group(1) : word;
        int count = many ? Integer.parseInt(counted.group(2)) : 1;
        Value value = each.equals("_") ? null : qualified(each);
        return value == null && !each.equals("_") ? null : new Run(value, BigDecimal.ZERO, BigDecimal.ZERO, count);
    }

    private @Nullable Value qualified(String word) {
        if (word.equals("bad")) {
            return new Value(0, Worth.BAD);
        }
        for (Worth worth : List.of(Worth.BAD, Worth.UNCERTAIN)) {
            String before = (worth == Worth.BAD ? "bad" : "uncertain") + ":";
            if (word.startsWith(before)) {
                Double value = number(word.substring(before.length()));
                return value == null ? null : new Value(value, worth);
            }
        }
        return word.equals("nan") ? new Value(Double.NaN, Worth.UNREADABLE) : good(number(word));
    }

    private static @Nullable Value good(@Nullable Double value) {
        return value == null ? null : new Value(value, Worth.GOOD);
    }

    private @Nullable Double number(String word) {
        for (Map.Entry<Double, String> state : states.entrySet()) {
            if (state.getValue().equals(word)) {
                return state.getKey();
            }
        }
        if (word.equals("true") || word.equals("false")) {
            return word.equals("true") ? 1.0 : 0.0;
        }
        Double value = PLAIN.matcher(word).matches() ? Double.parseDouble(word) + 0.0 : null;
        return value == null || !Double.isFinite(value) ? null : value;
    }

    /** A single value, {@link Double#NaN} for {@code nan}; null, with a problem, where it is none. */
    @Nullable
    Double one(YamlNode node, Path path, Reading reading) {
        Scalar scalar = Values.scalar(node, ONE, path, reading);
        if (scalar == null) {
            return null;
        }
        Double value = scalar.text().equals("nan") ? Double.valueOf(Double.NaN) : number(scalar.text());
        if (value == null || scalar.kind() == Kind.NOTHING) {
            Text message = Wording.expected(ONE, Wording.described(scalar, false));
            reading.problems().error(reading.place(node, path), message, Names.nearest(scalar.text(), states.values()));
            return null;
        }
        return value;
    }
}
