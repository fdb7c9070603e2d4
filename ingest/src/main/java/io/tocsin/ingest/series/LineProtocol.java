package io.tocsin.ingest.series;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Quality;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes samples as InfluxDB's line protocol: measurement = metric in lower case; tags area, enterprise, park, tag;
 * fields {@code v}, always a double and absent in a bad sample, and {@code q}, an integer; milliseconds.
 *
 * <p>Immutable. Numbers go through the house's own writer, so that the bytes are the same on every JDK.
 */
public final class LineProtocol {
    /** How a backslash is written: stores do not agree on what one before a comma means, or at the end of a name. */
    private static final char BACKSLASH = '＼';

    private final String[] heads;
    private final Set<String> measurements = new LinkedHashSet<>();

    public LineProtocol(Site site) {
        List<Tag> tags = site.tags();
        heads = new String[tags.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = head(site.park().id(), tags.get(i));
            measurements.add(measurement(tags.get(i)));
        }
    }

    /** The measurement that a tag's samples are written to. */
    public static String measurement(Tag tag) {
        return tag.metric().toLowerCase(Locale.ROOT);
    }

    /** A name as it stands in the store, where it is to be found again. */
    public static String stored(String name) {
        return name.replace('\\', BACKSLASH);
    }

    /** All measurements of the site. */
    public Set<String> measurements() {
        return measurements;
    }

    private static String head(String park, Tag tag) {
        StringBuilder head = new StringBuilder(measurement(tag));
        tag(head, "area", tag.area());
        tag(head, "enterprise", tag.enterprise());
        tag(head, "park", park);
        tag(head, "tag", tag.id());
        return head.append(' ').toString();
    }

    /** An empty tag has no form in line protocol: it is left out. */
    private static void tag(StringBuilder head, String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        head.append(',').append(name).append('=');
        String kept = stored(value);
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            if (c == ',' || c == '=' || c == ' ') {
                head.append('\\');
            }
            head.append(c);
        }
    }

    /** One line, with its line feed. */
    public void write(int tag, long stampMs, double value, int quality, StringBuilder out) {
        out.append(heads[tag]);
        if (Quality.isUsable(quality) && Double.isFinite(value)) {
            out.append("v=").append(NumberOutput.toString(value, true)).append(',');
        }
        out.append("q=").append(quality).append("i ").append(stampMs).append('\n');
    }
}
