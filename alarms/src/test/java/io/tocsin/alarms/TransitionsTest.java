package io.tocsin.alarms;

import static io.tocsin.alarms.AlarmState.ACK_ACTIVE;
import static io.tocsin.alarms.AlarmState.LATCHED_ACK;
import static io.tocsin.alarms.AlarmState.LATCHED_UNACK;
import static io.tocsin.alarms.AlarmState.NORMAL;
import static io.tocsin.alarms.AlarmState.UNACK_ACTIVE;
import static io.tocsin.alarms.AlarmState.UNACK_RTN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.AlarmClass;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state meets every trigger; what is written here is the promise, not a copy of the code. */
class TransitionsTest {
    /**
     * In the order of {@link Trigger}: raise, return, return of a latching alarm, quiet return, acknowledge, reset, re-alarm,
     * reappear.
     */
    private static final Map<AlarmState, List<Object>> PROMISE = Map.of(
            NORMAL, List.of(UNACK_ACTIVE, "-", "-", "-", Reason.NOT_ACTIVE, Reason.NOT_LATCHED, "-", "-"),
            UNACK_ACTIVE, List.of("-", UNACK_RTN, LATCHED_UNACK, NORMAL, ACK_ACTIVE, Reason.STILL_ACTIVE, "-", "-"),
            ACK_ACTIVE,
                    List.of(
                            "-",
                            NORMAL,
                            LATCHED_ACK,
                            NORMAL,
                            Reason.ALREADY_ACKNOWLEDGED,
                            Reason.STILL_ACTIVE,
                            UNACK_ACTIVE,
                            UNACK_ACTIVE),
            UNACK_RTN, List.of(UNACK_ACTIVE, "-", "-", "-", NORMAL, Reason.NOT_LATCHED, "-", "-"),
            LATCHED_UNACK, List.of(UNACK_ACTIVE, "-", "-", "-", LATCHED_ACK, Reason.NOT_ACKNOWLEDGED, "-", "-"),
            LATCHED_ACK, List.of(UNACK_ACTIVE, "-", "-", "-", Reason.ALREADY_ACKNOWLEDGED, NORMAL, "-", "-"));

    private static final AlarmClass PROCESS = AlarmClass.PROCESS;
    private static final Definition PLAIN = definition(PROCESS, Priority.HIGH);
    private static final Definition LATCHING = definition(PROCESS.latching(true), Priority.HIGH);
    private static final Definition QUIET = definition(
            new AlarmClass("process", false, false, 0, false, AlarmClass.Shelving.ALLOWED, 0, 0), Priority.HIGH);

    private final Recorder out = new Recorder();
    private final Leaving leaving = new Leaving();
    private final Setting at = new Setting("park", Annunciation.NONE, this::now, new Deadlines(), leaving, out);
    private final Alarm alarm = new Alarm(at, PLAIN);
    private final CommandDesk desk = desk();
    private long now = 1000;

    private long now() {
        return now;
    }

    private static Definition definition(AlarmClass alarmClass, Priority priority) {
        ConditionSpec spec = new ConditionSpec.Limit(Condition.H, 10, 0, 0, 0, priority, alarmClass.latching(), false);
        Annunciation rules = new Annunciation(
                List.of(alarmClass),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Annunciation.Shelving.defaults(),
                Warnings.STANDARD);
        return Definition.of(Sites.tag("T", spec), spec, rules);
    }

    private CommandDesk desk() {
        Plan plan = new Plan(List.of());
        Windows windows = new Windows(plan, at.deadlines(), slot -> alarm);
        return new CommandDesk(Sites.site(List.of()), at, windows, new CommandDesk.Register() {
            @Override
            public Alarm find(String alarmId) {
                return alarm;
            }

            @Override
            public int shelved(@Nullable String position) {
                return 0;
            }

            @Override
            public void acknowledged(Alarm acknowledged, Input.Command command) {
                // It stands for no other.
            }
        });
    }

    private static Stream<Arguments> pairs() {
        return Arrays.stream(AlarmState.values())
                .flatMap(state -> Arrays.stream(Trigger.values()).map(trigger -> Arguments.of(state, trigger)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theTableKeepsThePromise(AlarmState state, Trigger trigger) {
        assertThat(written(Transitions.of(state, trigger))).isEqualTo(promised(state, trigger));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anAlarmDoesWhatTheTableSays(AlarmState state, Trigger trigger) {
        bringTo(state);
        boolean acknowledged = out.status().acknowledgedTimeMs() >= 0;
        int before = out.events.size();
        Object reply = pull(trigger);
        Object promised = promised(state, trigger);

        if (promised instanceof AlarmState to) {
            assertThat(alarm.state()).isEqualTo(to);
            assertThat(out.events).hasSize(before + 1);
            assertThat(out.last().state()).isEqualTo(to);
        } else {
            assertThat(alarm.state()).isEqualTo(state);
            assertThat(out.events).hasSize(before);
        }
        if (promised instanceof Reason reason) {
            boolean again = trigger == Trigger.ACKNOWLEDGE && acknowledged;
            assertThat(reply).isEqualTo(again ? Reason.ALREADY_ACKNOWLEDGED : reason);
        } else {
            assertThat(reply).isEqualTo("accepted");
        }
    }

    @Test
    @DisplayName("Every pair of state and trigger is listed and taken")
    void everyPairIsTaken() {
        Set<String> taken = new LinkedHashSet<>();
        pairs().map(Arguments::get).forEach(pair -> {
            TransitionsTest fresh = new TransitionsTest();
            fresh.bringTo((AlarmState) pair[0]);
            assertThat(fresh.alarm.state()).isEqualTo(pair[0]);
            fresh.pull((Trigger) pair[1]);
            taken.add(pair[0] + " " + pair[1]);
        });
        assertThat(taken).hasSize(AlarmState.values().length * Trigger.values().length);
        assertThat(PROMISE.keySet()).containsExactlyInAnyOrder(AlarmState.values());
        assertThat(PROMISE.values()).allSatisfy(row -> assertThat(row).hasSize(Trigger.values().length));
    }

    @Test
    @DisplayName("Every other pair is ignored, or rejected with a reason")
    void aReasonIsAskedForOnlyWhereThereIsOne() {
        assertThatThrownBy(() -> Transitions.reason(NORMAL, Trigger.RAISE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a refusal, was state=NORMAL trigger=RAISE");
    }

    @Test
    void codesOfStatesAreStable() {
        assertThat(List.of(NORMAL, UNACK_ACTIVE, ACK_ACTIVE, UNACK_RTN, LATCHED_UNACK, LATCHED_ACK))
                .extracting(AlarmState::code)
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(Arrays.stream(AlarmState.values()).filter(AlarmState::isActive))
                .containsExactly(UNACK_ACTIVE, ACK_ACTIVE);
    }

    private static Object promised(AlarmState state, Trigger trigger) {
        return PROMISE.getOrDefault(state, List.of())
                .get(List.of(Trigger.values()).indexOf(trigger));
    }

    private static Object written(Transitions.Outcome outcome) {
        if (outcome instanceof Transitions.Outcome.To to) {
            return to.state();
        }
        return outcome instanceof Transitions.Outcome.Refused refused ? refused.reason() : "-";
    }

    private void bringTo(AlarmState state) {
        pull(Trigger.RAISE);
        switch (state) {
            case NORMAL -> pull(Trigger.ACKNOWLEDGE, Trigger.RETURN);
            case UNACK_ACTIVE -> {}
            case ACK_ACTIVE -> pull(Trigger.ACKNOWLEDGE);
            case UNACK_RTN -> pull(Trigger.RETURN);
            case LATCHED_UNACK -> pull(Trigger.RETURN_LATCHING);
            case LATCHED_ACK -> pull(Trigger.RETURN_LATCHING, Trigger.ACKNOWLEDGE);
        }
    }

    private void pull(Trigger first, Trigger second) {
        pull(first);
        pull(second);
    }

    /** What the reply says, "accepted" where there is none to give. */
    private Object pull(Trigger trigger) {
        now += 1000;
        Alarm.Reading reading = new Alarm.Reading(now, now, 1, 0);
        switch (trigger) {
            case RAISE -> alarm.raise(reading, List.of(), now);
            case RETURN, RETURN_LATCHING, RETURN_QUIET -> {
                alarm.goOn(at, definitionFor(trigger), now);
                alarm.back(reading, false, now);
            }
            case REALARM -> alarm.goOn(at, definition(PROCESS, Priority.CRITICAL), now);
            case REAPPEAR -> reappear();
            case ACKNOWLEDGE -> {
                return command(Input.Verb.ACKNOWLEDGE);
            }
            case RESET -> {
                return command(Input.Verb.RESET);
            }
        }
        return "accepted";
    }

    private static Definition definitionFor(Trigger trigger) {
        return switch (trigger) {
            case RETURN -> PLAIN;
            case RETURN_LATCHING -> LATCHING;
            default -> QUIET;
        };
    }

    /** Somebody put it aside, and it comes back; both are said, whatever they make of its state. */
    private void reappear() {
        List<AlarmEvent> before = List.copyOf(out.events);
        alarm.suppress("other", false, now);
        alarm.unsuppress("other", false, false, now);
        leaving.flush("park");
        AlarmState to = alarm.state();
        out.events.removeIf(event -> !before.contains(event) && event.state() != to);
        if (out.events.size() > before.size() && before.get(before.size() - 1).state() == to) {
            out.events.retainAll(before);
        }
    }

    private Object command(Input.Verb verb) {
        String occurrence = alarm.status().occurrenceId();
        desk.take(Bench.command(verb, "", "T:H", occurrence, "li", now));
        Reason reason = out.reply().reason();
        return reason == null ? "accepted" : reason;
    }
}
