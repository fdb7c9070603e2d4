package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a command may do, and what it is answered. */
class CommandTest {
    private static final String FIRST = "park~T:H~0";

    private static Input.Command acknowledge(String requestId, String alarm, @Nullable String occurrence, long nowMs) {
        return Bench.command(Input.Verb.ACKNOWLEDGE, requestId, alarm, occurrence, "li", nowMs);
    }

    private static @Nullable Reason reason(Bench bench) {
        return bench.out.reply().reason();
    }

    @Nested
    class Answers {
        @Test
        void anAcceptedCommandIsAnsweredOnce() {
            Bench bench = Bench.high().good(0, 12).acknowledge("li", 1000);
            assertThat(bench.out.replies).hasSize(1);
            assertThat(bench.out.reply().accepted()).isTrue();
        }

        @Test
        void aSecondAcknowledgeIsToldByWhomAndWhen() {
            Bench bench = Bench.high().good(0, 12).acknowledge("li", 1000).acknowledge("wang", 2000);
            assertThat(reason(bench)).isEqualTo(Reason.ALREADY_ACKNOWLEDGED);
            assertThat(bench.out.reply().by()).isEqualTo("li");
            assertThat(bench.out.reply().atMs()).isEqualTo(1000);
            assertThat(bench.out.events).hasSize(2);
        }

        @Test
        void aSecondAcknowledgeIsToldSoAfterTheReturnToo() {
            Bench bench = Bench.high()
                    .good(0, 12)
                    .acknowledge("li", 1000)
                    .good(2000, 5)
                    .acknowledge("wang", 3000);
            assertThat(reason(bench)).isEqualTo(Reason.ALREADY_ACKNOWLEDGED);
            assertThat(bench.out.reply().by()).isEqualTo("li");
        }

        @Test
        void aLateAcknowledgeCannotClearANewerAlarm() {
            Bench bench = Bench.high().good(0, 12).good(1000, 5).good(2000, 12).acknowledge("li", FIRST, 3000);
            assertThat(reason(bench)).isEqualTo(Reason.NOT_CURRENT);
            assertThat(bench.out.status().state()).isEqualTo(AlarmState.UNACK_ACTIVE);
        }

        @Test
        void aCommandMustNameTheOccurrence() {
            assertThat(reason(Bench.high().good(0, 12).acknowledge("li", null, 1000)))
                    .isEqualTo(Reason.OCCURRENCE_MISSING);
            assertThat(reason(Bench.high().good(0, 12).acknowledge("li", "", 1000)))
                    .isEqualTo(Reason.OCCURRENCE_MISSING);
        }

        @Test
        void aCommandMustNameAnOperator() {
            Bench bench = Bench.high().good(0, 12).acknowledge(" ", 1000);
            assertThat(reason(bench)).isEqualTo(Reason.OPERATOR_MISSING);
            assertThat(bench.out.events).hasSize(1);
        }

        @Test
        void anAlarmThatTheSiteDoesNotHaveIsUnknown() {
            for (String alarm : new String[] {"T:HH", "T:", "T", "", "U:H", "gateway:G:OFFLINE", "T:H:H"}) {
                Bench bench = Bench.high().input(acknowledge("r", alarm, FIRST, 1000));
                assertThat(reason(bench)).as(alarm).isEqualTo(Reason.UNKNOWN_ALARM);
            }
        }

        @Test
        void anAlarmThatWasNeverRaisedIsNotActiveAndNotLatched() {
            Bench bench = Bench.high().input(acknowledge("r", "T:H", FIRST, 1000));
            assertThat(reason(bench)).isEqualTo(Reason.NOT_ACTIVE);
            bench.input(Bench.command(Input.Verb.RESET, "s", "T:H", FIRST, "li", 1000));
            assertThat(reason(bench)).isEqualTo(Reason.NOT_LATCHED);
        }

        @Test
        void aResetIsRefusedWhileTheConditionStands() {
            assertThat(reason(Bench.latching().good(0, 12).reset("li", 1000))).isEqualTo(Reason.STILL_ACTIVE);
        }

        @Test
        void aResetIsRefusedBeforeTheAcknowledgement() {
            assertThat(reason(Bench.latching().good(0, 12).good(1000, 5).reset("li", 2000)))
                    .isEqualTo(Reason.NOT_ACKNOWLEDGED);
        }

        @Test
        void aResetIsRefusedWhereNothingIsLatched() {
            assertThat(reason(Bench.high().good(0, 12).good(1000, 5).reset("li", 2000)))
                    .isEqualTo(Reason.NOT_LATCHED);
        }

        @Test
        void aTimerDueBeforeACommandFiresBeforeIt() {
            Bench bench = Bench.of(Sites.high(10, 5000, io.tocsin.config.Priority.HIGH, false))
                    .good(0, 12);
            bench.input(acknowledge("r", "T:H", "park~T:H~5000", 5000));
            assertThat(bench.out.said())
                    .containsExactly("T:H RAISED 5000 -> UNACK_ACTIVE", "T:H ACKNOWLEDGED 5000 -> ACK_ACTIVE");
        }
    }

    @Nested
    class Requests {
        @Test
        void aRepeatedRequestIsAppliedOnceAndAnsweredTheSame() {
            Bench bench = Bench.high().good(0, 12);
            bench.input(acknowledge("r", "T:H", FIRST, 1000)).input(acknowledge("r", "T:H", FIRST, 2000));
            assertThat(bench.out.events).hasSize(2);
            assertThat(bench.out.replies).hasSize(2);
            assertThat(bench.out.replies.get(1)).isEqualTo(bench.out.replies.get(0));
        }

        @Test
        void aRepeatedRefusalStaysARefusalThoughItWouldPassNow() {
            Bench bench = Bench.high().input(acknowledge("r", "T:H", FIRST, 0)).good(0, 12);
            bench.input(acknowledge("r", "T:H", FIRST, 1000));
            assertThat(reason(bench)).isEqualTo(Reason.NOT_ACTIVE);
            assertThat(bench.out.status().state()).isEqualTo(AlarmState.UNACK_ACTIVE);
        }

        @Test
        void anotherCommandUnderTheSameRequestIdIsRefusedNotSwallowed() {
            Bench bench = Bench.latching().good(0, 12).input(acknowledge("1", "T:H", FIRST, 1000));
            bench.input(Bench.command(Input.Verb.ACKNOWLEDGE, "1", "T:H", FIRST, "wang", 2000));
            assertThat(reason(bench)).isEqualTo(Reason.REQUEST_ID_TAKEN);
            bench.good(3000, 5).input(Bench.command(Input.Verb.RESET, "1", "T:H", FIRST, "li", 4000));
            assertThat(reason(bench)).isEqualTo(Reason.REQUEST_ID_TAKEN);
            assertThat(bench.out.status().state()).isEqualTo(AlarmState.LATCHED_ACK);
        }

        @Test
        void withoutARequestIdEachCommandStandsForItself() {
            Bench bench = Bench.high().good(0, 12);
            bench.input(acknowledge("", "T:H", FIRST, 1000)).input(acknowledge("", "T:H", FIRST, 2000));
            assertThat(reason(bench)).isEqualTo(Reason.ALREADY_ACKNOWLEDGED);
        }

        @Test
        void requestsAreRememberedThroughAConfigurationChange() {
            Bench bench = Bench.high().good(0, 12).input(acknowledge("r", "T:H", FIRST, 1000));
            bench.changeTo(2000, Sites.high(io.tocsin.config.Priority.HIGH, false));
            bench.input(acknowledge("r", "T:H", FIRST, 3000));
            assertThat(bench.out.reply().accepted()).isTrue();
            assertThat(bench.out.events).hasSize(2);
        }

        @Test
        void theOldestRequestsAreForgotten() {
            Bench bench =
                    Bench.high().input(acknowledge("oldest", "T:H", FIRST, 0)).good(0, 12);
            for (int i = 0; i < CommandDesk.REMEMBERED; i++) {
                bench.input(acknowledge("r" + i, "T:H", "other", 1000));
            }
            bench.input(acknowledge("oldest", "T:H", FIRST, 2000));
            assertThat(bench.out.reply().accepted()).isTrue();
        }
    }
}
