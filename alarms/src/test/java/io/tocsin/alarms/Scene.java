package io.tocsin.alarms;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small park at nine in the morning, to tell stories of: a control room and its lead, another enterprise, a level with all
 * its limits, a gas detector, and eleven more points. After each step all that is due by then has happened.
 */
final class Scene {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    private static final long NINE = Instant.parse("2027-01-15T09:00:00Z").toEpochMilli();

    private static final String PARK = """
            park: {id: p, zone: UTC}
            shifts: ["08:00", "20:00"]
            enterprises: [{id: e1}, {id: e2}]
            gateways: [{id: g1, enterprise: e1, timeout: GATEWAY}, {id: g2, enterprise: e2, timeout: GATEWAY}, {id: g3, enterprise: e2, timeout: GATEWAY}]
            hazards: [{id: HZ, enterprise: e1, people: 10}]
            tanks: [{id: T, enterprise: e1, hazard: HZ, geometry: {shape: sphere, diameter: 20}, maxFill: 1}]
            positions:
              - {id: room, enterprise: e1, escalatesTo: lead}
              - {id: lead}
              - {id: other, enterprise: e2}
            """;
    private static final String RULES = """
            classes: [{id: again, reAlarm: 1h}, {id: quiet, acknowledge: false}]
            classOf: [{match: {tags: P1}, class: again}, {match: {tags: P2}, class: quiet}]
            responsibility:
              - {match: {enterprises: e2}, position: other}
              - {match: all, position: room, informed: [lead]}
            suppression: [{while: "P3:H", suppress: {tags: [P4, P5]}}]
            shelving: {longest: 8h, most: 2, confirmWithin: 10m}
            """;

    private static final List<String> POINTS =
            List.of("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11");

    private final Site site;
    private final Recorder out = new Recorder();
    private Engine engine;
    private long now = NINE;
    private int requests;
    private String operator = "li";
    private Role role = Role.SUPERVISOR;
    private List<String> positions = List.of("room");

    Scene(Path folder) {
        this(folder, "2d", "3d");
    }

    /**
     * @param gatewayTimeout after which a silent gateway is offline
     * @param staleTimeout after which a silent tag is stale
     */
    Scene(Path folder, String gatewayTimeout, String staleTimeout) {
        site = read(folder, gatewayTimeout, staleTimeout);
        engine = new Engine(site, out);
        engine.input(new Input.Started(now));
        engine.input(new Input.Drained(now));
    }

    private static Site read(Path folder, String gatewayTimeout, String staleTimeout) {
        try {
            Files.writeString(folder.resolve("park.yaml"), PARK.replace("GATEWAY", gatewayTimeout));
            Files.writeString(folder.resolve("rules.yaml"), RULES);
            Files.writeString(folder.resolve("tags.yaml"), tags().replace("STALE", staleTimeout));
            SiteReader.Result result = SiteReader.read(folder, Map.of());
            return result.site()
                    .orElseThrow(() ->
                            new AssertionError(String.valueOf(result.problems().get(0))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String tags() {
        StringBuilder text = new StringBuilder("""
                tags:
                  - {tag: L, metric: LEVEL, unit: m, tank: T, gateway: g1, enterprise: e1, stale: {timeout: STALE},
                     limits: {CH: 14, HH: 13, H: 12, L: 2, LL: 1}}
                  - {tag: G, metric: GAS, unit: "%LEL", tank: T, gateway: g1, enterprise: e1, stale: {timeout: STALE},
                     limits: {GAS_L1: 25, GAS_L2: 50}}
                  - {tag: Q, metric: LEVEL, gateway: g2, enterprise: e2, stale: {timeout: STALE}, limits: {H: 10}}
                """);
        for (String tag : POINTS) {
            text.append("  - {tag: ")
                    .append(tag)
                    .append(
                            ", gateway: g1, enterprise: e1, stale: {timeout: STALE}, limits: {H: {value: 10, priority: HIGH}}}\n");
        }
        return text.toString();
    }

    // ---- who --------------------------------------------------------------------------------------------------------

    Scene by(String name, String... holding) {
        operator = name;
        positions = List.of(holding);
        return this;
    }

    Scene as(Role other) {
        role = other;
        return this;
    }

    // ---- what happens -----------------------------------------------------------------------------------------------

    /** A good sample, a second later. */
    Scene value(String tag, double value) {
        after(1_000);
        engine.sample(index(tag), now, value, 0, now);
        return this;
    }

    /** A bad sample, a second later. */
    Scene bad(String tag) {
        after(1_000);
        engine.sample(index(tag), now, Double.NaN, io.tocsin.rules.Quality.BAD.code(), now);
        return this;
    }

    private int index(String tag) {
        for (int i = 0; i < site.tags().size(); i++) {
            if (site.tags().get(i).id().equals(tag)) {
                return i;
            }
        }
        throw new IllegalStateException("expected a tag of the scene, was " + tag);
    }

    /** Time goes on, and all that is due in it happens. */
    Scene after(long ms) {
        long until = now + ms;
        while (engine.nextDueMs() <= until) {
            engine.input(new Input.Tick(engine.nextDueMs()));
        }
        now = until;
        engine.input(new Input.Tick(now));
        return this;
    }

    Scene gateway(String id, boolean online) {
        after(1_000);
        engine.input(new Input.GatewayStatus(id, online, now, now));
        return this;
    }

    /** Something of a gateway comes in every half minute, whatever it is worth. */
    Scene signsOfLife(String id, long forMs) {
        for (long until = now + forMs; now < until; ) {
            after(MINUTE / 2);
            engine.heard(id, now);
        }
        return this;
    }

    Scene clockSet(long deltaMs) {
        now += deltaMs;
        engine.input(new Input.ClockAdjusted(deltaMs, now));
        return this;
    }

    /** Another process goes on from a snapshot. */
    Scene restarted() {
        byte[] snapshot = engine.snapshot();
        engine = new Engine(site, out);
        engine.restore(snapshot, io.tocsin.config.GateLists.EMPTY);
        return this;
    }

    // ---- what people ask for ----------------------------------------------------------------------------------------

    /** Null where it was carried out. */
    @Nullable
    Reason ask(Verb verb, String alarm, @Nullable String comment, Details details) {
        return ask(verb, alarm, occurrence(alarm), comment, details);
    }

    @Nullable
    Reason ask(Verb verb, String alarm, @Nullable String occurrence, @Nullable String comment, Details details) {
        after(1_000);
        requests++;
        Input.Principal who = new Input.Principal(operator, "console", role, List.of(), positions);
        engine.input(new Input.Command(verb, "r" + requests, alarm, occurrence, who, comment, details, now));
        return out.reply().reason();
    }

    @Nullable
    Reason acknowledge(String alarm) {
        return ask(Verb.ACKNOWLEDGE, alarm, null, Details.NONE);
    }

    @Nullable
    Reason reset(String alarm) {
        return ask(Verb.RESET, alarm, null, Details.NONE);
    }

    @Nullable
    Reason shelve(String alarm, @Nullable String why, long forMs) {
        return ask(Verb.SHELVE, alarm, why, new Details(now + 1_000 + forMs, false, null, null, null, null));
    }

    @Nullable
    Reason confirm(String alarm) {
        return ask(Verb.SHELVE, alarm, null, new Details(-1, false, "r" + requests, null, null, null));
    }

    @Nullable
    Reason removeFromService(String alarm, long forMs) {
        return ask(
                Verb.REMOVE_FROM_SERVICE,
                alarm,
                "broken",
                new Details(now + 1_000 + forMs, false, null, "order 7", null, null));
    }

    @Nullable
    Reason window(@Nullable String tag, @Nullable String tank, long forMs) {
        Input.Window window = new Input.Window(Input.Work.MAINTENANCE, tag, tank, 0);
        return ask(
                Verb.OPEN_WINDOW,
                "",
                null,
                "works",
                new Details(now + 1_000 + forMs, false, null, "permit 7", null, window));
    }

    Reply reply() {
        return out.reply();
    }

    // ---- what is to be seen -----------------------------------------------------------------------------------------

    long now() {
        return now;
    }

    AlarmStatus status(String alarm) {
        return engine.statuses().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected something to be known of " + alarm));
    }

    AlarmState state(String alarm) {
        return status(alarm).state();
    }

    List<Suppression> flags(String alarm) {
        return status(alarm).people().suppressed().flags();
    }

    private @Nullable String occurrence(String alarm) {
        return engine.statuses().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .map(AlarmStatus::occurrenceId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The events of an alarm since it was asked last, those that people were told of with a bell. */
    List<String> heard(String... alarms) {
        List<String> said = new ArrayList<>();
        for (AlarmEvent event : out.events) {
            if (alarms.length == 0
                    || List.of(alarms).contains(event.definition().id())) {
                said.add((event.told().annunciated() ? "♪ " : "")
                        + (alarms.length == 1 ? "" : event.definition().id() + " ")
                        + event.type());
            }
        }
        out.events.clear();
        return said;
    }

    List<AlarmEvent> events() {
        return out.events;
    }

    Warning warning(Warning.Subject subject) {
        return engine.warnings().stream()
                .filter(warning -> warning.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    List<OpenWindow> windows() {
        return engine.windows();
    }
}
