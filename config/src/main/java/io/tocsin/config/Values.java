package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import io.tocsin.config.YamlNode.Sequence;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of single values: numbers, texts, durations, sizes, names out of a set. */
final class Values {
    /** Longer than any delay or window can be meant; a bound that keeps sums of times far from overflow. */
    static final long LONGEST_MS = Duration.ofDays(3650).toMillis();

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,11})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
    private static final Text NUMBER_TEXT = Wording.text("数值", "a number");

    static final Parser<Double> NUMBER = Values::number;
    static final Parser<Double> NOT_NEGATIVE = number(v -> v >= 0, Wording.text("不小于 0 的数值", "a number not below 0"));
    static final Parser<Double> POSITIVE = number(v -> v > 0, Wording.text("大于 0 的数值", "a number above 0"));
    static final Parser<String> TEXT = (node, path, reading) -> text(node, path, reading, false);
    /** A text that no message repeats. */
    static final Parser<String> SECRET = (node, path, reading) -> text(node, path, reading, true);

    /** An id that is a level of an MQTT topic. */
    static final Parser<String> TOPIC_LEVEL = id("/+#");

    /** An id in front of the colon of an alarm's id. */
    static final Parser<String> BEFORE_COLON = id(":");

    static final Parser<Boolean> YES_OR_NO = Values::yesOrNo;
    static final Parser<Long> DURATION_MS = Values::durationMs;
    static final Parser<Long> POSITIVE_DURATION_MS =
            checked(DURATION_MS, ms -> ms > 0, Wording.text("大于 0 的时长", "a duration above 0"));
    static final Parser<Text> LABEL = Values::label;

    private Values() {}

    /** The scalar with its variables put in; null, with a problem, where there is none. */
    static @Nullable Scalar scalar(YamlNode node, Text wanted, Path path, Reading reading) {
        if (node instanceof Scalar scalar) {
            return reading.variables().resolve(scalar, path, reading);
        }
        refuse(node, wanted, path, reading);
        return null;
    }

    /** True where the value is this very word; says nothing where it is not. */
    static boolean isWord(YamlNode node, String word, Path path, Reading reading) {
        if (!(node instanceof Scalar written)) {
            return false;
        }
        Scalar scalar = reading.variables().resolve(written, path, reading);
        return scalar != null && scalar.may(Kind.TEXT) && scalar.text().equals(word);
    }

    static void refuse(YamlNode node, Text wanted, Path path, Reading reading) {
        refuse(node, wanted, path, reading, false);
    }

    private static void refuse(YamlNode node, Text wanted, Path path, Reading reading, boolean secret) {
        Text message = Wording.expected(wanted, Wording.described(node, secret));
        reading.problems().error(reading.place(node, path), message);
    }

    /** The same with one more demand on the value. */
    static <T> Parser<T> checked(Parser<T> parser, Predicate<T> demand, Text wanted) {
        return checked(parser, demand, wanted, false);
    }

    /** The same of a value that no message repeats. */
    static <T> Parser<T> checkedSecret(Parser<T> parser, Predicate<T> demand, Text wanted) {
        return checked(parser, demand, wanted, true);
    }

    private static <T> Parser<T> checked(Parser<T> parser, Predicate<T> demand, Text wanted, boolean secret) {
        return (node, path, reading) -> {
            T value = parser.parse(node, path, reading);
            if (value == null || demand.test(value)) {
                return value;
            }
            refuse(node, wanted, path, reading, secret);
            return null;
        };
    }

    static Parser<Double> number(Predicate<Double> demand, Text wanted) {
        return checked(Values::number, demand, wanted);
    }

    private static @Nullable Double number(YamlNode node, Path path, Reading reading) {
        Scalar scalar = scalar(node, NUMBER_TEXT, path, reading);
        if (scalar == null) {
            return null;
        }
        Double value = scalar.may(Kind.NUMBER) ? decimal(scalar.text()) : null;
        if (value == null) {
            refuse(scalar, NUMBER_TEXT, path, reading);
        } else if (!Double.isFinite(value)) {
            refuse(scalar, Wording.text("有限的数值", "a finite number"), path, reading);
            return null;
        }
        return value;
    }

    /** Null where the text is no decimal number; minus zero is zero. */
    static @Nullable Double decimal(String text) {
        String unsigned = text.replaceFirst("^[-+]", "");
        if (unsigned.equalsIgnoreCase(".nan") || unsigned.equalsIgnoreCase(".inf")) {
            return Double.NaN;
        }
        boolean number = Scalar.plain(text) == Kind.NUMBER && !text.startsWith("0x") && !text.startsWith("0o");
        return number ? Double.valueOf(Double.parseDouble(text) + 0.0) : null;
    }

    static Parser<Integer> integer(int low, int high) {
        return integer(low, high, Wording.text(low + " 至 " + high + " 的整数", "an integer from " + low + " to " + high));
    }

    static Parser<Integer> integer(int low, int high, Text wanted) {
        return (node, path, reading) -> {
            Scalar scalar = scalar(node, wanted, path, reading);
            if (scalar == null) {
                return null;
            }
            Double value = scalar.may(Kind.NUMBER) ? decimal(scalar.text()) : null;
            if (value == null || value < low || value > high || value != Math.rint(value)) {
                refuse(scalar, wanted, path, reading);
                return null;
            }
            return value.intValue();
        };
    }

    private static @Nullable String text(YamlNode node, Path path, Reading reading, boolean secret) {
        Text wanted = Wording.text("文本", "text");
        Scalar scalar = scalar(node, wanted, path, reading);
        if (scalar == null || scalar.may(Kind.TEXT)) {
            return scalar == null ? null : scalar.text();
        }
        Text hint = scalar.kind() == Kind.NOTHING ? wanted : Wording.text("加引号的文本", "text in quotes");
        refuse(scalar, hint, path, reading, secret);
        return null;
    }

    /** Text of at least one character, none of them a control character. */
    static Parser<String> line(int longest) {
        Text wanted = Wording.text(
                "1 至 " + longest + " 个字符、不含控制字符的文本",
                "text of 1 to " + longest + " characters without control characters");
        return checked(TEXT, text -> isLine(text, longest), wanted);
    }

    private static boolean isLine(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    /** An id: a line without the characters that have a meaning where the id is used. */
    static Parser<String> id(String without) {
        Text wanted = Wording.text(
                "不含 " + without + " 且首尾无空格的标识", "an id without " + without + " and without space at its ends");
        return checked(
                line(128), id -> id.strip().equals(id) && id.chars().noneMatch(c -> without.indexOf(c) >= 0), wanted);
    }

    private static @Nullable Boolean yesOrNo(YamlNode node, Path path, Reading reading) {
        Text wanted = Wording.text("true 或 false", "true or false");
        Scalar scalar = scalar(node, wanted, path, reading);
        if (scalar == null) {
            return null;
        }
        if (scalar.may(Kind.BOOLEAN) && Scalar.plain(scalar.text()) == Kind.BOOLEAN) {
            return scalar.text().equalsIgnoreCase("true");
        }
        refuse(scalar, wanted, path, reading);
        return null;
    }

    /** A name out of an enum, by the word that the file uses for it. */
    static <E extends Enum<E>> Parser<E> word(Class<E> type, Function<E, String> word) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        List<String> words = values.stream().map(word).toList();
        Parser<String> parser = word(words);
        return (node, path, reading) -> {
            String found = parser.parse(node, path, reading);
            return found == null ? null : values.get(words.indexOf(found));
        };
    }

    /** A list of values, each once. */
    static <T> Parser<List<T>> list(Parser<T> each) {
        return (node, path, reading) -> {
            if (!(node instanceof Sequence list)) {
                refuse(node, Wording.LIST, path, reading);
                return null;
            }
            Set<T> values = new LinkedHashSet<>();
            for (int i = 0; i < list.items().size(); i++) {
                T value = each.parse(list.items().get(i), path.item(i), reading);
                if (value != null && !values.add(value)) {
                    Text was = Wording.text("第二个 ", "a second ").with(Wording.quoted(value.toString()));
                    Place place = reading.place(list.items().get(i), path.item(i));
                    reading.problems().error(place, Wording.expected(Wording.text("每个值只出现一次", "each value once"), was));
                }
            }
            return List.copyOf(values);
        };
    }

    static Parser<String> word(List<String> words) {
        return (node, path, reading) -> {
            Scalar scalar = scalar(node, Wording.oneOf(words), path, reading);
            if (scalar == null || (scalar.may(Kind.TEXT) && words.contains(scalar.text()))) {
                return scalar == null ? null : scalar.text();
            }
            Text message = Wording.expected(Wording.oneOf(words), Wording.described(scalar, false));
            reading.problems().error(reading.place(node, path), message, Names.nearest(scalar.text(), words));
            return null;
        };
    }

    private static @Nullable Long durationMs(YamlNode node, Path path, Reading reading) {
        Text wanted = Wording.text("时长，如 250ms、15s、2m、1h、1d", "a duration such as 250ms, 15s, 2m, 1h or 1d");
        Long ms = quantity(node, DURATION, wanted, path, reading);
        if (ms != null && ms > LONGEST_MS) {
            refuse(node, Wording.text("不超过 3650d 的时长", "a duration of at most 3650d"), path, reading);
            return null;
        }
        return ms;
    }

    /** Of a text that was read as a duration before; null where it is none. */
    static @Nullable Long durationMs(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches() ? Long.valueOf(Long.parseLong(matcher.group(1)) * scale(matcher.group(2))) : null;
    }

    /** @param bounds low and high as people write them */
    static Parser<Long> sizeBytes(long low, long high, String bounds) {
        Text wanted = Wording.text("字节数，如 512KiB、64MiB", "a size such as 512KiB or 64MiB");
        return sizeBytes(low, high, wanted, Wording.text("字节数 " + bounds, "a size of " + bounds));
    }

    static Parser<Long> sizeBytes(long low, long high, Text wanted, Text between) {
        Parser<Long> size = (node, path, reading) -> quantity(node, SIZE, wanted, path, reading);
        return checked(size, bytes -> bytes >= low && bytes <= high, between);
    }

    private static @Nullable Long quantity(YamlNode node, Pattern pattern, Text wanted, Path path, Reading reading) {
        Scalar scalar = scalar(node, wanted, path, reading);
        if (scalar == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(scalar.text());
        if (!scalar.may(Kind.TEXT) || !matcher.matches()) {
            refuse(scalar, wanted, path, reading);
            return null;
        }
        return Long.parseLong(matcher.group(1)) * scale(matcher.group(2));
    }

    private static long scale(String unit) {
        return switch (unit) {
            case "ms", "B" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case "KiB" -> 1 << 10;
            case "MiB" -> 1 << 20;
            case "GiB" -> 1 << 30;
            default -> throw new IllegalStateException("expected a unit of the pattern, was " + unit);
        };
    }

    /** A text for people: one string for both languages, or {@code {zh, en}}. */
    private static @Nullable Text label(YamlNode node, Path path, Reading reading) {
        Parser<String> line = line(200);
        if (node instanceof Scalar) {
            String both = line.parse(node, path, reading);
            return both == null ? null : Text.of(both);
        }
        Fields fields = Fields.of(node, Shape.TEXT, path, reading);
        if (fields == null) {
            return null;
        }
        String zh = fields.read("zh", line);
        String en = fields.read("en", line);
        if (zh == null && en == null && !fields.has("zh") && !fields.has("en")) {
            Text wanted = Wording.text("`zh` 或 `en`", "`zh` or `en`");
            reading.problems().error(fields.place(), Wording.expected(wanted, Wording.NOTHING));
        }
        String either = zh == null ? en : zh;
        return either == null ? null : new Text(zh == null ? either : zh, en == null ? either : en);
    }
}
