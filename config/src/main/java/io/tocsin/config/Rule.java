package io.tocsin.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several points say together.
 *
 * @param id unique in the site
 * @param inputs ids of tags, by the names that the rule gives them
 * @param alarm how it rings; null where it is only a name for other rules and for {@code when}
 */
public record Rule(
        String id,
        SortedMap<String, String> inputs,
        Logic logic,
        long onDelayMs,
        long offDelayMs,
        @Nullable Alarm alarm) {
    public Rule {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /**
     * How a rule rings.
     *
     * @param condition its name in records, in capitals as PRE_HH
     * @param enterprise whose it is; null where its inputs belong to several
     * @param when id of the rule without which it is suppressed by design; null for always
     */
    public record Alarm(
            String condition,
            Priority priority,
            Text message,
            @Nullable String enterprise,
            @Nullable String tank,
            @Nullable String area,
            @Nullable String when,
            Tag.Said said) {}

    /** The id of its alarm. */
    public String alarmId() {
        return "rule:" + id;
    }

    /** How other rules' expressions name a rule of that id: what no identifier may hold is {@code _}. */
    static String name(String id) {
        String name = id.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }
}
