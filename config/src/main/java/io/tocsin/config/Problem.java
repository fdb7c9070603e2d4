package io.tocsin.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or worth a second look, in a site's files.
 *
 * @param file name relative to the site folder; {@code environment} for an environment variable
 * @param line 1-based; 0 where the file as a whole is meant
 * @param column 1-based, in characters; 0 where the file as a whole is meant
 * @param path where in the document, as {@code tags[3].limits.HH}; the variable's name for the environment
 * @param message {@code expected <x>, was <y>}, in both languages
 * @param nearest the nearest name that would have been understood; null where none is near
 */
public record Problem(
        Severity severity,
        String file,
        int line,
        int column,
        String path,
        Text message,
        @Nullable String nearest) {
    /** An error refuses the site; a warning does not. */
    public enum Severity {
        ERROR,
        WARNING;

        /** The word for people. */
        public Text label() {
            return switch (this) {
                case ERROR -> new Text("错误", "error");
                case WARNING -> new Text("警告", "warning");
            };
        }
    }

    /** {@code file:line:column: error: message (nearest: X)}, in Chinese or English. */
    public String render(Locale locale) {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        String hint = nearest == null ? "" : new Text("（最接近：", " (nearest: ").in(locale) + nearest + close(locale);
        return place + ": " + severity.label().in(locale) + ": " + message.in(locale) + hint;
    }

    private static String close(Locale locale) {
        return new Text("）", ")").in(locale);
    }
}
