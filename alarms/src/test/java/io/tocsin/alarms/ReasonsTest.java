package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.AlarmClass;
import io.tocsin.config.AlarmMatch;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Position;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every reason for a refusal can be met, and none of them changes anything. */
class ReasonsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    /** Noon in UTC, eight hours before the end of the shift. */
    private static final long NOON = 12 * HOUR;

    private final Recorder out = new Recorder();
    private final Engine engine = new Engine(site(), out);
    private final Set<Reason> met = EnumSet.noneOf(Reason.class);
    private int requests;
    private long now = NOON;
    private Role role = Role.SUPERVISOR;
    private String operator = "li";
    private List<String> positions = List.of("room");
    private List<String> enterprises = List.of("e1");

    private static Site site() {
        Annunciation rules = new Annunciation(
                List.of(new AlarmClass("never", true, false, 0, false, AlarmClass.Shelving.FORBIDDEN, 0, 0)),
                List.of(new Annunciation.ClassOf(conditions("STATE"), "never")),
                List.of(new Position("room", Text.of("Room"), "e1", null, List.of())),
                List.of(new Annunciation.Responsible(AlarmMatch.ANY, "room", List.of())),
                List.of(),
                List.of(),
                new Annunciation.Shelving(10 * HOUR, 1, 10 * MINUTE, List.of(LocalTime.of(8, 0), LocalTime.of(20, 0))),
                Warnings.STANDARD);
        return new Site(
                new Site.Park("park", Text.of("Park"), ZoneOffset.UTC),
                List.of(new Site.Enterprise("e1", Text.of("One"))),
                List.of(),
                List.of(),
                List.of(
                        tag("T", limit(Condition.H, Priority.HIGH, false)),
                        tag("U", limit(Condition.HH, Priority.CRITICAL, true)),
                        tag("V", limit(Condition.H, Priority.LOW, false)),
                        tag("S", new ConditionSpec.State(List.of(1.0), 0, 0, Priority.HIGH, false, false))),
                Site.Ground.NONE,
                Closure.NONE,
                rules,
                Settings.defaults(),
                "hash");
    }

    private static AlarmMatch conditions(String condition) {
        return new AlarmMatch(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(condition), List.of(), List.of());
    }

    private static ConditionSpec limit(Condition condition, Priority priority, boolean latching) {
        return new ConditionSpec.Limit(condition, 10, 0, 0, 0, priority, latching, false);
    }

    private static Tag tag(String id, ConditionSpec spec) {
        return new Tag(id, "LEVEL", "m", null, 0, 300_000, "e1", null, null, null, new TreeMap<>(), List.of(spec));
    }

    private void value(int tag, double value) {
        now += 1000;
        engine.sample(tag, now, value, 0, now);
    }

    private @Nullable Reason ask(
            Verb verb, String alarm, @Nullable String occurrence, @Nullable String comment, Details details) {
        requests++;
        return ask("r" + requests, verb, alarm, occurrence, comment, details);
    }

    private @Nullable Reason ask(
            String request,
            Verb verb,
            String alarm,
            @Nullable String occurrence,
            @Nullable String comment,
            Details details) {
        now += 1000;
        List<AlarmStatus> before = engine.statuses();
        Input.Principal who = new Input.Principal(operator, "console", role, enterprises, positions);
        engine.input(new Input.Command(verb, request, alarm, occurrence, who, comment, details, now));
        @Nullable Reason reason = out.reply().reason();
        if (!out.reply().accepted()) {
            assertThat(engine.statuses()).as("after %s", reason).isEqualTo(before);
        }
        if (reason != null) {
            met.add(reason);
        }
        return reason;
    }

    private @Nullable Reason ask(Verb verb, String alarm) {
        return ask(verb, alarm, occurrence(alarm), null, Details.NONE);
    }

    private @Nullable Reason say(Verb verb, String alarm, String comment) {
        return ask(verb, alarm, occurrence(alarm), comment, Details.NONE);
    }

    private @Nullable String occurrence(String alarm) {
        return engine.statuses().stream()
                .filter(status -> status.definition().id().equals(alarm))
                .map(AlarmStatus::occurrenceId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private @Nullable Reason shelve(String alarm, @Nullable String reason, long untilMs) {
        return ask(Verb.SHELVE, alarm, null, reason, new Details(untilMs, false, null, null, null, null));
    }

    private static Details until(long untilMs, @Nullable String authorisation) {
        return new Details(untilMs, false, null, authorisation, null, null);
    }

    private static Details window(@Nullable String tank, @Nullable String tag, long untilMs) {
        Input.Window window = new Input.Window(Input.Work.CALIBRATION, tag, tank, 0);
        return new Details(untilMs, false, null, "permit 7", null, window);
    }

    @Test
    void everyReasonCanBeMet() {
        whoMayNot();
        acknowledging();
        shelving();
        suppressing();
        handling();
        windowsAndPositions();
        Set<Reason> never = EnumSet.allOf(Reason.class);
        never.removeAll(met);
        assertThat(never).isEmpty();
    }

    private void whoMayNot() {
        ask(Verb.ACKNOWLEDGE, "nothing:H");
        value(0, 12);
        operator = " ";
        ask(Verb.ACKNOWLEDGE, "T:H");
        operator = "li";
        role = Role.VIEWER;
        ask(Verb.ACKNOWLEDGE, "T:H");
        role = Role.SUPERVISOR;
        enterprises = List.of("e2");
        ask(Verb.ACKNOWLEDGE, "T:H");
        enterprises = List.of();
        positions = List.of();
        ask(Verb.ACKNOWLEDGE, "T:H");
        positions = List.of("room");
    }

    private void acknowledging() {
        ask(Verb.ACKNOWLEDGE, "V:H");
        ask(Verb.RESET, "V:H");
        ask(Verb.ACKNOWLEDGE, "T:H", null, null, Details.NONE);
        ask(Verb.ACKNOWLEDGE, "T:H", "park~T:H~1", null, Details.NONE);
        value(1, 12);
        ask(Verb.RESET, "U:HH");
        value(1, 5);
        ask(Verb.RESET, "U:HH");
        ask("again", Verb.ACKNOWLEDGE, "U:HH", occurrence("U:HH"), null, Details.NONE);
        ask("again", Verb.RESET, "U:HH", occurrence("U:HH"), null, Details.NONE);
        assertThat(ask(Verb.ACKNOWLEDGE, "U:HH")).isEqualTo(Reason.ALREADY_ACKNOWLEDGED);
        assertThat(out.reply().by()).isEqualTo("li");
        assertThat(ask(Verb.RESET, "U:HH")).isNull();
    }

    private void shelving() {
        shelve("T:H", " ", now + HOUR);
        shelve("T:H", "known", -1);
        shelve("T:H", "known", now);
        shelve("T:H", "known", now + 11 * HOUR);
        shelve("T:H", "known", now + 9 * HOUR);
        shelve("S:STATE", "known", now + HOUR);
        ask(Verb.UNSHELVE, "T:H");
        long until = now + HOUR;
        assertThat(shelve("U:HH", "known", until)).isEqualTo(Reason.SECOND_PERSON_NEEDED);
        assertThat(out.reply().accepted()).isTrue();
        String asked = "r" + requests;
        Details confirms = new Details(-1, false, asked, null, null, null);
        assertThat(ask(Verb.SHELVE, "U:HH", null, null, confirms)).isEqualTo(Reason.SAME_PERSON);
        operator = "wang";
        Details other = new Details(-1, false, "other", null, null, null);
        assertThat(ask(Verb.SHELVE, "U:HH", null, null, other)).isEqualTo(Reason.NOTHING_TO_CONFIRM);
        assertThat(ask(Verb.SHELVE, "U:HH", null, null, confirms)).isNull();
        assertThat(shelve("T:H", "one too many", until)).isEqualTo(Reason.TOO_MANY_SHELVED);
        assertThat(shelve("U:HH", "again", until)).isEqualTo(Reason.ALREADY_SHELVED);
    }

    private void suppressing() {
        ask(Verb.UNSUPPRESS, "T:H");
        ask(Verb.RETURN_TO_SERVICE, "T:H");
        ask(Verb.REMOVE_FROM_SERVICE, "T:H", null, "broken", until(now + HOUR, null));
        assertThat(ask(Verb.REMOVE_FROM_SERVICE, "T:H", null, "broken", until(now + HOUR, "order 1")))
                .isNull();
        ask(Verb.REMOVE_FROM_SERVICE, "T:H", null, "broken", until(now + HOUR, "order 1"));
        assertThat(ask(Verb.SUPPRESS, "T:H", null, "known", until(now + HOUR, null)))
                .isNull();
        ask(Verb.SUPPRESS, "T:H", null, "known", until(now + HOUR, null));
    }

    private void handling() {
        ask(Verb.ASSIGN, "U:HH");
        say(Verb.CLOSE, "U:HH", "done");
        assertThat(say(Verb.HANDLE, "U:HH", "valve closed")).isNull();
        assertThat(say(Verb.CLOSE, "U:HH", "done")).isNull();
        assertThat(say(Verb.CLOSE, "U:HH", "done")).isEqualTo(Reason.ALREADY_CLOSED);
    }

    private void windowsAndPositions() {
        ask(Verb.OPEN_WINDOW, "", null, "works", window("no tank", null, now + HOUR));
        assertThat(ask(Verb.OPEN_WINDOW, "", null, "works", window(null, "V", now + HOUR)))
                .isNull();
        ask(Verb.CLOSE_WINDOW, "window:none", null, null, Details.NONE);
        ask(Verb.HAND_OVER, "position:none", null, null, Details.NONE);
        assertThat(ask(Verb.HAND_OVER, "position:room", null, "all calm", Details.NONE))
                .isNull();
        assertThat(engine.watches()).containsExactly(new HandOver("room", "wang", null, "all calm", now));
    }
}
