package io.tocsin.alarms;

import static io.tocsin.alarms.Scene.DAY;
import static io.tocsin.alarms.Scene.HOUR;
import static io.tocsin.alarms.Scene.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Verb;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are not told of, for how long, and how it comes back. */
class SuppressionSentencesTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    // ---- flags ------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("Suppression is a set of flags: OUT_OF_SERVICE before SUPPRESSED_BY_DESIGN before SHELVED")
    void showsTheHighestFlagFirst() {
        scene.value("P4", 11);
        assertThat(scene.shelve("P4:H", "known", HOUR)).isNull();
        assertThat(scene.flags("P4:H")).containsExactly(Suppression.SHELVED);
        scene.value("P3", 11);
        assertThat(scene.flags("P4:H")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN, Suppression.SHELVED);
        scene.removeFromService("P4:H", HOUR);
        assertThat(scene.flags("P4:H"))
                .containsExactly(Suppression.OUT_OF_SERVICE, Suppression.SUPPRESSED_BY_DESIGN, Suppression.SHELVED);
    }

    @Test
    @DisplayName("It stops annunciation here, never the record")
    void recordsWhatNobodyIsToldOf() {
        scene.shelve("P1:H", "known", HOUR);
        scene.heard();
        scene.value("P1", 11).value("P1", 5);
        assertThat(scene.heard("P1:H")).containsExactly("RAISED", "CLEARED");
    }

    @Test
    @DisplayName("An active alarm that leaves suppression becomes UNACK_ACTIVE")
    void comesBackAsOneThatNobodyHasSeen() {
        scene.value("P1", 11).acknowledge("P1:H");
        scene.shelve("P1:H", "known", HOUR);
        assertThat(scene.state("P1:H")).isEqualTo(AlarmState.ACK_ACTIVE);
        scene.heard();
        scene.ask(Verb.UNSHELVE, "P1:H", null, Details.NONE);
        assertThat(scene.heard("P1:H")).containsExactly("♪ UNSHELVED");
        assertThat(scene.state("P1:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
    }

    @Test
    @DisplayName("More than five that leave together are one line with one sound")
    void comesBackWithOthersInOneLine() {
        for (int i = 6; i <= 11; i++) {
            scene.window("P" + i, null, HOUR - i * 1_000L);
        }
        for (int i = 6; i <= 11; i++) {
            scene.value("P" + i, 11);
        }
        scene.heard();
        scene.after(2 * HOUR);
        assertThat(scene.events())
                .filteredOn(event -> event.type() == AlarmEvent.Type.UNSUPPRESSED)
                .filteredOn(event -> event.state() == AlarmState.UNACK_ACTIVE)
                .hasSize(6)
                .allMatch(event -> event.told().group() != null)
                .extracting(event -> event.told().group())
                .containsOnly(scene.events().get(0).told().group());
    }

    // ---- shelving ---------------------------------------------------------------------------------------------------

    @Test
    @DisplayName("Shelving has an operator, a reason and an end")
    void isShelvedByWhomWhyAndUntilWhen() {
        assertThat(scene.shelve("P1:H", " ", HOUR)).isEqualTo(Reason.REASON_MISSING);
        assertThat(scene.ask(Verb.SHELVE, "P1:H", "known", Details.NONE)).isEqualTo(Reason.UNTIL_MISSING);
        assertThat(scene.shelve("P1:H", "known", HOUR)).isNull();
        Suppressed.Shelf shelf = shelf("P1:H");
        assertThat(shelf.by()).isEqualTo("li");
        assertThat(shelf.reason()).isEqualTo("known");
        assertThat(shelf.untilMs()).isEqualTo(scene.now() + HOUR);
    }

    private Suppressed.Shelf shelf(String alarm) {
        return Objects.requireNonNull(scene.status(alarm).people().suppressed().shelved());
    }

    @Test
    @DisplayName("Or it is for one shot: it ends when the alarm returns")
    void isShelvedForOneShot() {
        scene.value("P1", 11);
        scene.ask(Verb.SHELVE, "P1:H", "known", new Details(scene.now() + HOUR, true, null, null, null, null));
        assertThat(scene.flags("P1:H")).containsExactly(Suppression.SHELVED);
        scene.value("P1", 5);
        assertThat(scene.flags("P1:H")).isEmpty();
    }

    @Test
    @DisplayName("Shelving lasts within the shift, under a ceiling of time and of number")
    void isShelvedWithinTheShiftAndUnderItsCeilings() {
        assertThat(scene.shelve("P1:H", "known", 9 * HOUR)).isEqualTo(Reason.TOO_LONG);
        scene.after(5 * HOUR);
        assertThat(scene.shelve("P1:H", "known", 7 * HOUR))
                .as("the shift ends at eight")
                .isEqualTo(Reason.BEYOND_SHIFT);
        assertThat(scene.shelve("P1:H", "known", HOUR)).isNull();
        assertThat(scene.shelve("P2:H", "known", HOUR)).isNull();
        assertThat(scene.shelve("P3:H", "known", HOUR)).isEqualTo(Reason.TOO_MANY_SHELVED);
    }

    @Test
    @DisplayName("CRITICAL, GAS_L2 and trips need a second person")
    void isShelvedByTwoWhereItMatters() {
        assertThat(scene.shelve("G:GAS_L2", "known", HOUR)).isEqualTo(Reason.SECOND_PERSON_NEEDED);
        assertThat(scene.flags("G:GAS_L2")).isEmpty();
        assertThat(scene.confirm("G:GAS_L2")).isEqualTo(Reason.SAME_PERSON);
        assertThat(scene.shelve("L:CH", "known", HOUR)).isEqualTo(Reason.SECOND_PERSON_NEEDED);
        scene.by("wang", "room");
        assertThat(scene.confirm("L:CH")).isNull();
        assertThat(shelf("L:CH").by()).isEqualTo("li");
        assertThat(shelf("L:CH").confirmedBy()).isEqualTo("wang");
    }

    @Test
    @DisplayName("A second person who does not come in time leaves it as it was")
    void isNotShelvedByOneWhereItTakesTwo() {
        scene.shelve("L:CH", "known", HOUR);
        scene.after(10 * MINUTE).by("wang", "room");
        assertThat(scene.confirm("L:CH")).isEqualTo(Reason.NOTHING_TO_CONFIRM);
        assertThat(scene.flags("L:CH")).isEmpty();
    }

    @Test
    @DisplayName("Shelving ends by engine time, sample or no sample")
    void endsWithoutASample() {
        scene.value("P1", 11).shelve("P1:H", "known", HOUR);
        scene.heard();
        scene.after(HOUR);
        assertThat(scene.heard("P1:H")).containsExactly("♪ UNSHELVED");
    }

    @Test
    @DisplayName("A clock that is set moves the end with it, and never makes it later")
    void endsByEngineTimeWhateverTheClockDoes() {
        scene.shelve("P1:H", "known", HOUR);
        scene.clockSet(10 * MINUTE).after(50 * MINUTE);
        assertThat(scene.flags("P1:H")).isEmpty();
        scene.shelve("P2:H", "known", HOUR);
        scene.clockSet(-10 * MINUTE).after(HOUR);
        assertThat(scene.flags("P2:H")).isEmpty();
    }

    @Test
    @DisplayName("Shelving survives a restart")
    void isShelvedAfterARestart() {
        scene.shelve("P1:H", "known", HOUR);
        scene.restarted();
        assertThat(scene.flags("P1:H")).containsExactly(Suppression.SHELVED);
        scene.after(HOUR);
        assertThat(scene.flags("P1:H")).isEmpty();
    }

    // ---- by design --------------------------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "While HH is active its H is suppressed: recorded, not annunciated; so are L under LL and GAS_L1 under GAS_L2")
    void saysOnlyTheMoreSevereOfTwo() {
        scene.value("L", 12).value("L", 13).value("G", 60).value("L", 0.5);
        assertThat(scene.heard("L:H", "L:HH")).startsWith("♪ L:H RAISED", "♪ L:HH RAISED", "L:H SUPPRESSED");
        assertThat(scene.flags("G:GAS_L1")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(scene.flags("L:L")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(scene.status("L:L").people().annunciatedTimeMs()).isEqualTo(-1);
    }

    @Test
    @DisplayName("Acknowledging HH acknowledges the H of the same excursion")
    void isAcknowledgedWithTheMoreSevereOne() {
        scene.value("L", 12).value("L", 13);
        assertThat(scene.acknowledge("L:HH")).isNull();
        assertThat(scene.state("L:H")).isEqualTo(AlarmState.ACK_ACTIVE);
        assertThat(scene.status("L:H").acknowledgedBy()).isEqualTo("li");
    }

    @Test
    @DisplayName("When HH returns and H stands, H is ACK_ACTIVE if either was acknowledged")
    void staysAcknowledgedWhenTheMoreSevereOneReturns() {
        scene.value("L", 12).acknowledge("L:H");
        scene.value("L", 13).heard();
        scene.value("L", 12.5);
        assertThat(scene.state("L:H")).isEqualTo(AlarmState.ACK_ACTIVE);
        assertThat(scene.heard("L:H")).containsExactly("UNSUPPRESSED");
    }

    @Test
    @DisplayName("When HH returns and H stands, and nobody acknowledged either, people are told of H")
    void isToldWhenTheMoreSevereOneReturnsUnseen() {
        scene.value("L", 13).heard();
        scene.value("L", 12.5);
        assertThat(scene.state("L:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
        assertThat(scene.heard("L:H")).containsExactly("♪ UNSUPPRESSED");
    }

    @Test
    @DisplayName("A parent rule suppresses what follows from it")
    void isSuppressedByItsParent() {
        scene.value("P3", 11).value("P4", 11).value("P6", 11);
        assertThat(scene.heard()).contains("♪ P3:H RAISED", "P4:H RAISED", "♪ P6:H RAISED");
        scene.value("P3", 5);
        assertThat(scene.heard("P4:H")).containsExactly("♪ UNSUPPRESSED");
    }

    @Test
    @DisplayName("Maintenance and calibration windows suppress the alarms of a tag or of a whole tank")
    void isSuppressedInAWindow() {
        assertThat(scene.window(null, "T", HOUR)).isNull();
        scene.value("L", 12).value("G", 30).value("P1", 11);
        assertThat(scene.flags("L:H")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(scene.flags("G:GAS_L1")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(scene.flags("P1:H")).isEmpty();
        assertThat(scene.windows()).hasSize(1);
        scene.after(HOUR);
        assertThat(scene.flags("L:H")).isEmpty();
        assertThat(scene.windows()).isEmpty();
    }

    @Test
    @DisplayName("Out of service needs an authorisation and does not end by itself")
    void isOutOfServiceUntilItIsReturned() {
        assertThat(scene.ask(
                        Verb.REMOVE_FROM_SERVICE,
                        "P1:H",
                        "broken",
                        new Details(scene.now() + HOUR, false, null, null, null, null)))
                .isEqualTo(Reason.AUTHORISATION_MISSING);
        assertThat(scene.removeFromService("P1:H", HOUR)).isNull();
        scene.after(3 * DAY / 4);
        assertThat(scene.flags("P1:H")).containsExactly(Suppression.OUT_OF_SERVICE);
        assertThat(scene.ask(Verb.RETURN_TO_SERVICE, "P1:H", null, Details.NONE))
                .isNull();
        assertThat(scene.flags("P1:H")).isEmpty();
    }

    @Test
    @DisplayName("What is said while nothing is open has the alarm's own count for an id")
    void countsWhatIsSaidWhileNothingIsOpen() {
        scene.shelve("P1:H", "known", HOUR);
        scene.ask(Verb.UNSHELVE, "P1:H", null, Details.NONE);
        assertThat(scene.events()).extracting(AlarmEvent::eventId).containsExactly("p~P1:H.1", "p~P1:H.2");
        assertThat(scene.events()).extracting(AlarmEvent::occurrenceId).containsOnly("");
    }
}
