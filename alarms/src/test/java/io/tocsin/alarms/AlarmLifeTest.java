package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Priority;
import io.tocsin.rules.Input;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Raised, acknowledged, returned, reset; who did it, when, and how it is numbered. */
class AlarmLifeTest {
    @Nested
    class Lives {
        @Test
        void raisedAcknowledgedReturned() {
            Bench bench = Bench.high().good(0, 12).acknowledge("li", 1000).good(2000, 5);
            assertThat(bench.out.said())
                    .containsExactly(
                            "T:H RAISED 0 -> UNACK_ACTIVE",
                            "T:H ACKNOWLEDGED 1000 -> ACK_ACTIVE",
                            "T:H CLEARED 2000 -> NORMAL");
        }

        @Test
        void returnedBeforeAnybodyLooked() {
            Bench bench = Bench.high().good(0, 12).good(1000, 5).acknowledge("li", 2000);
            assertThat(bench.out.said())
                    .containsExactly(
                            "T:H RAISED 0 -> UNACK_ACTIVE",
                            "T:H CLEARED 1000 -> UNACK_RTN",
                            "T:H ACKNOWLEDGED 2000 -> NORMAL");
        }

        @Test
        void latchedUntilAcknowledgedAndReset() {
            Bench bench = Bench.latching()
                    .good(0, 12)
                    .good(1000, 5)
                    .acknowledge("li", 2000)
                    .reset("wang", 3000);
            assertThat(bench.out.said())
                    .containsExactly(
                            "T:H RAISED 0 -> UNACK_ACTIVE",
                            "T:H CLEARED 1000 -> LATCHED_UNACK",
                            "T:H ACKNOWLEDGED 2000 -> LATCHED_ACK",
                            "T:H RESET 3000 -> NORMAL");
        }

        @Test
        void acknowledgedWhileItStoodItLatchesAcknowledged() {
            Bench bench = Bench.latching().good(0, 12).acknowledge("li", 1000).good(2000, 5);
            assertThat(bench.out.last().state()).isEqualTo(AlarmState.LATCHED_ACK);
        }

        @Test
        void aLatchedAlarmRaisesAgainAsANewOccurrence() {
            Bench bench = Bench.latching().good(0, 12).good(1000, 5).good(2000, 12);
            assertThat(bench.out.last().occurrenceId()).isEqualTo("park~T:H~2000");
            assertThat(bench.out.last().state()).isEqualTo(AlarmState.UNACK_ACTIVE);
            assertThat(bench.out.status().count()).isEqualTo(2);
        }

        @Test
        void anAlarmNeverRaisedHasNoStatus() {
            assertThat(Bench.high().good(0, 5).engine().statuses()).isEmpty();
        }
    }

    @Nested
    class Ids {
        @Test
        void anOccurrenceIsNamedBySiteAlarmAndRaiseTimeAndCountsItsTransitions() {
            Bench bench = Bench.high()
                    .good(1000, 12)
                    .acknowledge("li", 1500)
                    .good(2000, 5)
                    .good(3000, 12);
            assertThat(bench.out.events)
                    .extracting(AlarmEvent::eventId)
                    .containsExactly("park~T:H~1000.1", "park~T:H~1000.2", "park~T:H~1000.3", "park~T:H~3000.1");
        }

        @Test
        void theRaiseTimeIsTheEffectiveOne() {
            Bench bench = Bench.of(Sites.high(10, 5000, Priority.HIGH, false));
            bench.engine().sample(0, 1000, 12, 0, 4000);
            assertThat(bench.tick(60_000).out.last().occurrenceId()).isEqualTo("park~T:H~6000");
            assertThat(bench.out.last().onsetTimeMs()).isEqualTo(1000);
            assertThat(bench.out.last().recordedTimeMs()).isEqualTo(60_000);
        }

        @Test
        @DisplayName("An occurrence id is of site, alarm id and raise time, and a counter only if two share it")
        void twoRaisesAtOneTimeGetACounter() {
            assertThat(raisedThreeTimesAtOnce().events)
                    .filteredOn(event -> event.type() == AlarmEvent.Type.RAISED)
                    .extracting(AlarmEvent::occurrenceId)
                    .containsExactly("park~T:H~5000", "park~T:H~5000+1", "park~T:H~5000+2");
        }

        @Test
        @DisplayName("Ids are never from the wall clock: replay and retry give the same")
        void theSameOnReplay() {
            assertThat(raisedThreeTimesAtOnce().events).isEqualTo(raisedThreeTimesAtOnce().events);
        }

        /** Limits changed to and fro within one millisecond. */
        private Recorder raisedThreeTimesAtOnce() {
            Bench bench = Bench.high().good(5000, 12);
            for (int i = 0; i < 2; i++) {
                bench.changeTo(5000, Sites.high(15, 0, Priority.HIGH, false));
                bench.changeTo(5000, Sites.high(Priority.HIGH, false));
            }
            return bench.out;
        }

        @Test
        void aRaiseEarlierThanOneBeforeIsNeverTakenForIt() {
            Recorder out = new Recorder();
            Alarm alarm = new Alarm(Sites.setting(out), Sites.definition(Sites.high(Priority.HIGH, false)));
            for (long at : new long[] {190, 160, 190, 160}) {
                alarm.raise(new Alarm.Reading(at, at, 1, 0), List.of(), at);
                alarm.back(new Alarm.Reading(at, at, 1, 0), false, at);
            }
            assertThat(out.events).extracting(AlarmEvent::eventId).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Repeats {
        @Test
        void oneLineCountsTheRaisesThatNobodyAcknowledged() {
            AlarmStatus status = threeRaises().out.status();
            assertThat(status.count()).isEqualTo(3);
            assertThat(status.firstRaisedTimeMs()).isZero();
            assertThat(status.raisedTimeMs()).isEqualTo(4000);
        }

        @Test
        void acknowledgingTheCurrentOneSupersedesTheEarlierOnes() {
            Bench bench = threeRaises().acknowledge("li", 9000);
            List<AlarmEvent> said = bench.out.events.subList(5, 8);
            assertThat(said)
                    .extracting(AlarmEvent::eventId)
                    .containsExactly("park~T:H~4000.2", "park~T:H~0.3", "park~T:H~2000.3");
            assertThat(said)
                    .extracting(AlarmEvent::type)
                    .containsExactly(
                            AlarmEvent.Type.ACKNOWLEDGED, AlarmEvent.Type.SUPERSEDED, AlarmEvent.Type.SUPERSEDED);
            assertThat(said).extracting(AlarmEvent::onsetTimeMs).containsExactly(4000L, 0L, 2000L);
            assertThat(said).allSatisfy(event -> {
                assertThat(event.timeMs()).isEqualTo(9000);
                assertThat(event.command()).isNotNull();
                assertThat(event.state()).isEqualTo(AlarmState.ACK_ACTIVE);
            });
        }

        @Test
        void theStatusKeepsTheEventThatMadeItSo() {
            assertThat(threeRaises().acknowledge("li", 9000).out.status().eventId())
                    .isEqualTo("park~T:H~4000.2");
        }

        @Test
        void theNextRaiseCountsAnew() {
            AlarmStatus status = threeRaises()
                    .acknowledge("li", 9000)
                    .good(10_000, 5)
                    .good(11_000, 12)
                    .out
                    .status();
            assertThat(status.count()).isEqualTo(1);
            assertThat(status.firstRaisedTimeMs()).isEqualTo(11_000);
            assertThat(status.acknowledgedTimeMs()).isEqualTo(-1);
            assertThat(status.acknowledgedBy()).isNull();
        }

        @Test
        void anEarlierOccurrenceIsSupersededOnce() {
            Bench bench = threeRaises().acknowledge("li", 9000).good(10_000, 5).good(11_000, 12);
            bench.acknowledge("li", 12_000);
            assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.ACKNOWLEDGED);
        }

        private Bench threeRaises() {
            return Bench.high()
                    .good(0, 12)
                    .good(1000, 5)
                    .good(2000, 12)
                    .good(3000, 5)
                    .good(4000, 12);
        }
    }

    @Nested
    class Status {
        @Test
        void saysAllThatStands() {
            AlarmStatus status = Bench.high()
                    .good(1000, 12)
                    .acknowledge("li", 1500)
                    .good(2000, 5)
                    .out
                    .status();
            assertThat(status)
                    .isEqualTo(new AlarmStatus(
                            Sites.definition(Sites.high(Priority.HIGH, false)),
                            AlarmState.NORMAL,
                            "park~T:H~1000.3",
                            "park~T:H~1000",
                            1,
                            1000,
                            1000,
                            1000,
                            2000,
                            1500,
                            "li",
                            5,
                            0,
                            2000,
                            new AlarmStatus.People(
                                    Suppressed.NOT,
                                    1000,
                                    null,
                                    null,
                                    0,
                                    new Handling(Handling.State.CLOSED, false, null, null, null, 2000),
                                    List.of())));
        }

        @Test
        void isTheOneThatTheEngineShows() {
            Bench bench = Bench.high().good(1000, 12).acknowledge("li", 1500);
            assertThat(bench.engine().statuses()).containsExactly(bench.out.status());
        }

        @Test
        void aNewRaiseForgetsTheReturn() {
            assertThat(Bench.high()
                            .good(0, 12)
                            .good(1000, 5)
                            .good(2000, 12)
                            .out
                            .status()
                            .clearedTimeMs())
                    .isEqualTo(-1);
        }

        @Test
        void anEventSaysItsEvidence() {
            Bench bench = Bench.high();
            bench.engine().sample(0, 1000, 12.5, 1, 1200);
            AlarmEvent event = bench.out.last();
            assertThat(event.value()).isEqualTo(12.5);
            assertThat(event.quality()).isEqualTo(1);
            assertThat(event.timeMs()).isEqualTo(1000);
            assertThat(event.recordedTimeMs()).isEqualTo(1200);
            assertThat(event.cause()).isNull();
            assertThat(event.command()).isNull();
            assertThat(event.definition().limit()).isEqualTo(10);
        }

        @Test
        void anAcknowledgementSaysByWhom() {
            AlarmEvent event =
                    Bench.high().good(0, 12).acknowledge("li", 1000).out.last();
            assertThat(event.command())
                    .isNotNull()
                    .extracting(Input.Command::principal)
                    .isEqualTo(new Input.Principal("li", "console", Input.Role.SUPERVISOR));
        }
    }
}
