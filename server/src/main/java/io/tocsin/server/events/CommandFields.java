package io.tocsin.server.events;

import io.tocsin.rules.Input;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The fields of one command as they were read: what is not known is passed over, what is of another type is a problem. */
final class CommandFields {
    private static final long YEAR_10000_MS = 253_402_300_800_000L;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private String problem = "";
    private boolean forgiving;

    /** A value that is there and of a type that no field has. */
    private record Other(String what) {}

    /** What is of another type is passed over as well. */
    CommandFields forgiving() {
        forgiving = true;
        return this;
    }

    /** Reads the object that the parser has just begun, up to its end. */
    static CommandFields read(JsonParser parser) {
        CommandFields fields = new CommandFields();
        fields.fill(parser);
        return fields;
    }

    /** Whatever was read stays where the text turns out to be none. */
    void fill(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Object value = value(parser);
            if (value != null) {
                values.put(name, value);
            }
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.nextToken();
        return switch (token) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NULL -> null;
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            case VALUE_NUMBER_INT -> whole(parser);
            case START_OBJECT -> read(parser);
            case START_ARRAY -> array(parser);
            default -> new Other(parser.getString());
        };
    }

    private static Object whole(JsonParser parser) {
        String digits = parser.getString();
        return digits.length() <= 18 ? Long.valueOf(digits) : new Other(digits);
    }

    private static Object array(JsonParser parser) {
        List<String> texts = new ArrayList<>();
        boolean textsOnly = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getString());
            } else {
                textsOnly = false;
                parser.skipChildren();
            }
        }
        return textsOnly ? texts : new Other("an array");
    }

    /** The first thing that was expected otherwise; empty where nothing was. */
    String problem() {
        return problem;
    }

    private void expected(String what, String name, Object was) {
        if (problem.isEmpty() && !forgiving) {
            String shown = was instanceof Other other
                    ? other.what()
                    : was instanceof CommandFields ? "an object" : was instanceof List ? "an array" : was.toString();
            problem = "expected " + what + " in \"" + name + "\", was " + shown;
        }
    }

    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        expected("a text", name, value);
        return null;
    }

    String textOrEmpty(String name) {
        String text = text(name);
        return text == null ? "" : text;
    }

    boolean flag(String name) {
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            expected("true or false", name, value);
        }
        return Boolean.TRUE.equals(value);
    }

    /** ISO 8601 with a zone, or epoch milliseconds; -1 where nothing is said. */
    long time(String name) {
        Object value = values.get(name);
        if (value == null) {
            return -1;
        }
        long timeMs = value instanceof Long ms ? ms : value instanceof String text ? parsed(text) : -1;
        if (timeMs < 0 || timeMs >= YEAR_10000_MS) {
            expected("ISO 8601 with a zone or epoch milliseconds", name, value);
            return -1;
        }
        return timeMs;
    }

    private static long parsed(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return -1;
        }
    }

    List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        expected("a list of texts", name, value);
        return List.of();
    }

    @Nullable
    CommandFields object(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof CommandFields) {
            return (CommandFields) value;
        }
        expected("an object", name, value);
        return null;
    }

    /** What a window is about; null where the command has none, or none that is whole. */
    Input.@Nullable Window window() {
        CommandFields fields = object("window");
        if (fields == null) {
            return null;
        }
        String named = fields.textOrEmpty("work");
        Input.Work work = Arrays.stream(Input.Work.values())
                .filter(each -> each.name().equals(named))
                .findFirst()
                .orElse(null);
        if (work == null) {
            String known = Arrays.stream(Input.Work.values()).map(Enum::name).collect(Collectors.joining(", "));
            expected("work out of " + known, "window", named);
            return null;
        }
        String tag = fields.text("tag");
        String tank = fields.text("tank");
        Input.Window window = new Input.Window(work, tag, tank, fields.time("from"));
        if (fields.problem.isEmpty() && (tag == null) == (tank == null)) {
            expected("either a tag or a tank", "window", tag == null ? "none" : "both");
        }
        problem = problem.isEmpty() ? fields.problem : problem;
        return window;
    }
}
