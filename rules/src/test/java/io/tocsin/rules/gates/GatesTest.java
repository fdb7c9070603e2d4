package io.tocsin.rules.gates;

import static io.tocsin.rules.gates.Rig.HOUR;
import static io.tocsin.rules.gates.Rig.MINUTE;
import static io.tocsin.rules.gates.Rig.SECOND;
import static io.tocsin.rules.gates.Rig.banned;
import static io.tocsin.rules.gates.Rig.in;
import static io.tocsin.rules.gates.Rig.lists;
import static io.tocsin.rules.gates.Rig.off;
import static io.tocsin.rules.gates.Rig.out;
import static io.tocsin.rules.gates.Rig.registered;
import static io.tocsin.rules.gates.Rig.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.VehicleClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is a number; day 1 begins at T. */
class GatesTest {
    private static final long T = 100 * HOUR;
    private final Rig rig = new Rig();

    @Nested
    class Entry {
        @Test
        void hazmatAtTheGeneralGateWithoutReservationIsOneAlarmWithTwoReasons() {
            rig.hears(in("H1", "G2", T));
            assertThat(rig.alarms())
                    .containsExactly("+GATE_ENTRY s-H1 [WRONG_GATE, NO_RESERVATION] " + T + " HIGH G2 null");
            assertThat(rig.out.passages.get(0).reasons())
                    .containsExactly(GateReason.WRONG_GATE, GateReason.NO_RESERVATION);
            assertThat(rig.out.passages.get(0).reservation()).isFalse();
        }

        @Test
        void returnsWhenTheVehicleLeaves() {
            rig.hears(in("H1", "G2", T), out("H1", "G1", T + HOUR));
            assertThat(rig.alarms()).hasSize(2).last().isEqualTo("-GATE_ENTRY s-H1 " + (T + HOUR));
            assertThat(rig.inside()).isEmpty();
        }

        @Test
        void everySetOfReasonsStandsInTheirOrder() {
            GateLists ban = new GateLists(List.of(banned("H1"), banned("C1")), List.of());
            GateLists reserved = new GateLists(List.of(banned("H1")), List.of(reserved("H1", T)));
            assertThat(reasons(GateLists.EMPTY, in("H1", "G1", T))).isEqualTo("[NO_RESERVATION]");
            assertThat(reasons(GateLists.EMPTY, in("C1", "G1", T))).isEqualTo("[WRONG_GATE]");
            assertThat(reasons(GateLists.EMPTY, in("H1", "G2", T))).isEqualTo("[WRONG_GATE, NO_RESERVATION]");
            assertThat(reasons(ban, in("C1", "G2", T))).isEqualTo("[BLACKLISTED]");
            assertThat(reasons(ban, in("C1", "G1", T))).isEqualTo("[BLACKLISTED, WRONG_GATE]");
            assertThat(reasons(ban, in("H1", "G1", T))).isEqualTo("[BLACKLISTED, NO_RESERVATION]");
            assertThat(reasons(ban, in("H1", "G2", T))).isEqualTo("[BLACKLISTED, WRONG_GATE, NO_RESERVATION]");
            assertThat(reasons(reserved, in("H1", "G1", T))).isEqualTo("[BLACKLISTED]");
            assertThat(reasons(lists(reserved("H1", T)), in("H1", "G1", T))).isEqualTo("[]");
        }

        private String reasons(GateLists lists, Rig.Pass pass) {
            Rig fresh = new Rig().lists(lists, 0).hears(pass);
            assertThat(fresh.out.raises)
                    .hasSize(fresh.out.passages.get(0).reasons().isEmpty() ? 0 : 1)
                    .allSatisfy(raise -> assertThat(raise.reasons())
                            .isEqualTo(fresh.out.passages.get(0).reasons()));
            return fresh.out.passages.get(0).reasons().toString();
        }

        @Test
        void hasTheHighestPriorityOfItsReasons() {
            rig.lists(lists(banned("H1")), 0).hears(in("H1", "G2", T), in("H2", "G2", T));
            assertThat(rig.out.raises)
                    .extracting(GateRaise::priority)
                    .containsExactly(Priority.CRITICAL, Priority.HIGH);
        }

        @Test
        void aRuleThatIsOffSaysNothing() {
            Rig quiet = new Rig(off()).lists(lists(banned("H1")), 0);
            quiet.hears(in("H1", "G2", T), in("H1", "G1", T + MINUTE)).tick(T + 100 * HOUR);
            assertThat(quiet.alarms()).isEmpty();
            assertThat(quiet.verdicts()).containsExactly(Verdict.JUDGED, Verdict.JUDGED);
        }

        @Test
        void rescueMayPassEverywhereWithoutReservationUnlessItIsBanned() {
            Rig strict = new Rig(new GateRules(
                    0,
                    90,
                    new GateRules.Judged(Priority.HIGH),
                    new GateRules.Judged(Priority.HIGH),
                    new GateRules.Reserved(List.of(VehicleClass.values()), HOUR, Priority.HIGH),
                    null,
                    null));
            strict.lists(lists(banned("R2")), 0);
            strict.hears(
                    in("R1", "G1", T),
                    out("R1", "G2", T + HOUR),
                    in("R2", "G1", T).as(VehicleClass.RESCUE));
            assertThat(strict.alarms()).containsExactly("+GATE_ENTRY s-R2 [BLACKLISTED] " + T + " HIGH G1 null");
        }

        @Test
        void theRegistersClassGoesBeforeTheCameras() {
            rig.lists(lists(registered("H1", VehicleClass.TRUCK)), 0)
                    .hears(in("H1", "G2", T).withHazardPlate());
            assertThat(rig.alarms()).isEmpty();
            assertThat(rig.out.passages.get(0).vehicleClass()).isEqualTo(VehicleClass.TRUCK);
        }

        @Test
        void aHazardPlateMakesAnUnregisteredVehicleHazmat() {
            rig.lists(lists(registered("X2", VehicleClass.UNKNOWN)), 0);
            rig.hears(in("C1", "G2", T).withHazardPlate(), in("X2", "G2", T).withHazardPlate());
            assertThat(rig.out.raises).extracting(GateRaise::subject).containsExactly("s-C1", "s-X2");
            assertThat(rig.out.raises).extracting(GateRaise::enterprise).containsExactly(null, "E2");
        }

        @Test
        void anUnknownVehicleMayPassOnlyWhereAllMay() {
            rig.hears(in("X1", "G2", T), in("X2", "G3", T));
            assertThat(rig.out.raises).extracting(GateRaise::subject).containsExactly("s-X1");
        }

        @Test
        void theWrongGateOnTheWayOutIsRaisedAndOverAtOnce() {
            rig.lists(lists(reserved("H1", T)), 0).hears(in("H1", "G1", T), out("H1", "G2", T + HOUR));
            assertThat(rig.alarms())
                    .containsExactly(
                            "+GATE_ENTRY s-H1 [WRONG_GATE] " + (T + HOUR) + " HIGH G2 E1",
                            "-GATE_ENTRY s-H1 " + (T + HOUR));
        }

        @Test
        void whatTheCameraCannotTellOnTheWayOutIsWhatCameIn() {
            rig.lists(lists(reserved("H1", T)), 0)
                    .hears(in("H1", "G1", T), out("H1", "G1", T + HOUR).as(VehicleClass.UNKNOWN));
            assertThat(rig.alarms()).isEmpty();
        }

        @Test
        void whoComesInTwiceBeginsANewVisit() {
            rig.hears(in("H1", "G2", T), in("H1", "G1", T + 10 * HOUR));
            assertThat(rig.inside()).containsExactly("H1 since " + (T + 10 * HOUR));
            assertThat(rig.alarms())
                    .contains("-GATE_ENTRY s-H1 " + (T + 10 * HOUR), "-OVERSTAY s-H1 " + (T + 10 * HOUR))
                    .last()
                    .isEqualTo("+GATE_ENTRY s-H1 [NO_RESERVATION] " + (T + 10 * HOUR) + " HIGH G1 null");
        }

        @Test
        void whatWasLongOnItsWayMovesTheRegisterAndRaisesNothingAtTheGate() {
            rig.hears(in("H1", "G2", T).heardAt(T + 5 * MINUTE + 1));
            assertThat(rig.alarms()).isEmpty();
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED);
            assertThat(rig.inside()).containsExactly("H1 since " + T);
            rig.hears(in("H2", "G2", T + 1).heardAt(T + 5 * MINUTE + 1));
            assertThat(rig.out.raises).hasSize(1);
            rig.hears(out("H1", "G2", T + 2).heardAt(T + 5 * MINUTE + 3));
            assertThat(rig.out.raises).hasSize(1);
        }

        @Test
        void nobodyEntersOrLeavesAtACheckpoint() {
            rig.hears(in("C1", "R1", T), out("C1", "R1", T + MINUTE), in("H1", "G1", T), in("H1", "R1", T + SECOND));
            assertThat(rig.inside()).containsExactly("H1 since " + T);
            assertThat(rig.out.raises).extracting(GateRaise::subject).containsExactly("s-H1");
            assertThat(rig.verdicts()).containsOnly(Verdict.JUDGED);
        }

        @Test
        void whoLeavesWithoutHavingComeIsNoFault() {
            rig.hears(out("C1", "G2", T));
            assertThat(rig.alarms()).isEmpty();
        }
    }

    @Nested
    class Reservations {
        private boolean isReserved(GateLists.Reservation reservation, long timeMs) {
            Rig fresh = new Rig().lists(lists(reservation), 0).hears(in("H1", "G1", timeMs));
            return Boolean.TRUE.equals(fresh.out.passages.get(0).reservation());
        }

        @Test
        void holdFromTheirBeginningUntilBeforeTheirEnd() {
            GateLists.Reservation hour = new GateLists.Reservation("H1", null, T, T + HOUR, null);
            assertThat(isReserved(hour, T - 1)).isFalse();
            assertThat(isReserved(hour, T)).isTrue();
            assertThat(isReserved(hour, T + HOUR - 1)).isTrue();
            assertThat(isReserved(hour, T + HOUR)).isFalse();
        }

        @Test
        void holdADayWhereTheyHaveNoEnd() {
            assertThat(isReserved(reserved("H1", T), T + 24 * HOUR - 1)).isTrue();
            assertThat(isReserved(reserved("H1", T), T + 24 * HOUR)).isFalse();
        }

        @Test
        void holdAtTheirGateOnly() {
            assertThat(isReserved(new GateLists.Reservation("H1", null, T, T + 1, "G1"), T))
                    .isTrue();
            assertThat(isReserved(new GateLists.Reservation("H1", null, T, T + 1, "G2"), T))
                    .isFalse();
            assertThat(isReserved(new GateLists.Reservation("H2", null, T, T + 1, null), T))
                    .isFalse();
        }

        @Test
        void nameWhomTheVehicleVisits() {
            rig.lists(new GateLists(List.of(registered("H1", VehicleClass.HAZMAT)), List.of(reserved("H1", T))), 0);
            rig.hears(in("H1", "G2", T));
            assertThat(rig.out.raises).extracting(GateRaise::enterprise).containsExactly("E1");
        }

        @Test
        void whatIsReservedLaterUndoesNoAlarm() {
            rig.hears(in("H1", "G1", T)).lists(lists(reserved("H1", T - HOUR)), T + SECOND);
            assertThat(rig.alarms()).hasSize(1);
        }

        @Test
        void whoNeedsNoneIsToldOneIfThereIs() {
            rig.lists(lists(reserved("C1", T)), 0).hears(in("C1", "G2", T), in("C2", "G2", T));
            assertThat(rig.out.passages).extracting(JudgedPassage::reservation).containsExactly(true, null);
        }
    }

    @Nested
    class Staying {
        private final long soon = T + 330 * MINUTE;
        private final long over = T + 360 * MINUTE;

        private Rig inside() {
            return rig.lists(lists(reserved("H1", T)), 0).hears(in("H1", "G1", T));
        }

        @Test
        void isWarnedOfAndRaisedAtTheVeryTimeSampleOrNoSample() {
            assertThat(inside().gates.nextDueMs()).isEqualTo(soon);
            rig.tick(soon - 1);
            assertThat(rig.alarms()).isEmpty();
            rig.tick(soon);
            assertThat(rig.gates.nextDueMs()).isEqualTo(over);
            rig.tick(over);
            assertThat(rig.alarms())
                    .containsExactly(
                            "+OVERSTAY_SOON s-H1 [OVERSTAY_SOON] " + soon + " LOW G1 E1",
                            "-OVERSTAY_SOON s-H1 " + over,
                            "+OVERSTAY s-H1 [OVERSTAY] " + over + " HIGH G1 E1");
            assertThat(rig.gates.nextDueMs()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void oneLateTickSaysTheSameAsMany() {
            inside().tick(T + 100 * HOUR);
            assertThat(rig.alarms()).hasSize(3).last().isEqualTo("+OVERSTAY s-H1 [OVERSTAY] " + over + " HIGH G1 E1");
        }

        @Test
        void endsWithTheWayOut() {
            inside().hears(out("H1", "G1", over + HOUR));
            assertThat(rig.alarms()).hasSize(4).last().isEqualTo("-OVERSTAY s-H1 " + (over + HOUR));
        }

        @Test
        void whoLeavesAfterTheWarningNeverOverstays() {
            inside().hears(out("H1", "G1", over - 1)).tick(T + 100 * HOUR);
            assertThat(rig.alarms()).hasSize(2).last().isEqualTo("-OVERSTAY_SOON s-H1 " + (over - 1));
        }

        @Test
        void aWayOutHeardOfTooLateEndsItNoEarlierThanItWasRaised() {
            inside().tick(over).hears(out("H1", "G1", over - MINUTE).heardAt(over + SECOND));
            assertThat(rig.alarms()).last().isEqualTo("-OVERSTAY s-H1 " + over);
        }

        @Test
        void itFiresBeforeAnInputThatIsLater() {
            inside().hears(in("C9", "G2", over + 1));
            assertThat(rig.out.said.indexOf("+OVERSTAY s-H1 [OVERSTAY] " + over + " HIGH G1 E1"))
                    .isLessThan(rig.out.said.size() - 1);
        }

        @Test
        void aCarMayStay() {
            rig.hears(in("C1", "G2", T)).tick(T + 1_000 * HOUR);
            assertThat(rig.alarms()).isEmpty();
            assertThat(rig.gates.inside().get(0).overstayMs()).isEqualTo(-1);
            assertThat(inside().gates.inside().get(1).overstayMs()).isEqualTo(over);
        }

        @Test
        void waitsForWhatWaitedAtTheBrokerAfterAStart() {
            inside().gates.started(over + HOUR);
            assertThat(rig.gates.nextDueMs()).isEqualTo(Long.MAX_VALUE);
            rig.hears(out("H1", "G1", T + HOUR).heardAt(over + HOUR)).gates.drained(over + HOUR);
            assertThat(rig.alarms()).isEmpty();
        }

        @Test
        void theWayOutOfABackfillIsHeardBeforeItsStayIsJudged() {
            long now = T + 10 * HOUR;
            rig.hears(in("H1", "G1", T).heardAt(now), in("H2", "G1", T).heardAt(now));
            rig.hears(out("H1", "G1", T + HOUR).heardAt(now + SECOND)).tick(now + Gates.OLD_MS);
            assertThat(rig.alarms()).containsExactly("+OVERSTAY s-H2 [OVERSTAY] " + over + " HIGH G1 null");
        }
    }

    @Nested
    class TwoGates {
        private Rig both(long firstMs, long secondMs) {
            return rig.hears(in("R1", "G1", firstMs), in("R1", "G2", secondMs));
        }

        @Test
        void withinTheTimeAreNoOneVehicle() {
            both(T, T + 3 * MINUTE);
            assertThat(rig.alarms())
                    .containsExactly(
                            "+IMPOSSIBLE_PASSAGE s-R1 [IMPOSSIBLE_PASSAGE] " + (T + 3 * MINUTE) + " HIGH G2G1 null");
            assertThat(rig.out.passages.get(1).reasons()).containsExactly(GateReason.IMPOSSIBLE_PASSAGE);
        }

        @Test
        void aMomentLaterMayBeOne() {
            both(T, T + 3 * MINUTE + 1);
            assertThat(rig.alarms()).isEmpty();
        }

        @Test
        void areFoundInWhateverOrderTheyArrive() {
            rig.hears(in("R1", "G2", T + 3 * MINUTE), in("R1", "G1", T).heardAt(T + 3 * MINUTE));
            assertThat(rig.alarms())
                    .containsExactly(
                            "+IMPOSSIBLE_PASSAGE s-R1 [IMPOSSIBLE_PASSAGE] " + (T + 3 * MINUTE) + " HIGH G2G1 null");
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED, Verdict.LATE);
        }

        @Test
        void isRaisedOnceAndReturnsWhenThePlateLeaves() {
            both(T, T + MINUTE).hears(in("R1", "G1", T + 2 * MINUTE), out("R1", "G1", T + HOUR));
            assertThat(rig.alarms()).hasSize(2).last().isEqualTo("-IMPOSSIBLE_PASSAGE s-R1 " + (T + HOUR));
        }

        @Test
        void isOverAtOnceWhereTheSecondIsTheWayOut() {
            rig.hears(in("R1", "G1", T), out("R1", "G2", T + MINUTE));
            assertThat(rig.alarms()).hasSize(2).last().isEqualTo("-IMPOSSIBLE_PASSAGE s-R1 " + (T + MINUTE));
        }

        @Test
        void aCheckpointIsNoGateAndOneGateIsNotTwo() {
            rig.hears(in("R1", "G1", T), in("R1", "R1", T + MINUTE), out("R1", "G1", T + 2 * MINUTE));
            assertThat(rig.alarms()).isEmpty();
        }
    }

    @Nested
    class Verdicts {
        @Test
        void theSamePlateGateAndWayWithinTheTimeIsADuplicate() {
            rig.hears(in("C1", "G2", T), in("C1", "G2", T + 30 * SECOND), in("C1", "G2", T + 30 * SECOND + 1));
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED, Verdict.DUPLICATE, Verdict.JUDGED);
        }

        @Test
        void theSameEventIdOfOneGateIsADuplicate() {
            rig.hears(
                    in("C1", "G2", T).id("7"),
                    in("C2", "G2", T + MINUTE).id("7"),
                    in("C3", "G3", T).id("7"));
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED, Verdict.DUPLICATE, Verdict.JUDGED);
            assertThat(rig.inside()).hasSize(2);
        }

        @Test
        void aCameraThatCountsAnewIsHeardAgain() {
            rig.hears(
                    in("C1", "G2", T).id("7"),
                    in("C2", "G2", T + EventIds.SAME_WITHIN_MS + 1).id("7"));
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED, Verdict.JUDGED);
        }

        @Test
        void aPassageReadTooUncertainlyMovesNothing() {
            rig.hears(in("H1", "G2", T).sure(89));
            assertThat(rig.verdicts()).containsExactly(Verdict.LOW_CONFIDENCE);
            assertThat(rig.inside()).isEmpty();
            assertThat(rig.alarms()).isEmpty();
            rig.hears(in("H1", "G2", T + SECOND).sure(90), in("H2", "G2", T).sure(-1));
            assertThat(rig.inside()).hasSize(2);
        }

        @Test
        void withoutAPlateNothingIsJudged() {
            rig.hears(in("", "G1", T), in("", "G1", T));
            assertThat(rig.verdicts()).containsExactly(Verdict.NO_PLATE, Verdict.NO_PLATE);
            assertThat(rig.out.passages.get(0).subject()).isNull();
            assertThat(rig.inside()).isEmpty();
        }

        @Test
        void atOrBeforeTheNewestOfItsPlateIsLate() {
            rig.hears(out("C1", "G2", T + HOUR), in("C1", "G2", T).heardAt(T + HOUR));
            assertThat(rig.verdicts()).containsExactly(Verdict.JUDGED, Verdict.LATE);
            assertThat(rig.inside()).isEmpty();
        }

        @Test
        void idsHoldTheSubjectAndNeverThePlate() {
            rig.hears(in("C1", "G2", T), in("", "G2", T).id("e9"));
            assertThat(rig.out.passages)
                    .extracting(JudgedPassage::passageId)
                    .containsExactly("G2~IN~s-C1~" + T, "G2~IN~e9~" + T);
        }
    }

    @Nested
    class Changes {
        @Test
        void ofTheConfigurationLeaveTheRegisterAndWhatStands() {
            rig.lists(lists(banned("C1")), 0).hears(in("C1", "G2", T), in("H1", "G1", T));
            rig.changeTo(GateRules.defaults()).hears(in("C1", "G2", T + HOUR)).tick(T + 6 * HOUR);
            assertThat(rig.inside()).hasSize(2);
            assertThat(rig.alarms())
                    .contains(
                            "-GATE_ENTRY s-C1 " + (T + HOUR),
                            "+OVERSTAY s-H1 [OVERSTAY] " + (T + 6 * HOUR) + " HIGH G1 null");
        }

        @Test
        void aStayThatIsTooLongByNowIsRaisedAtTheChange() {
            rig.lists(lists(reserved("H1", T)), 0).hears(in("H1", "G1", T)).tick(T + 2 * HOUR);
            rig.changeTo(staying(HOUR)).tick(T + 3 * HOUR);
            assertThat(rig.alarms()).containsExactly("+OVERSTAY s-H1 [OVERSTAY] " + (T + 2 * HOUR) + " HIGH G1 E1");
        }

        @Test
        void aLongerLimitPutsItOff() {
            rig.lists(lists(reserved("H1", T)), 0).hears(in("H1", "G1", T)).changeTo(staying(100 * HOUR));
            assertThat(rig.tick(T + 99 * HOUR).out.raises)
                    .extracting(GateRaise::rule)
                    .containsExactly(GateRule.OVERSTAY_SOON);
        }

        @Test
        void aRuleThatIsSwitchedOffSaysNothingMore() {
            rig.hears(in("H1", "G2", T), in("R1", "G1", T), in("R1", "G2", T + MINUTE))
                    .tick(T + 6 * HOUR);
            int said = rig.alarms().size();
            rig.changeTo(off()).hears(out("H1", "G2", T + 7 * HOUR), out("R1", "G2", T + 7 * HOUR));
            assertThat(rig.alarms()).hasSize(said);
        }

        private GateRules staying(long limitMs) {
            return new GateRules(
                    30 * SECOND,
                    90,
                    null,
                    null,
                    null,
                    new GateRules.Stay(List.of(VehicleClass.HAZMAT), limitMs / 2, limitMs, Priority.LOW, Priority.HIGH),
                    null);
        }
    }

    @Nested
    class Memory {
        @ParameterizedTest
        @ValueSource(strings = {"OUT", "R1"})
        void aPlateThatIsNotInsideIsForgotten(String how) {
            for (int i = 0; i < 1_000; i++) {
                long at = T + i * MINUTE;
                rig.hears(how.equals("OUT") ? out("C" + i, "G2", at) : in("C" + i, "R1", at));
            }
            assertThat(rig.gates.remembered()).isLessThan(12);
        }

        @Test
        void ofOnePlateOnlySoManyPassagesAreRemembered() {
            Rig always = new Rig(new GateRules(0, 90, null, null, null, null, null));
            for (int i = 0; i < 10 * Track.SEEN_MAX; i++) {
                always.hears(in("C1", "G2", T + i));
            }
            assertThat(always.inside()).hasSize(1);
        }

        @Test
        void beyondAHundredThousandInsideTheFirstIsGivenUp() {
            List<Rig.Pass> passes = new ArrayList<>();
            for (int i = 0; i <= Register.TRACKED_MAX; i++) {
                passes.add(in("H" + i, "G1", T + i));
            }
            passes.forEach(rig::hears);
            assertThat(rig.gates.inside())
                    .hasSize(Register.TRACKED_MAX)
                    .first()
                    .satisfies(first -> assertThat(first.plate()).isEqualTo("H1"));
            assertThat(rig.alarms()).last().isEqualTo("-GATE_ENTRY s-H0 " + (T + Register.TRACKED_MAX));
        }
    }
}
