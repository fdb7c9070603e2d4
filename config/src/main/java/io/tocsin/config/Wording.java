package io.tocsin.config;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** The one grammar of every problem: {@code expected <x>, was <y>}, in Chinese and English. */
final class Wording {
    static final Text NOTHING = new Text("空", "nothing");
    static final Text MAPPING = new Text("一组“名称: 值”", "a mapping");
    static final Text EMPTY_LIST = new Text("空列表", "an empty list");
    static final Text LIST = new Text("列表", "a list");

    private static final int LONGEST_ECHO = 60;

    private Wording() {}

    static Text expected(Text what, Text was) {
        return new Text("应为" + what.zh() + "，实为" + was.zh(), "expected " + what.en() + ", was " + was.en());
    }

    static Text expected(String zh, String en, String was) {
        return expected(new Text(zh, en), Text.of(was));
    }

    static Text text(String zh, String en) {
        return new Text(zh, en);
    }

    static Text oneOf(Collection<String> names) {
        String joined = String.join(" ", names);
        return new Text("下列之一：" + joined, "one of " + joined);
    }

    /** What stands in the file, short enough for one line. A secret, or what came of a variable, is never repeated. */
    static Text described(YamlNode node, boolean secret) {
        if (node instanceof YamlNode.Mapping) {
            return MAPPING;
        }
        if (node instanceof YamlNode.Sequence list) {
            return list.items().isEmpty() ? EMPTY_LIST : LIST;
        }
        return described((YamlNode.Scalar) node, secret);
    }

    private static Text described(YamlNode.Scalar scalar, boolean secret) {
        return switch (scalar.kind()) {
            case NOTHING -> NOTHING;
            case NUMBER -> new Text("数值", "the number").with(secret ? "" : " " + scalar.text());
            case BOOLEAN -> new Text("布尔值", "the boolean").with(secret ? "" : " " + scalar.text());
            case TEXT -> new Text("文本", "text").with(secret ? "" : " " + quoted(scalar.text()));
            case ANY ->
                Overrides.isOverride(scalar) && !secret
                        ? Text.of(scalar.variable() + "=" + quoted(scalar.text()))
                        : new Text(scalar.variable() + " 的值", "the value of " + scalar.variable());
        };
    }

    /** A duration as files write it: in the largest unit that leaves no rest. */
    static String duration(long ms) {
        for (String[] unit : new String[][] {{"86400000", "d"}, {"3600000", "h"}, {"60000", "m"}, {"1000", "s"}}) {
            long size = Long.parseLong(unit[0]);
            if (ms != 0 && ms % size == 0) {
                return ms / size + unit[1];
            }
        }
        return ms + "ms";
    }

    /** A number as people write it, without an exponent. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** In quotes, cut to a readable length, with what cannot be printed written as {@code \\uXXXX}. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("'");
        int shown = Math.min(text.length(), LONGEST_ECHO);
        text.chars().limit(shown).forEach(c -> append(out, (char) c));
        return out.append(shown < text.length() ? "...'" : "'").toString();
    }

    private static void append(StringBuilder out, char c) {
        if (Character.isISOControl(c)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }
}
