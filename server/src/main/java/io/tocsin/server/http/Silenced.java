package io.tocsin.server.http;

import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.OpenWindow;
import io.tocsin.alarms.Suppressed;
import io.tocsin.server.events.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** All that people are not told of, and until when: the list that must never be forgotten. */
record Silenced(List<AlarmStatus> alarms, List<OpenWindow> windows, long nowMs) {
    /** What the engine writes as the cause where a person suppressed an alarm by hand. */
    private static final String BY_HAND = "operator";

    /** How many of each kind; the same as long as nothing changes. */
    record Counts(long outOfService, long byDesign, long manual, long shelved, long asked, long windows) {
        void write(JsonGenerator json) {
            json.writeNumberProperty("outOfService", outOfService);
            json.writeNumberProperty("byDesign", byDesign);
            json.writeNumberProperty("manual", manual);
            json.writeNumberProperty("shelved", shelved);
            json.writeNumberProperty("asked", asked);
            json.writeNumberProperty("windows", windows);
        }
    }

    private static Suppressed of(AlarmStatus alarm) {
        return alarm.people().suppressed();
    }

    Counts counts() {
        return new Counts(
                outOfService().size(),
                alarms.stream().filter(alarm -> !causes(alarm).isEmpty()).count(),
                manual().size(),
                shelved().size(),
                asked().size(),
                windows.size());
    }

    private static List<String> causes(AlarmStatus alarm) {
        return of(alarm).byDesign().stream()
                .filter(cause -> !cause.equals(BY_HAND))
                .toList();
    }

    List<AlarmStatus> outOfService() {
        return alarms.stream().filter(alarm -> of(alarm).outOfService() != null).toList();
    }

    List<AlarmStatus> manual() {
        return alarms.stream().filter(alarm -> of(alarm).manual() != null).toList();
    }

    List<AlarmStatus> shelved() {
        return alarms.stream().filter(alarm -> of(alarm).shelved() != null).toList();
    }

    List<AlarmStatus> asked() {
        return alarms.stream().filter(alarm -> of(alarm).asked() != null).toList();
    }

    /** How many alarms each cause suppresses by design. */
    Map<String, Integer> byDesign() {
        Map<String, Integer> counts = new TreeMap<>();
        alarms.forEach(alarm -> causes(alarm).forEach(cause -> counts.merge(cause, 1, Integer::sum)));
        return counts;
    }

    void write(JsonGenerator json) {
        json.writeObjectPropertyStart("counts");
        counts().write(json);
        json.writeEndObject();
        list(json, "outOfService", outOfService(), alarm -> Silence.of(of(alarm).outOfService()));
        list(json, "manual", manual(), alarm -> Silence.of(of(alarm).manual()));
        list(json, "shelved", shelved(), alarm -> Silence.of(of(alarm).shelved()));
        list(json, "asked", asked(), alarm -> Silence.of(of(alarm).asked()));
        json.writeName("windows");
        Views.array(json, windows, this::window);
        json.writeName("byDesign");
        Views.array(json, List.copyOf(byDesign().entrySet()), (each, cause) -> {
            Json.string(each, "cause", cause.getKey());
            each.writeNumberProperty("alarms", cause.getValue().intValue());
        });
    }

    @FunctionalInterface
    private interface Why {
        Silence of(AlarmStatus alarm);
    }

    private void list(JsonGenerator json, String name, List<AlarmStatus> of, Why why) {
        json.writeName(name);
        Views.array(json, of, (each, alarm) -> {
            StandingJson.alarm(each, alarm);
            why.of(alarm).write(each, nowMs);
        });
    }

    void window(JsonGenerator json, OpenWindow open) {
        Json.string(json, "id", open.id());
        Json.string(json, "work", open.window().work().name());
        Json.string(json, "tag", open.window().tag());
        Json.string(json, "tank", open.window().tank());
        Json.time(json, "from", open.window().fromMs());
        Json.time(json, "until", open.untilMs());
        json.writeNumberProperty("remainingMs", Math.max(0, open.untilMs() - nowMs));
        Json.string(json, "by", open.by());
        Json.string(json, "reason", open.reason());
        Json.string(json, "authorisation", open.authorisation());
        json.writeBooleanProperty("begun", open.begun());
    }

    /**
     * Who keeps people from being told of an alarm, in one shape for all kinds.
     *
     * @param requestId what a second person confirms; null where none is waited for
     * @param expiresMs until when that is waited for; -1 where it is not
     */
    record Silence(
            String by,
            @Nullable String confirmedBy,
            @Nullable String authorisation,
            String reason,
            long sinceMs,
            long untilMs,
            boolean oneShot,
            @Nullable String requestId,
            long expiresMs) {
        static Silence of(Suppressed.@Nullable Removal nullable) {
            Suppressed.Removal it = Objects.requireNonNull(nullable);
            return new Silence(
                    it.by(), null, it.authorisation(), it.reason(), it.sinceMs(), it.untilMs(), false, null, -1);
        }

        static Silence of(Suppressed.@Nullable Shelf nullable) {
            Suppressed.Shelf it = Objects.requireNonNull(nullable);
            return new Silence(
                    it.by(), it.confirmedBy(), null, it.reason(), it.sinceMs(), it.untilMs(), it.oneShot(), null, -1);
        }

        static Silence of(Suppressed.@Nullable Asked nullable) {
            Suppressed.Asked it = Objects.requireNonNull(nullable);
            return new Silence(
                    it.by(), null, null, it.reason(), -1, it.untilMs(), it.oneShot(), it.requestId(), it.expiresMs());
        }

        void write(JsonGenerator json, long nowMs) {
            Json.string(json, "by", by);
            Json.string(json, "confirmedBy", confirmedBy);
            Json.string(json, "authorisation", authorisation);
            Json.string(json, "reason", reason);
            Json.time(json, "since", sinceMs);
            Json.time(json, "until", untilMs);
            json.writeNumberProperty("remainingMs", Math.max(0, untilMs - nowMs));
            json.writeBooleanProperty("oneShot", oneShot);
            Json.string(json, "requestId", requestId);
            Json.time(json, "expires", expiresMs);
        }
    }
}
