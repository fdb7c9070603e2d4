package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.NaiveAlarms.Limit;
import io.tocsin.config.AlarmClass;
import io.tocsin.config.AlarmMatch;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.GateLists;
import io.tocsin.config.Position;
import io.tocsin.config.Priority;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.Input.Command;
import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Operators at random - who may and who may not, late, twice, both at once, through reloads and restarts - beside a
 * reading of the rules that is as naive as can be. {@code -Dseeds=20000} for the long run, {@code -DfirstSeed=N} for one.
 */
class OperatorsTest {
    private static final long MINUTE = NaiveAlarms.MINUTE;
    private static final long HOUR = NaiveAlarms.HOUR;
    private static final long START_MS = 1_800_000_000_000L;
    private static final int STEPS = 120;
    private static final int SHOWN = 12;

    private static final Limit PLAIN = new Limit("A", "H", 10, false, false, false, true, false, 0);
    private static final List<Limit> LIMITS = List.of(
            PLAIN,
            new Limit("B", "HH", 20, true, false, true, true, false, 0),
            new Limit("B", "H", 10, false, false, false, true, false, 0),
            new Limit("C", "GAS_L1", 10, false, true, true, true, false, 0),
            new Limit("C", "GAS_L2", 20, true, true, true, true, false, 0),
            new Limit("D", "H", 10, false, true, true, true, true, 0),
            new Limit("E", "H", 10, false, false, false, true, false, HOUR),
            new Limit("F", "H", 10, false, false, false, false, false, 0));
    private static final List<String> TAGS = List.of("A", "B", "C", "D", "E", "F");
    private static final Site NARROW = site(10);
    private static final Site WIDE = site(12);

    /** What people asked for, and what they were answered. */
    private final Map<Verb, Integer> carriedOut = new TreeMap<>();

    private final Map<Verb, Integer> refused = new TreeMap<>();
    private final Map<Reason, Integer> reasons = new TreeMap<>();

    @Test
    void doWhatThePlainReadingOfTheRulesSays() {
        long first = Long.getLong("firstSeed", 1);
        long seeds = Long.getLong("seeds", 200);
        for (long seed = first; seed < first + seeds; seed++) {
            Run run = new Run(seed);
            try {
                run.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("firstSeed=" + seed + "\n  " + String.join("\n  ", run.last), e);
            }
        }
        if (seeds >= 200) {
            assertThat(carriedOut.keySet()).containsAll(verbs());
            assertThat(refused.keySet()).containsAll(verbs());
        }
        System.out.println(
                "seeds=" + seeds + " carriedOut=" + carriedOut + " refused=" + refused + " reasons=" + reasons);
    }

    private static List<Verb> verbs() {
        List<Verb> all = new ArrayList<>(List.of(Verb.values()));
        all.remove(Verb.HAND_OVER);
        return all;
    }

    // ---- one run ----------------------------------------------------------------------------------------------------

    private final class Run {
        final Deque<String> last = new ArrayDeque<>();
        private final Random random;
        private final Recorder out = new Recorder();
        private final NaiveAlarms naive = new NaiveAlarms(LIMITS);
        private final List<Command> sent = new ArrayList<>();
        private Engine engine = new Engine(NARROW, out);
        private boolean wide;
        private long now = START_MS;
        private int requests;
        /** Waits for a second person. */
        private @Nullable Command asked;

        Run(long seed) {
            random = new Random(seed);
            engine.input(new Input.Started(now));
            engine.input(new Input.Drained(now));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                int kind = random.nextInt(100);
                timePasses();
                if (kind < 35) {
                    sample();
                } else if (kind < 95) {
                    ask(command());
                } else if (kind < 97) {
                    reload();
                } else {
                    restart();
                }
                compare();
            }
            nothingIsLost();
        }

        private void note(String what) {
            last.add(what);
            if (last.size() > SHOWN) {
                last.remove();
            }
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        /** Seldom long; never so that two things are due at one moment. */
        private void timePasses() {
            long span = switch (random.nextInt(20)) {
                case 0 -> random.nextInt((int) (10 * HOUR));
                case 1, 2, 3 -> random.nextInt((int) (40 * MINUTE));
                default -> random.nextInt((int) MINUTE);
            };
            now += 1 + span;
            while (engine.nextDueMs() <= now) {
                engine.input(new Input.Tick(engine.nextDueMs()));
            }
            engine.input(new Input.Tick(now));
            naive.until(now);
        }

        private void sample() {
            String tag = any(TAGS);
            double value = any(List.of(5.0, 5.0, 11.0, 15.0, 25.0));
            note(now + " " + tag + " " + value);
            engine.sample(TAGS.indexOf(tag), now, value, 0, now);
            naive.value(tag, value, now);
        }

        private void reload() {
            wide = !wide;
            note(now + " reload, the limit of A is " + limitOfA());
            engine = new Engine(site(), engine, now, out);
            naive.configured("A:H", limitOfA(), now);
        }

        private double limitOfA() {
            return wide ? 12 : 10;
        }

        private Site site() {
            return wide ? WIDE : NARROW;
        }

        private void restart() {
            note(now + " restart");
            byte[] snapshot = engine.snapshot();
            engine = new Engine(site(), out);
            engine.restore(snapshot, GateLists.EMPTY);
        }

        // ---- commands -----------------------------------------------------------------------------------------------

        private Command command() {
            if (asked != null && random.nextInt(3) > 0) {
                return confirming(asked);
            }
            if (!sent.isEmpty() && random.nextInt(12) == 0) {
                return again(any(sent));
            }
            requests++;
            Verb verb = any(verbs());
            String request = "r" + requests;
            if (verb == Verb.OPEN_WINDOW) {
                Input.Window window =
                        new Input.Window(Input.Work.CALIBRATION, any(List.of("A", "B", "E", "Z")), null, 0);
                return new Command(verb, request, "", null, who(), comment(), details(window), now);
            }
            if (verb == Verb.CLOSE_WINDOW) {
                String window = "window:" + (random.nextInt(4) == 0 ? "r" + requests : opened());
                return new Command(verb, request, window, null, who(), comment(), Details.NONE, now);
            }
            String alarm = random.nextInt(40) == 0 ? "A:L" : any(LIMITS).id();
            NaiveAlarms.Line line = naive.lines().get(alarm);
            if (line != null && random.nextBoolean()) {
                verb = fitting(line);
            }
            return new Command(verb, request, alarm, occurrence(alarm), who(), comment(), details(null), now);
        }

        private String opened() {
            List<OpenWindow> windows = engine.windows();
            return windows.isEmpty() ? "none" : any(windows).id();
        }

        /** What somebody would ask for who looks at the list. */
        private Verb fitting(NaiveAlarms.Line line) {
            List<Verb> all = new ArrayList<>(List.of(Verb.ACKNOWLEDGE));
            switch (line.state()) {
                case LATCHED_ACK -> all.add(Verb.RESET);
                case NORMAL -> all.add(Verb.CLOSE);
                default -> all.add(Verb.HANDLE);
            }
            line.flags()
                    .forEach(flag -> all.add(
                            switch (flag) {
                                case OUT_OF_SERVICE -> Verb.RETURN_TO_SERVICE;
                                case SUPPRESSED_BY_DESIGN -> Verb.UNSUPPRESS;
                                case SHELVED -> Verb.UNSHELVE;
                            }));
            return any(all);
        }

        /** A repeat, or another command under the same request id; a second person's confirmation. */
        private Command again(Command before) {
            if (before.verb() == Verb.SHELVE && random.nextBoolean()) {
                return confirming(before);
            }
            Input.Principal by = random.nextBoolean() ? before.principal() : who();
            return new Command(
                    before.verb(),
                    before.requestId(),
                    before.alarmId(),
                    before.occurrenceId(),
                    by,
                    before.comment(),
                    before.details(),
                    now);
        }

        private Command confirming(Command before) {
            requests++;
            asked = null;
            Details confirms = new Details(-1, false, before.requestId(), null, null, null);
            return new Command(Verb.SHELVE, "r" + requests, before.alarmId(), null, who(), null, confirms, now);
        }

        private Input.Principal who() {
            return switch (random.nextInt(30)) {
                case 0 -> new Input.Principal("vera", "console", Role.VIEWER, List.of(), List.of("room"));
                case 1 -> new Input.Principal("zhao", "kafka", Role.SUPERVISOR, List.of(), List.of("other"));
                case 2 -> new Input.Principal("qian", "console", Role.SUPERVISOR, List.of("e2"), List.of("room"));
                case 3 -> new Input.Principal(" ", "kafka", Role.OPERATOR, List.of(), List.of("room"));
                case 4 -> new Input.Principal("sun", "console", Role.ENGINEER, List.of("e1"), List.of());
                case 5, 6, 7, 8, 9, 10, 11, 12 ->
                    new Input.Principal("wang", "kafka", Role.OPERATOR, List.of("e1"), List.of("room"));
                default -> new Input.Principal("li", "console", Role.SUPERVISOR, List.of(), List.of("room"));
            };
        }

        private @Nullable String comment() {
            return random.nextInt(8) == 0 ? any(List.of("", " ")) : "why";
        }

        private Details details(Input.@Nullable Window window) {
            long until = switch (random.nextInt(10)) {
                case 0 -> -1;
                case 1 -> now - 1;
                case 2 -> now + 12 * HOUR + random.nextInt((int) HOUR);
                case 3 -> now + 31 * 24 * HOUR;
                default -> now + MINUTE + random.nextInt((int) (3 * HOUR));
            };
            return new Details(
                    until,
                    random.nextInt(6) == 0,
                    null,
                    random.nextInt(5) == 0 ? null : "permit",
                    random.nextInt(5) == 0 ? null : "chen",
                    window);
        }

        /** The current one for most; sometimes none, an older one, or one that never was. */
        private @Nullable String occurrence(String alarm) {
            List<String> all = out.events.stream()
                    .filter(event -> event.definition().id().equals(alarm)
                            && !event.occurrenceId().isEmpty())
                    .map(AlarmEvent::occurrenceId)
                    .distinct()
                    .toList();
            return switch (random.nextInt(10)) {
                case 0 -> null;
                case 1 -> "p~" + alarm + "~1";
                case 2 -> all.isEmpty() ? null : any(all);
                default -> all.isEmpty() ? null : all.get(all.size() - 1);
            };
        }

        private void ask(Command command) {
            sent.add(command);
            List<AlarmStatus> before = engine.statuses();
            int told = out.events.size();
            engine.input(command);
            Reply reply = out.reply();
            Reason expected = naive.ask(command);
            note(now + " " + command.principal().operator() + " " + command.verb() + " " + command.requestId() + " "
                    + command.alarmId() + " " + command.occurrenceId() + " -> " + reply.reason());
            assertThat(reply.reason()).as("answer to " + command).isEqualTo(expected);
            if (!reply.accepted()) {
                assertThat(engine.statuses())
                        .as("a refused command changes nothing")
                        .isEqualTo(before);
                assertThat(out.events).as("a refused command says nothing").hasSize(told);
            }
            if (sent.stream()
                            .filter(each -> each.requestId().equals(command.requestId()))
                            .count()
                    > 1) {
                assertThat(out.events)
                        .as("a repeated command has no second effect")
                        .hasSize(told);
            }
            asked = reply.reason() == Reason.SECOND_PERSON_NEEDED ? command : asked;
            (reply.accepted() ? carriedOut : refused).merge(command.verb(), 1, Integer::sum);
            if (reply.reason() != null) {
                reasons.merge(reply.reason(), 1, Integer::sum);
            }
        }

        // ---- what must agree ----------------------------------------------------------------------------------------

        private void compare() {
            Set<String> known = new TreeSet<>();
            for (AlarmStatus status : engine.statuses()) {
                String id = status.definition().id();
                known.add(id);
                NaiveAlarms.Line line = Objects.requireNonNull(naive.lines().get(id));
                String what = now + " " + id;
                assertThat(status.state()).as("state of " + what).isEqualTo(line.state());
                assertThat(status.people().suppressed().flags())
                        .as("flags of " + what)
                        .isEqualTo(line.flags());
                if (line.current == null) {
                    continue;
                }
                assertThat(status.occurrenceId()).as("occurrence of " + what).isEqualTo(line.current.id);
                assertThat(status.acknowledgedBy())
                        .as("who acknowledged " + what)
                        .isEqualTo(line.by);
                assertThat(status.count()).as("count of " + what).isEqualTo(line.count);
                Handling handling = Objects.requireNonNull(status.people().handling());
                assertThat(handling.state().name()).as("handling of " + what).isEqualTo(line.handling());
            }
            naive.lines().forEach((id, line) -> {
                if (!known.contains(id)) {
                    assertThat(line.state()).as(id).isEqualTo(AlarmState.NORMAL);
                }
            });
        }

        /** Every raise is in the record, every occurrence counts its events without a gap, and no id comes twice. */
        private void nothingIsLost() {
            Map<String, Integer> raised = new TreeMap<>();
            Map<String, Integer> numbers = new TreeMap<>();
            for (AlarmEvent event : out.events) {
                String id = event.eventId();
                int dot = id.lastIndexOf('.');
                int number = numbers.merge(id.substring(0, dot), 1, Integer::sum);
                assertThat(id.substring(dot + 1)).as(id).isEqualTo(String.valueOf(number));
                if (event.type() == AlarmEvent.Type.RAISED) {
                    raised.merge(event.definition().id(), 1, Integer::sum);
                }
            }
            naive.lines()
                    .forEach((id, line) -> assertThat(raised.getOrDefault(id, 0))
                            .as("raises of " + id)
                            .isEqualTo(line.raised));
        }
    }

    // ---- the site ---------------------------------------------------------------------------------------------------

    private static Site site(double limitOfA) {
        List<Tag> tags = TAGS.stream().map(tag -> tag(tag, limitOfA)).toList();
        Annunciation rules = new Annunciation(
                List.of(
                        new AlarmClass("plain", true, false, 0, false, AlarmClass.Shelving.ALLOWED, 0, 0),
                        new AlarmClass("severe", true, false, 0, true, AlarmClass.Shelving.ALLOWED, 0, 0),
                        new AlarmClass("latch", true, true, 0, true, AlarmClass.Shelving.ALLOWED, 0, 0),
                        new AlarmClass("two", true, true, 0, true, AlarmClass.Shelving.SECOND_PERSON, 0, 0),
                        new AlarmClass("again", true, false, HOUR, false, AlarmClass.Shelving.ALLOWED, 0, 0),
                        new AlarmClass("quiet", false, false, 0, false, AlarmClass.Shelving.ALLOWED, 0, 0)),
                List.of(
                        of("plain", "A", ""),
                        of("severe", "B", "HH"),
                        of("plain", "B", "H"),
                        of("latch", "C", ""),
                        of("two", "D", ""),
                        of("again", "E", ""),
                        of("quiet", "F", "")),
                List.of(new Position("room", Text.of("Room"), "e1", null, List.of())),
                List.of(new Annunciation.Responsible(AlarmMatch.ANY, "room", List.of())),
                List.of(),
                List.of(),
                new Annunciation.Shelving(8 * HOUR, 2, 10 * MINUTE, List.of(LocalTime.of(8, 0), LocalTime.of(20, 0))),
                Warnings.STANDARD);
        return new Site(
                new Site.Park("p", Text.of("Park"), ZoneOffset.UTC),
                List.of(new Site.Enterprise("e1", Text.of("One"))),
                List.of(),
                List.of(),
                tags,
                Site.Ground.NONE,
                Closure.NONE,
                rules,
                Settings.defaults(),
                "hash " + limitOfA);
    }

    private static Annunciation.ClassOf of(String alarmClass, String tag, String condition) {
        List<String> conditions = condition.isEmpty() ? List.of() : List.of(condition);
        return new Annunciation.ClassOf(
                new AlarmMatch(
                        List.of(tag), List.of(), List.of(), List.of(), List.of(), conditions, List.of(), List.of()),
                alarmClass);
    }

    private static Tag tag(String id, double limitOfA) {
        List<ConditionSpec> conditions = new ArrayList<>();
        for (Limit limit : LIMITS) {
            if (limit.tag().equals(id)) {
                conditions.add(new ConditionSpec.Limit(
                        Condition.valueOf(limit.condition()),
                        limit.id().equals("A:H") ? limitOfA : limit.value(),
                        0,
                        0,
                        0,
                        limit.critical() ? Priority.CRITICAL : Priority.HIGH,
                        false,
                        false));
            }
        }
        return new Tag(id, "VALUE", null, null, 0, 300_000, "e1", null, null, null, new TreeMap<>(), conditions);
    }
}
