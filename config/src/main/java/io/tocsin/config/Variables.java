package io.tocsin.config;

import io.tocsin.config.Place.Path;
import io.tocsin.config.YamlNode.Kind;
import io.tocsin.config.YamlNode.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ${VAR}}, {@code ${VAR:default}} and {@code ${file:/path}} stand for.
 *
 * <p>Variables that decide alarms are remembered: they become the text {@link #FILE} beside the site's files, so that a
 * decision can be made again from the archive, whatever the environment says by then. Secrets never are.
 */
final class Variables {
    /** The name under which deciding variables are archived, and the file that problems of the environment name. */
    static final String FILE = "environment";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::(.*))?", Pattern.DOTALL);
    private static final String FROM_FILE = "file:";

    private final Map<String, String> environment;
    private final boolean archived;
    private final SortedMap<String, String> deciding = new TreeMap<>();

    /** @param archived true where only the deciding variables are known, as they were: all others are left aside */
    Variables(Map<String, String> environment, boolean archived) {
        this.environment = environment;
        this.archived = archived;
    }

    Map<String, String> environment() {
        return environment;
    }

    void remember(String name, String value) {
        deciding.put(name, value);
    }

    /** The deciding variables that were set, by name; empty where none was. */
    SortedMap<String, String> deciding() {
        return deciding;
    }

    static boolean mentionedIn(String text) {
        return text.contains("${");
    }

    /** True where a value depends on something that an archive does not keep, such as a password. */
    boolean isUnknown(YamlNode node, boolean decides) {
        return archived && !decides && node instanceof Scalar scalar && mentionedIn(scalar.text());
    }

    /** The scalar with its variables put in; null, with a problem, where one cannot be. */
    @Nullable
    Scalar resolve(Scalar scalar, Path path, Reading reading) {
        if (!mentionedIn(scalar.text()) || Overrides.isOverride(scalar)) {
            return scalar;
        }
        Matcher matcher = EXPRESSION.matcher(scalar.text());
        StringBuilder out = new StringBuilder();
        boolean complete = true;
        while (matcher.find()) {
            String value = value(matcher.group(1), reading.place(scalar, path), reading);
            complete &= value != null;
            matcher.appendReplacement(out, value == null ? "" : Matcher.quoteReplacement(value));
        }
        matcher.appendTail(out);
        return complete ? new Scalar(out.toString(), Kind.ANY, scalar.text(), scalar.line(), scalar.column()) : null;
    }

    private @Nullable String value(String expression, Place place, Reading reading) {
        if (expression.startsWith(FROM_FILE)) {
            return secret(expression.substring(FROM_FILE.length()), place, reading);
        }
        Matcher name = NAME.matcher(expression);
        if (!name.matches()) {
            reading.problems()
                    .error(
                            place,
                            Wording.expected(
                                    "${变量}、${变量:默认值} 或 ${file:/路径}",
                                    "${VAR}, ${VAR:default} or ${file:/path}",
                                    "${" + expression + "}"));
            return null;
        }
        String value = environment.get(name.group(1));
        if (value == null) {
            return otherwise(name, place, reading);
        }
        if (reading.decides(place.path())) {
            remember(name.group(1), value);
        }
        return value;
    }

    private static @Nullable String otherwise(Matcher name, Place place, Reading reading) {
        String given = name.group(2);
        if (given == null) {
            Text wanted = Wording.text("环境变量 " + name.group(1), "the environment variable " + name.group(1));
            reading.problems().error(place, Wording.expected(wanted, Wording.text("未设置", "not set")));
        }
        return given;
    }

    private @Nullable String secret(String file, Place place, Reading reading) {
        Problems problems = reading.problems();
        if (reading.decides(place.path())) {
            problems.error(
                    place,
                    Wording.expected(
                            "写明的值或 ${变量:默认值}（密钥文件只用于连接）",
                            "the value itself or ${VAR:default} (secret files are for connections only)",
                            "${file:" + file + "}"));
            return null;
        }
        try {
            java.nio.file.Path path = java.nio.file.Path.of(file);
            if (path.isAbsolute()) {
                return Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
            }
            problems.error(place, Wording.expected("绝对路径", "an absolute path", Wording.quoted(file)));
        } catch (IOException | InvalidPathException e) {
            String was = Wording.quoted(file) + " (" + e.getClass().getSimpleName() + ")";
            problems.error(place, Wording.expected("可读的 UTF-8 密钥文件", "a secret file that can be read, in UTF-8", was));
        }
        return null;
    }
}
