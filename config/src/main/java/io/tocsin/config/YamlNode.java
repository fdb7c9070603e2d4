package io.tocsin.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A YAML document with the place of every value and every name. Immutable. */
sealed interface YamlNode {
    int line();

    int column();

    /** What a scalar is by YAML 1.2's core schema. */
    enum Kind {
        NOTHING,
        NUMBER,
        BOOLEAN,
        TEXT,
        /** Typed by the field that reads it: it came from the environment, not from the file. */
        ANY
    }

    /**
     * A single value.
     *
     * @param variable where it came from if not from the file: {@code ${VAR}}; empty otherwise
     * @param textColumn where its first letter stands, behind a quote; 0 where the text is not as it was written
     */
    record Scalar(String text, Kind kind, String variable, int line, int column, int textColumn) implements YamlNode {
        Scalar(String text, Kind kind, String variable, int line, int column) {
            this(text, kind, variable, line, column, 0);
        }

        private static final Pattern NUMBER =
                Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
                        + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");

        /** The kind of a scalar that was written without quotes. */
        static Kind plain(String text) {
            if (NOTHING.matcher(text).matches()) {
                return Kind.NOTHING;
            }
            if (BOOLEAN.matcher(text).matches()) {
                return Kind.BOOLEAN;
            }
            return NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
        }

        boolean may(Kind wanted) {
            return kind == wanted || kind == Kind.ANY;
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** One name and its value. */
    record Entry(int line, int column, YamlNode value) {}

    /** Names with values, in the order of the file. */
    record Mapping(Map<String, Entry> entries, int line, int column) implements YamlNode {
        static Mapping empty() {
            return new Mapping(Map.of(), 0, 0);
        }

        /** The same with one value more, or another one. */
        Mapping with(String name, YamlNode value) {
            Map<String, Entry> more = new LinkedHashMap<>(entries);
            more.put(name, new Entry(value.line(), value.column(), value));
            return new Mapping(more, line, column);
        }
    }
}
