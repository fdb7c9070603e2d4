package io.tocsin.config;

import io.tocsin.config.Fields.Parser;
import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Mapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the list of targets of {@code tocsin.yaml}. What their ids refer to is checked once the site is known. */
final class TargetsReader {
    static final List<String> EVENTS_OF_ITSELF = List.of("RAISED", "REALARMED", "ESCALATED");
    static final long EVERY_MS = 60_000;

    private static final String HOST = "(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])";
    private static final Pattern WEBHOOK_URL =
            Pattern.compile("(?<scheme>https?)://" + HOST + "(?::[0-9]{1,5})?(?:[/?][\\x21-\\x7e]*)?");
    private static final Pattern MAIL_URL = Pattern.compile("(?<scheme>smtps?)://" + HOST + "(?::[0-9]{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"\\\\]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final int SECRET_MIN = 16;
    private static final int SECRET_MAX = 256;

    /** What a kind has, beside what all have. */
    private static final Map<Target.Kind, List<String>> OF_KIND = Map.of(
            Target.Kind.WEBHOOK,
            List.of("secret"),
            Target.Kind.EMAIL,
            List.of("user", "password", "sender", "recipients", "language", "every"));

    private static final Parser<String> ID = Values.checked(
            Values.TEXT,
            id -> id.matches("[a-z0-9][a-z0-9-]{0,62}"),
            Wording.text("由小写字母、数字和 - 组成的标识", "an id of lower case letters, digits and -"));
    private static final Parser<String> URL_OF_WEBHOOK = Values.checkedSecret(
            Values.SECRET,
            TargetsReader::isWebhook,
            Wording.text("https://主机[:端口][/路径]（http 仅限本机回环地址）", "https://host[:port][/path] (http on loopback only)"));
    private static final Parser<String> URL_OF_MAIL = Values.checked(
            Values.TEXT,
            url -> MAIL_URL.matcher(url).matches() && isUri(url),
            Wording.text("smtp://主机[:端口] 或 smtps://主机[:端口]", "smtp://host[:port] or smtps://host[:port]"));
    private static final Parser<String> SECRET = Values.checkedSecret(
            Values.SECRET,
            secret -> secret.length() >= SECRET_MIN && secret.length() <= SECRET_MAX,
            Wording.text(
                    SECRET_MIN + " 至 " + SECRET_MAX + " 个字符的密钥",
                    "a secret of " + SECRET_MIN + " to " + SECRET_MAX + " characters"));
    private static final Parser<String> MAIL_ADDRESS = Values.checked(
            Values.TEXT,
            address -> ADDRESS.matcher(address).matches(),
            Wording.text("邮件地址，如 a@b.example", "a mail address such as a@b.example"));
    private static final Parser<Long> EVERY = Values.checked(
            Values.DURATION_MS,
            ms -> ms >= 1_000 && ms <= 86_400_000,
            Wording.text("1s..1d 的时长", "a duration of 1s..1d"));

    private final Map<String, Target> targets = new LinkedHashMap<>();

    private TargetsReader() {}

    static List<Target> read(Fields settings) {
        TargetsReader reader = new TargetsReader();
        settings.each("targets", Shape.TARGET, reader::target);
        return List.copyOf(reader.targets.values());
    }

    private static boolean isWebhook(String url) {
        Matcher parts = WEBHOOK_URL.matcher(url);
        return parts.matches()
                && isUri(url)
                && (parts.group("scheme").equals("https") || Target.isLoopback(parts.group("host")));
    }

    private static boolean isUri(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void target(Fields fields) {
        String id = fields.required("id", ID);
        Target.Kind kind = fields.required("kind", Values.word(Target.Kind.class, TargetsReader::lower));
        if (kind == null) {
            return;
        }
        for (Target.Kind other : Target.Kind.values()) {
            if (other != kind) {
                refuse(fields, OF_KIND.getOrDefault(other, List.of()), kind);
            }
        }
        Target.Choice choice = choice(fields);
        Target target = kind == Target.Kind.WEBHOOK
                ? webhook(fields, id == null ? "" : id, choice)
                : email(fields, id == null ? "" : id, choice);
        if (id != null && target != null) {
            fields.addTo(targets, id, target);
        }
    }

    private static void refuse(Fields fields, List<String> names, Target.Kind kind) {
        for (String name : names) {
            if (fields.has(name)) {
                Text wanted = Wording.text(
                        lower(kind) + " 没有字段 `" + name + "`", "no `" + name + "` of a target of kind " + lower(kind));
                fields.reading()
                        .problems()
                        .error(fields.place(name), Wording.expected(wanted, Text.of("`" + name + "`")));
            }
        }
    }

    private static @Nullable Target webhook(Fields fields, String id, Target.Choice choice) {
        String url = fields.required("url", URL_OF_WEBHOOK);
        String secret = fields.required("secret", SECRET);
        return url == null || secret == null ? null : new Target(id, Target.Kind.WEBHOOK, url, secret, choice, null);
    }

    private static @Nullable Target email(Fields fields, String id, Target.Choice choice) {
        String url = fields.required("url", URL_OF_MAIL);
        String sender = fields.required("sender", MAIL_ADDRESS);
        List<String> recipients = fields.required("recipients", someOf(Values.list(MAIL_ADDRESS)));
        String user = fields.read("user", Values.TEXT, "");
        String password = fields.read("password", Values.SECRET, "");
        Target.Language language =
                fields.read("language", Values.word(Target.Language.class, TargetsReader::lower), Target.Language.ZH);
        long everyMs = fields.read("every", EVERY, EVERY_MS);
        if (url == null || sender == null || recipients == null) {
            return null;
        }
        Target.Mail mail = new Target.Mail(user, password, sender, recipients, language, everyMs);
        return new Target(id, Target.Kind.EMAIL, url, "", choice, mail);
    }

    private static Target.Choice choice(Fields fields) {
        Parser<List<Priority>> priorities = Values.list(Values.word(Priority.class, Priority::name));
        return new Target.Choice(
                fields.read("events", someOf(Values.list(Values.word(Target.EVENTS))), EVENTS_OF_ITSELF),
                fields.read("priorities", someOf(priorities), List.of()),
                fields.read("positions", someOf(Values.list(Values.line(128))), List.of()),
                fields.read("informed", Values.YES_OR_NO, false),
                fields.read("enterprises", someOf(Values.list(Values.TOPIC_LEVEL)), List.of()),
                fields.read("from", Values.word(Target.From.class, TargetsReader::lower), Target.From.NOW));
    }

    /** An empty list would be told nothing; whoever means all leaves the field out. */
    private static <T> Parser<List<T>> someOf(Parser<List<T>> list) {
        return (node, path, reading) -> {
            List<T> values = list.parse(node, path, reading);
            if (node instanceof YamlNode.Sequence written && written.items().isEmpty()) {
                Values.refuse(node, Wording.text("至少一项的列表", "a list of at least one"), path, reading);
                return null;
            }
            return values;
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What targets refer to must be there, or they would never be told anything.
     *
     * @param enterprises null where the site does not say who is there
     */
    static void check(
            YamlNode root, Reading reading, @Nullable Collection<String> enterprises, Collection<String> positions) {
        Reading silent = new Reading(reading.file(), new Problems(), reading.variables());
        Fields fields = root instanceof Mapping ? Fields.of(root, Shape.SETTINGS_FILE, Path.ROOT, silent) : null;
        if (fields != null && fields.has("targets")) {
            fields.each("targets", Shape.TARGET, target -> {
                if (enterprises != null) {
                    known(target, "enterprises", enterprises, reading);
                }
                if (positions.isEmpty() && target.has("positions")) {
                    Text wanted = Wording.text("park.yaml 中有岗位（`positions`）", "positions in park.yaml for this target");
                    reading.problems().warning(target.place("positions"), Wording.expected(wanted, Wording.NOTHING));
                } else {
                    known(target, "positions", positions, reading);
                }
            });
        }
    }

    private static void known(Fields target, String name, Collection<String> known, Reading reading) {
        for (String id : target.read(name, Values.list(Values.TEXT), List.of())) {
            if (!known.contains(id)) {
                Text wanted = Wording.text("park.yaml 中定义的 " + name, "known " + name + " of park.yaml");
                Text was = Text.of(Wording.quoted(id));
                reading.problems().error(target.place(name), Wording.expected(wanted, was), Names.nearest(id, known));
            }
        }
    }
}
