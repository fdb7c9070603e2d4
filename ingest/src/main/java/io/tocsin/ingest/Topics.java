package io.tocsin.ingest;

import io.tocsin.config.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of topics: {@code park/{park}/{company}/{gateway}/telemetry|status},
 * {@code park/{park}/gates/{gate}/passages}, {@code park/{park}/cameras/{camera}/events} and nothing else. Immutable.
 *
 * <p>A name is 1 to 64 characters out of ASCII letters, digits, {@code . _ -} and the common Chinese characters
 * (U+4E00 to U+9FFF). A fixed range and not {@code Character.isLetter}: that differs between Java versions.
 */
public final class Topics {
    private static final int NAME_CHARS_MAX = 64;
    private static final int PARTS = 5;
    private static final String GATES = "gates";
    private static final String CAMERAS = "cameras";

    private final String park;
    private final boolean anyPark;

    public Topics(Site site) {
        park = site.park().id();
        anyPark = park.equals(Site.UNNAMED);
    }

    /** What to subscribe to so that every topic of this grammar arrives. */
    public List<String> filters() {
        String prefix = "park/" + (anyPark ? "+" : park) + "/";
        return List.of(
                prefix + "+/+/telemetry",
                prefix + "+/+/status",
                prefix + GATES + "/+/passages",
                prefix + CAMERAS + "/+/events");
    }

    /** True where the site has no name: then any park's topics are heard. */
    public boolean isAnyPark() {
        return anyPark;
    }

    /** Where a gateway is told how much of what it sent is durable; only where the site has a name. */
    public String acked(String company, String gateway) {
        return "park/" + park + '/' + company + '/' + gateway + "/acked";
    }

    /** True where one of the {@link #filters} asks for this topic. */
    public boolean isAskedFor(String topic) {
        String[] parts = topic.split("/", PARTS + 1);
        return parts.length == PARTS
                && parts[0].equals("park")
                && (anyPark || parts[1].equals(park))
                && kind(parts[2], parts[4]) != null;
    }

    /** The shape of a topic that is heard here, for messages to people. */
    String grammar() {
        return "park/" + (anyPark ? "{park}" : park)
                + "/{company}/{gateway}/telemetry|status, .../gates/{gate}/passages or .../cameras/{camera}/events";
    }

    /** The meaning of a topic, or null where it has none here: another grammar, or another park. */
    public @Nullable Address parse(String topic) {
        String[] parts = topic.split("/", PARTS + 1);
        if (parts.length != PARTS || !parts[0].equals("park") || !isHeard(parts[1])) {
            return null;
        }
        Address.Kind kind = kind(parts[2], parts[4]);
        return kind == null || !isName(parts[2]) || !isName(parts[3]) ? null : new Address(kind, parts[2], parts[3]);
    }

    private boolean isHeard(String name) {
        return anyPark ? isName(name) : name.equals(park);
    }

    private static Address.@Nullable Kind kind(String owner, String word) {
        if (word.equals("telemetry")) {
            return Address.Kind.TELEMETRY;
        }
        if (word.equals("status")) {
            return Address.Kind.STATUS;
        }
        if (word.equals("passages") && owner.equals(GATES)) {
            return Address.Kind.PASSAGES;
        }
        return word.equals("events") && owner.equals(CAMERAS) ? Address.Kind.CAMERA_EVENTS : null;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= NAME_CHARS_MAX
                && name.chars().allMatch(Topics::isNameChar);
    }

    private static boolean isNameChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-'
                || (c >= 0x4E00 && c <= 0x9FFF);
    }
}
