package io.tocsin.server.live;

import io.tocsin.rules.Input;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's record of a taken configuration says.
 *
 * @param hash of the site's texts
 * @param by who took it, and by which way: start, file or console; null in a journal of before this was written down
 */
public record Configured(String hash, Input.@Nullable Principal by) {
    private static final String END = "\n";

    /** The hash, the way and the name, a line each. */
    byte[] bytes() {
        String text = by == null ? hash : hash + END + by.via() + END + by.operator();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a record holds. */
    public static Configured of(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split(END, 3);
        return new Configured(lines[0], lines.length < 3 ? null : new Input.Principal(lines[2], lines[1]));
    }
}
