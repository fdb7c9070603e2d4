package io.tocsin.server.past;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the history, newest first.
 *
 * @param fromMs raised at or after
 * @param toMs raised before
 * @param text words that must all be there; empty = any
 * @param after where the page before ended; null = from the newest
 * @param limit at most so many
 * @param enterprises of these alone; none = of the whole park
 */
public record Search(
        long fromMs,
        long toMs,
        Map<Filter, String> filters,
        String text,
        @Nullable After after,
        int limit,
        List<String> enterprises) {
    public Search {
        filters = Map.copyOf(filters);
        enterprises = List.copyOf(enterprises);
    }

    /** Of the whole park. */
    public Search(long fromMs, long toMs, Map<Filter, String> filters, String text, @Nullable After after, int limit) {
        this(fromMs, toMs, filters, text, after, limit, List.of());
    }

    /**
     * The last of a page: the next one begins behind it, whatever has come since.
     *
     * @param seq sequence of its first event in the log, the same after a rebuild
     */
    public record After(long raisedMs, long seq) {
        private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})\\.([0-9]{1,18})");

        /** What a request carries; nobody reads it but {@link #of}. */
        public String cursor() {
            byte[] bytes = (raisedMs + "." + seq).getBytes(StandardCharsets.US_ASCII);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        /** Empty where it is none of ours. */
        public static Optional<After> of(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                Matcher form = FORM.matcher(text);
                return form.matches()
                        ? Optional.of(new After(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** False where the text holds nothing that could be searched for. */
    public boolean hasWords() {
        return !Words.question(text).isEmpty();
    }

    /** One more than the limit, to know whether there is another page. */
    List<PastOccurrence> ask(Handle handle) {
        Query query = handle.createQuery(sql());
        query.bind("from", fromMs).bind("to", toMs).bind("limit", limit + 1);
        filters.forEach((filter, value) -> query.bind(filter.parameter(), value));
        if (!enterprises.isEmpty()) {
            query.bindList("enterprises", enterprises);
        }
        if (!text.isEmpty()) {
            query.bind("words", Words.question(text));
        }
        if (after != null) {
            query.bind("raised", after.raisedMs()).bind("seq", after.seq());
        }
        return query.map((row, context) -> PastOccurrence.of(row)).list();
    }

    /** Made of our own words only: what was asked is bound. */
    private String sql() {
        List<String> conditions = new ArrayList<>();
        conditions.add("o.raised_ms >= :from AND o.raised_ms < :to");
        for (Filter filter : Filter.values()) {
            String value = filters.get(filter);
            if (value != null) {
                conditions.add(filter.condition(value));
            }
        }
        if (!enterprises.isEmpty()) {
            conditions.add("o.enterprise IN (<enterprises>)");
        }
        if (!text.isEmpty()) {
            conditions.add("o.seq IN (SELECT w.rowid FROM words w WHERE w.text MATCH :words)");
        }
        if (after != null) {
            conditions.add("(o.raised_ms, o.seq) < (:raised, :seq)");
        }
        return "SELECT o.* FROM occurrence o WHERE " + String.join(" AND ", conditions)
                + " ORDER BY o.raised_ms DESC, o.seq DESC LIMIT :limit";
    }
}
