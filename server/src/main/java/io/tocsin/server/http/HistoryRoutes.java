package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmState;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.server.past.Filter;
import io.tocsin.server.past.History;
import io.tocsin.server.past.HistoryUnavailable;
import io.tocsin.server.past.Search;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What signed-in people may look up of what is over. */
final class HistoryRoutes {
    private static final int ITEMS = 100;
    private static final int ITEMS_MAX = 1_000;
    private static final int TEXT_CHARS_MAX = 200;
    private static final List<String> PARAMETERS = parameters();

    private final EngineView engine;

    HistoryRoutes(EngineView engine) {
        this.engine = engine;
    }

    private static List<String> parameters() {
        List<String> names = new ArrayList<>(List.of("from", "to", "q", "limit", "cursor"));
        Stream.of(Filter.values()).map(Filter::parameter).forEach(names::add);
        return List.copyOf(names);
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/alarms/history", this::search);
        routes.get("/api/v1/occurrences", ctx -> occurrence(ctx, Parameters.required(ctx, "id")));
        routes.get("/api/v1/occurrences/{occurrenceId}", ctx -> occurrence(ctx, ctx.pathParam("occurrenceId")));
    }

    private static HistoryJson json(Context ctx) {
        return new HistoryJson(Guard.session(ctx).role().seesPlates());
    }

    private void search(Context ctx) {
        Parameters.only(ctx, PARAMETERS);
        try {
            History.Page page = engine.history().search(asked(ctx));
            Answers.json(ctx, json(ctx).page(page));
        } catch (HistoryUnavailable e) {
            throw unavailable(e);
        }
    }

    private void occurrence(Context ctx, String id) {
        try {
            History.Whole whole = engine.history()
                    .occurrence(id)
                    .filter(found ->
                            Guard.session(ctx).scope().sees(found.occurrence().enterprise()))
                    .orElseThrow(() ->
                            new Refused(Refused.Code.UNKNOWN, "Expected an occurrence of the history, was " + id));
            Answers.json(ctx, json(ctx).whole(whole));
        } catch (HistoryUnavailable e) {
            throw unavailable(e);
        }
    }

    private static Refused unavailable(HistoryUnavailable reason) {
        return new Refused(Refused.Code.NO_HISTORY, String.valueOf(reason.getMessage()));
    }

    private Search asked(Context ctx) throws HistoryUnavailable {
        long fromMs = Parameters.time(ctx, "from", 0);
        long toMs = Parameters.time(ctx, "to", Long.MAX_VALUE);
        if (fromMs >= toMs) {
            throw notUnderstood("expected \"from\" before \"to\"");
        }
        int limit = (int) Parameters.whole(ctx, "limit", ITEMS, 1, ITEMS_MAX);
        Search search = new Search(
                fromMs,
                toMs,
                filters(ctx),
                text(ctx),
                after(ctx),
                limit,
                Guard.session(ctx).scope().enterprises());
        if (!search.text().isEmpty() && !search.hasWords()) {
            throw notUnderstood("expected letters or digits in \"q\", was " + search.text());
        }
        return search;
    }

    private Map<Filter, String> filters(Context ctx) throws HistoryUnavailable {
        Map<Filter, String> filters = new EnumMap<>(Filter.class);
        for (Filter filter : Filter.values()) {
            String value = ctx.queryParam(filter.parameter());
            if (value != null) {
                requireKnown(ctx, filter, value);
                filters.put(filter, value);
            }
        }
        return filters;
    }

    /** What never was must not look as if nothing had happened to it. */
    private void requireKnown(Context ctx, Filter filter, String value) throws HistoryUnavailable {
        switch (filter) {
            case STATE -> Parameters.oneOf(ctx, filter.parameter(), AlarmState.values());
            case PRIORITY -> Parameters.oneOf(ctx, filter.parameter(), Priority.values());
            case TYPE -> Parameters.oneOf(ctx, filter.parameter(), AlarmEvent.Type.values());
            case TAG, ENTERPRISE -> requireKnown(filter, value);
            case ALARM, OPERATOR -> {}
        }
    }

    private void requireKnown(Filter filter, String value) throws HistoryUnavailable {
        List<String> named = named(filter);
        if (!named.contains(value) && !engine.history().knows(filter, value)) {
            throw notUnderstood("expected \"" + filter.parameter() + "\" of the site or of its history, was " + value
                    + Parameters.nearest(value, named));
        }
    }

    private List<String> named(Filter filter) {
        Values values = engine.values();
        if (values == null) {
            return List.of();
        }
        return filter == Filter.TAG
                ? values.site().tags().stream().map(Tag::id).toList()
                : values.site().enterprises().stream().map(Site.Enterprise::id).toList();
    }

    private static String text(Context ctx) {
        String text = ctx.queryParam("q");
        if (text != null && text.length() > TEXT_CHARS_MAX) {
            throw notUnderstood("expected \"q\" of at most " + TEXT_CHARS_MAX + " characters, was " + text.length());
        }
        return text == null ? "" : text;
    }

    private static Search.@Nullable After after(Context ctx) {
        String cursor = ctx.queryParam("cursor");
        return cursor == null
                ? null
                : Search.After.of(cursor)
                        .orElseThrow(() -> notUnderstood("expected \"cursor\" as \"next\" gave it, was " + cursor));
    }

    private static Refused notUnderstood(String detail) {
        return new Refused(Refused.Code.NOT_UNDERSTOOD, detail);
    }
}
