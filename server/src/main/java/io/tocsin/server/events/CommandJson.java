package io.tocsin.server.events;

import io.tocsin.config.Annunciation;
import io.tocsin.rules.Input;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a command as it was sent, by whichever way, and as it was journaled; what cannot be understood is a value that says
 * why, never an exception.
 *
 * <p>Who asks is never read from what was sent but for the name: what he may do is for {@link Operators} to say, and is
 * written into the journal with the command.
 */
public final class CommandJson {
    /** More than this is not understood, and not kept. */
    public static final int BYTES_MAX = 64 << 10;

    private static final String PRINCIPAL = "principal";
    private static final String WINDOW = "window:";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(16 << 10)
                    .build())
            .build();

    /**
     * @param command null where it was not understood
     * @param requestId as far as it could be read; empty where there is none
     * @param detail what was expected; empty where it was understood
     */
    public record Parsed(Input.@Nullable Command command, String requestId, String detail) {}

    /**
     * What the way itself says of a command, whatever its fields say; null where it says nothing.
     *
     * @param alarmId which alarm, window or position
     */
    public record Path(
            Input.@Nullable Verb verb,
            @Nullable String alarmId,
            @Nullable String occurrenceId) {
        static final Path NONE = new Path(null, null, null);
    }

    @FunctionalInterface
    private interface Who {
        Input.Principal of(CommandFields fields);
    }

    private CommandJson() {}

    /** A command of somebody whom it names itself: by name and way alone, until {@link Operators} say more. */
    public static Parsed parse(byte[] json, String via, long receiveTimeMs) {
        Who who = fields -> new Input.Principal(fields.textOrEmpty("operator"), via);
        return tidy(parsed(json, Path.NONE, who, receiveTimeMs));
    }

    /** A command of somebody who is known already, about what its path says. */
    public static Parsed parse(byte[] json, Path path, Input.Principal principal, long receiveTimeMs) {
        return tidy(parsed(json, path, fields -> principal, receiveTimeMs));
    }

    /** Who says nothing says nothing, by whichever way. */
    private static Parsed tidy(Parsed parsed) {
        Input.Command command = parsed.command();
        String comment = command == null ? null : command.comment();
        return command == null || comment == null || !comment.isBlank()
                ? parsed
                : new Parsed(named(command, command.principal(), null), parsed.requestId(), "");
    }

    private static Input.Command named(Input.Command command, Input.Principal principal, @Nullable String comment) {
        return new Input.Command(
                command.verb(),
                command.requestId(),
                command.alarmId(),
                command.occurrenceId(),
                principal,
                comment,
                command.details(),
                command.receiveTimeMs());
    }

    /** The same, of somebody of whom is known what he may do. */
    public static Input.Command of(Input.Command command, Input.Principal principal) {
        return named(command, principal, command.comment());
    }

    /**
     * A command as {@link #write} journaled it. Of before its record said who asked it is a supervisor's who holds all
     * positions: nobody was asked for more then.
     */
    public static Parsed journaled(byte[] json, Annunciation rules, long receiveTimeMs) {
        return parsed(json, Path.NONE, fields -> principal(fields, rules), receiveTimeMs);
    }

    /**
     * A command as it came from Kafka when it was journaled so: there were two verbs, a field of another type was passed
     * over, and whoever was named might do both.
     */
    public static Parsed older(byte[] json, Annunciation rules, long receiveTimeMs) {
        CommandFields fields = new CommandFields();
        Who who = known -> Operators.DECLARED.named(known.textOrEmpty("operator"), "kafka", rules);
        Parsed parsed = parsed(json, fields.forgiving(), Path.NONE, who, receiveTimeMs);
        Input.Command command = parsed.command();
        boolean known =
                command == null || command.verb() == Input.Verb.ACKNOWLEDGE || command.verb() == Input.Verb.RESET;
        return known
                ? parsed
                : new Parsed(null, parsed.requestId(), "expected a command out of acknowledge, reset, was another");
    }

    /** What was not understood when it came: a newer program might, and it stays refused all the same. */
    public static Parsed refused(byte[] json, long receiveTimeMs) {
        Parsed parsed = parse(json, "kafka", receiveTimeMs);
        String detail = parsed.detail().isEmpty() ? "expected a command that was known then" : parsed.detail();
        return new Parsed(null, parsed.requestId(), detail);
    }

    private static Input.Principal principal(CommandFields fields, Annunciation rules) {
        String operator = fields.textOrEmpty("operator");
        CommandFields known = fields.object(PRINCIPAL);
        if (known == null) {
            return Operators.DECLARED.named(operator, "console", rules);
        }
        String role = known.text("role");
        return new Input.Principal(
                operator,
                known.textOrEmpty("via"),
                role == null ? null : Input.Role.valueOf(role),
                known.texts("enterprises"),
                known.texts("positions"));
    }

    private static Parsed parsed(byte[] json, Path path, Who who, long receiveTimeMs) {
        return parsed(json, new CommandFields(), path, who, receiveTimeMs);
    }

    private static Parsed parsed(byte[] json, CommandFields fields, Path path, Who who, long receiveTimeMs) {
        if (json.length > BYTES_MAX) {
            return new Parsed(null, "", "expected a command of at most " + BYTES_MAX + " bytes, was longer");
        }
        try {
            if (!isObject(json, fields)) {
                return notUnderstood(fields, "expected one JSON object, was something else");
            }
        } catch (JacksonException e) {
            return notUnderstood(fields, "expected a JSON object, was " + e.getOriginalMessage());
        }
        return build(fields, path, who, receiveTimeMs);
    }

    private static Parsed notUnderstood(CommandFields fields, String detail) {
        return new Parsed(null, fields.textOrEmpty("requestId"), detail);
    }

    /** False where it is no object, or something stands behind it. */
    private static boolean isObject(byte[] json, CommandFields fields) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            fields.fill(parser);
            return parser.nextToken() == null;
        }
    }

    private static Parsed build(CommandFields fields, Path path, Who who, long receiveTimeMs) {
        String requestId = fields.textOrEmpty("requestId");
        if (requestId.isBlank()) {
            return notUnderstood(fields, or(fields.problem(), "expected a requestId, was none"));
        }
        Input.Verb verb = path.verb() == null ? verb(fields.textOrEmpty("command")) : path.verb();
        if (verb == null) {
            String known =
                    Arrays.stream(Input.Verb.values()).map(EventNames::command).collect(Collectors.joining(", "));
            String was = fields.textOrEmpty("command");
            return notUnderstood(fields, or(fields.problem(), "expected a command out of " + known + ", was " + was));
        }
        Input.Command command = command(verb, fields, path, who.of(fields), receiveTimeMs);
        return fields.problem().isEmpty()
                ? new Parsed(command, requestId, "")
                : new Parsed(null, requestId, fields.problem());
    }

    private static String or(String problem, String otherwise) {
        return problem.isEmpty() ? otherwise : problem;
    }

    private static Input.@Nullable Verb verb(String name) {
        return Arrays.stream(Input.Verb.values())
                .filter(verb -> EventNames.command(verb).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Input.Command command(
            Input.Verb verb, CommandFields fields, Path path, Input.Principal principal, long receiveTimeMs) {
        String comment = fields.text("comment");
        String reason = fields.text("reason");
        String named = fields.text("occurrenceId");
        return new Input.Command(
                verb,
                fields.textOrEmpty("requestId"),
                path.alarmId() == null ? alarmId(verb, fields) : path.alarmId(),
                path.occurrenceId() == null ? named : path.occurrenceId(),
                principal,
                comment == null ? reason : comment,
                details(fields),
                receiveTimeMs);
    }

    /** A window that is planned has no other id than the request's. */
    private static String alarmId(Input.Verb verb, CommandFields fields) {
        return verb == Input.Verb.OPEN_WINDOW
                ? WINDOW + fields.textOrEmpty("requestId")
                : fields.textOrEmpty("alarmId");
    }

    private static Input.Details details(CommandFields fields) {
        return new Input.Details(
                fields.time("until"),
                fields.flag("oneShot"),
                fields.text("confirms"),
                fields.text("authorisation"),
                fields.text("assignee"),
                fields.window());
    }

    /** A command as it is journaled, with who asked and what he may do. */
    public static byte[] write(Input.Command command) {
        Input.Details details = command.details();
        return Json.object(json -> {
            Json.string(json, "command", EventNames.command(command.verb()));
            Json.string(json, "requestId", command.requestId());
            Json.string(json, "alarmId", command.alarmId());
            Json.string(json, "occurrenceId", command.occurrenceId());
            Json.string(json, "operator", command.principal().operator());
            Json.string(json, "comment", command.comment());
            time(json, "until", details.untilMs());
            json.writeBooleanProperty("oneShot", details.oneShot());
            Json.string(json, "confirms", details.confirms());
            Json.string(json, "authorisation", details.authorisation());
            Json.string(json, "assignee", details.assignee());
            window(json, details.window());
            principal(json, command.principal());
        });
    }

    private static void time(JsonGenerator json, String name, long timeMs) {
        if (timeMs >= 0) {
            json.writeNumberProperty(name, timeMs);
        }
    }

    private static void window(JsonGenerator json, Input.@Nullable Window window) {
        if (window != null) {
            json.writeObjectPropertyStart("window");
            Json.string(json, "work", window.work().name());
            Json.string(json, "tag", window.tag());
            Json.string(json, "tank", window.tank());
            time(json, "from", window.fromMs());
            json.writeEndObject();
        }
    }

    private static void principal(JsonGenerator json, Input.Principal principal) {
        Input.Role role = principal.role();
        json.writeObjectPropertyStart(PRINCIPAL);
        Json.string(json, "via", principal.via());
        Json.string(json, "role", role == null ? null : role.name());
        texts(json, "enterprises", principal.enterprises());
        texts(json, "positions", principal.positions());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
