package io.tocsin.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Suppression;
import io.tocsin.config.AlarmKind;
import io.tocsin.config.Annunciation;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Response;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.server.events.Json;
import io.tocsin.server.picture.EngineView;
import io.tocsin.server.picture.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What stands of every alarm, with what there is to know and do. */
final class AlarmRoutes {
    private static final List<String> PARAMETERS =
            List.of("id", "state", "priority", "enterprise", "position", "suppression", "open");
    /** A filter for alarms of which people are told. */
    private static final String NOT_SUPPRESSED = "NONE";

    private final EngineView engine;

    AlarmRoutes(EngineView engine) {
        this.engine = engine;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/alarms", this::alarms);
    }

    private void alarms(Context ctx) {
        Parameters.only(ctx, PARAMETERS);
        Views views = Views.of(Guard.session(ctx));
        Sight sight = views.sight(engine.values());
        String state = Parameters.oneOf(ctx, "state", AlarmState.values());
        String priority = Parameters.oneOf(ctx, "priority", Priority.values());
        String suppression = Parameters.oneOf(ctx, "suppression", suppressions());
        boolean open = "true".equals(Parameters.oneOf(ctx, "open", new String[] {"true", "false"}));
        List<AlarmStatus> all = engine.alarms();
        Stream<AlarmStatus> found = sight.alarms(all).stream()
                .filter(alarm -> isAsked(ctx, "id", alarm.definition().id()))
                .filter(alarm -> isAsked(ctx, "enterprise", alarm.definition().enterprise()))
                .filter(alarm -> isAsked(ctx, "position", alarm.people().position()))
                .filter(alarm -> state == null || state.equals(alarm.state().name()))
                .filter(alarm -> priority == null
                        || priority.equals(alarm.definition().priority().name()))
                .filter(alarm -> suppression == null || isSuppressed(alarm, suppression))
                .filter(alarm -> !open || alarm.state() != AlarmState.NORMAL);
        Views.Item<AlarmStatus> marked = views.marked(engine.marks());
        Beside beside = new Beside(engine.values(), new Staleness(all));
        Answers.json(ctx, Views.list("alarms", found.toList(), (json, alarm) -> {
            marked.write(json, alarm);
            beside.write(json, alarm);
        }));
    }

    private static Object[] suppressions() {
        return Stream.concat(Stream.of(Suppression.values()).map(Enum::name), Stream.of(NOT_SUPPRESSED))
                .toArray();
    }

    private static boolean isAsked(Context ctx, String name, @Nullable String has) {
        String asked = ctx.queryParam(name);
        return asked == null || asked.equals(has);
    }

    private static boolean isSuppressed(AlarmStatus alarm, String asked) {
        List<Suppression> flags = alarm.people().suppressed().flags();
        return asked.equals(NOT_SUPPRESSED) ? flags.isEmpty() : flags.contains(Suppression.valueOf(asked));
    }

    /** What is known of an alarm beside its state. */
    private static final class Beside {
        private final @Nullable Values values;
        private final Staleness staleness;
        private final Map<String, Integer> indexes = new LinkedHashMap<>();

        Beside(@Nullable Values values, Staleness staleness) {
            this.values = values;
            this.staleness = staleness;
            List<Tag> tags = values == null ? List.of() : values.site().tags();
            for (int i = 0; i < tags.size(); i++) {
                indexes.put(tags.get(i).id(), i);
            }
        }

        void write(JsonGenerator json, AlarmStatus alarm) {
            Values now = values;
            Integer index =
                    indexes.get(Objects.requireNonNullElse(alarm.definition().tag(), ""));
            Json.time(json, "lastKnownTime", now == null || index == null ? -1 : staleness.lastKnownMs(now, index));
            StandingJson.response(
                    json,
                    now == null
                            ? Response.NONE
                            : response(now.site(), alarm.definition(), index == null ? null : tag(now, index)));
        }

        private static Tag tag(Values values, int index) {
            return values.site().tags().get(index);
        }

        private static Response response(Site site, Definition definition, @Nullable Tag tag) {
            Annunciation rules = site.annunciation();
            if (tag != null) {
                for (ConditionSpec spec : tag.conditions()) {
                    if (spec.condition().name().equals(definition.condition())) {
                        return rules.response(
                                AlarmKind.of(tag, spec),
                                tag.said(spec.condition()).response());
                    }
                }
            }
            return rules.response(
                    AlarmKind.of(
                            definition.id(),
                            definition.category(),
                            definition.enterprise(),
                            definition.condition(),
                            definition.priority()),
                    Response.NONE);
        }
    }
}
