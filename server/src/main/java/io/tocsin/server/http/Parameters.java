package io.tocsin.server.http;

import io.javalin.http.Context;
import io.tocsin.config.Names;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request asks for in its query; what is not understood is refused in words. */
final class Parameters {
    private static final long YEAR_10000_MS = 253_402_300_800_000L;

    private Parameters() {}

    /** A parameter that is misspelt must not look as if it were none. */
    static void only(Context ctx, List<String> known) {
        for (String name : ctx.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw new Refused(
                        Refused.Code.NOT_UNDERSTOOD,
                        "expected parameters out of " + String.join(", ", known) + ", was " + name
                                + nearest(name, known));
            }
        }
    }

    /** The name that was probably meant, in brackets; empty where none is near. */
    static String nearest(String name, Collection<String> known) {
        String near = Names.nearest(name, known);
        return near == null ? "" : " (nearest: " + near + ")";
    }

    static String required(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text == null) {
            throw new Refused(Refused.Code.NOT_UNDERSTOOD, "expected a parameter \"" + name + "\", was none");
        }
        return text;
    }

    /** A filter that is misspelt must not look as if nothing stood. */
    static @Nullable String oneOf(Context ctx, String name, Object[] known) {
        String text = ctx.queryParam(name);
        List<String> names = Arrays.stream(known).map(String::valueOf).toList();
        if (text != null && !names.contains(text)) {
            throw new Refused(
                    Refused.Code.NOT_UNDERSTOOD,
                    "expected \"" + name + "\" out of " + String.join(", ", names) + ", was " + text
                            + nearest(text, names));
        }
        return text;
    }

    static long whole(Context ctx, String name, long otherwise, long min, long max) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Refused(
                Refused.Code.NOT_UNDERSTOOD,
                "expected \"" + name + "\" as a whole number " + min + ".." + max + ", was " + text);
    }

    /** ISO 8601 with a zone, or epoch milliseconds. */
    static long time(Context ctx, String name, long otherwise) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long timeMs = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            if (timeMs >= 0 && timeMs < YEAR_10000_MS) {
                return timeMs;
            }
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            // told below
        }
        throw new Refused(
                Refused.Code.NOT_UNDERSTOOD,
                "expected \"" + name + "\" as ISO 8601 with a zone or epoch milliseconds, was " + text);
    }
}
