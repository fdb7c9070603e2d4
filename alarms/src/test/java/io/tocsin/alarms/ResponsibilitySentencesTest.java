package io.tocsin.alarms;

import static io.tocsin.alarms.Scene.DAY;
import static io.tocsin.alarms.Scene.HOUR;
import static io.tocsin.alarms.Scene.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Role;
import io.tocsin.rules.Input.Verb;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose an alarm is, who may answer it, what is written down of it, and where it goes when nobody does. */
class ResponsibilitySentencesTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @Test
    @DisplayName("Each alarm has one responsible position, by rule, and any number that are informed")
    void hasOneResponsiblePositionAndInformsOthers() {
        scene.value("L", 12).value("Q", 11);
        assertThat(scene.status("L:H").people().position()).isEqualTo("room");
        assertThat(scene.status("L:H").definition().informed()).containsExactly("lead");
        assertThat(scene.status("Q:H").people().position()).isEqualTo("other");
        assertThat(scene.status("Q:H").definition().informed()).isEmpty();
    }

    @Test
    @DisplayName("Only the responsible acknowledges")
    void isAcknowledgedByTheResponsibleAlone() {
        scene.value("L", 12).by("wang", "other");
        assertThat(scene.acknowledge("L:H")).isEqualTo(Reason.NOT_RESPONSIBLE);
        assertThat(scene.state("L:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
        scene.by("wang", "lead");
        assertThat(scene.acknowledge("L:H"))
                .as("who is informed is not responsible")
                .isEqualTo(Reason.NOT_RESPONSIBLE);
        scene.by("li", "room");
        assertThat(scene.acknowledge("L:H")).isNull();
    }

    @Test
    @DisplayName("There is no command that acknowledges more than one alarm; CRITICAL ones go one at a time")
    void isAcknowledgedOneAtATime() {
        scene.value("L", 14).value("G", 60);
        assertThat(scene.acknowledge("")).isEqualTo(Reason.UNKNOWN_ALARM);
        assertThat(scene.acknowledge("*")).isEqualTo(Reason.UNKNOWN_ALARM);
        assertThat(scene.acknowledge("L:CH")).isNull();
        assertThat(scene.state("L:CH")).isEqualTo(AlarmState.ACK_ACTIVE);
        assertThat(scene.state("G:GAS_L2")).isEqualTo(AlarmState.UNACK_ACTIVE);
    }

    @Test
    @DisplayName("Handling is a record beside the state: OPEN, ASSIGNED, HANDLED, CLOSED or FALSE_ALARM")
    void isHandledBesideItsState() {
        scene.value("L", 13);
        assertThat(handling("L:HH")).isEqualTo(Handling.State.OPEN);
        scene.ask(Verb.ASSIGN, "L:HH", null, new Details(-1, false, null, null, "wang", null));
        assertThat(handling("L:HH")).isEqualTo(Handling.State.ASSIGNED);
        scene.ask(Verb.HANDLE, "L:HH", "valve shut", Details.NONE);
        assertThat(handling("L:HH")).isEqualTo(Handling.State.HANDLED);
        assertThat(scene.state("L:HH")).as("the state is another matter").isEqualTo(AlarmState.UNACK_ACTIVE);
        assertThat(scene.ask(Verb.CLOSE, "L:HH", null, Details.NONE)).isEqualTo(Reason.STILL_ACTIVE);
        scene.acknowledge("L:HH");
        scene.value("L", 5);
        assertThat(scene.ask(Verb.CLOSE, "L:HH", null, Details.NONE)).isNull();
        assertThat(handling("L:HH")).isEqualTo(Handling.State.CLOSED);
        scene.value("G", 60).ask(Verb.FALSE_ALARM, "G:GAS_L2", "calibration gas", Details.NONE);
        assertThat(handling("G:GAS_L2")).isEqualTo(Handling.State.FALSE_ALARM);
    }

    private Handling.State handling(String alarm) {
        Handling handling = scene.status(alarm).people().handling();
        assertThat(handling).isNotNull();
        return java.util.Objects.requireNonNull(handling).state();
    }

    @Test
    @DisplayName("Handling is demanded by class; others close by themselves on return and acknowledge")
    void closesByItselfWhereNobodyHasToHandleIt() {
        scene.value("L", 13).acknowledge("L:HH");
        scene.value("L", 12.5).acknowledge("L:H");
        scene.value("L", 5);
        assertThat(handling("L:H")).isEqualTo(Handling.State.CLOSED);
        assertThat(handling("L:HH")).as("demanded").isEqualTo(Handling.State.OPEN);
        assertThat(scene.state("L:HH")).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    @DisplayName("A handling that is demanded stays open behind a newer occurrence")
    void doesNotForgetTheHandlingOfAnEarlierOccurrence() {
        scene.value("L", 13).acknowledge("L:HH");
        scene.value("L", 5).value("L", 13);
        assertThat(scene.status("L:HH").people().open()).hasSize(1);
    }

    @Test
    @DisplayName(
            "An alarm goes to the next tier when its time to be acknowledged passes, and the next tier may answer it")
    void goesToTheNextTierWhenNobodyAnswers() {
        scene.value("P1", 11).after(10 * MINUTE);
        assertThat(scene.heard("P1:H")).containsExactly("♪ RAISED", "ESCALATED");
        assertThat(scene.status("P1:H").people().position()).isEqualTo("lead");
        assertThat(scene.status("P1:H").people().escalations()).isEqualTo(1);
        scene.by("zhao", "lead");
        assertThat(scene.acknowledge("P1:H")).isNull();
    }

    @Test
    @DisplayName("An alarm goes to the next tier when the time to be handled passes")
    void goesToTheNextTierWhenNobodyHandlesIt() {
        scene.value("L", 13).acknowledge("L:HH");
        scene.heard();
        scene.after(30 * MINUTE);
        assertThat(scene.heard("L:HH")).containsExactly("ESCALATED");
        assertThat(scene.status("L:HH").people().position()).isEqualTo("lead");
    }

    @Test
    @DisplayName("An acknowledged alarm that stands for its class's time asks for another look: the same occurrence")
    void asksForAnotherLookAfterItsTime() {
        scene.value("P1", 11).acknowledge("P1:H");
        String occurrence = scene.status("P1:H").occurrenceId();
        scene.heard();
        scene.after(HOUR);
        assertThat(scene.heard("P1:H").get(0)).isEqualTo("♪ REALARMED");
        assertThat(scene.status("P1:H").occurrenceId()).isEqualTo(occurrence);
        assertThat(scene.state("P1:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
    }

    @Test
    @DisplayName("A class that needs no acknowledgement is over on its return")
    void isOverWithoutAnAcknowledgementWhereNoneIsNeeded() {
        scene.value("P2", 11).value("P2", 5);
        assertThat(scene.state("P2:H")).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    @DisplayName("Who has no role may do nothing, and a refused command changes nothing but the record of it")
    void refusesWhoMayNotAndChangesNothing() {
        scene.value("L", 12).as(Role.VIEWER);
        AlarmStatus before = scene.status("L:H");
        scene.heard();
        assertThat(scene.acknowledge("L:H")).isEqualTo(Reason.ROLE_MISSING);
        assertThat(scene.status("L:H")).isEqualTo(before);
        assertThat(scene.heard()).isEmpty();
        assertThat(scene.reply().accepted()).isFalse();
    }

    @Test
    @DisplayName("What is out of service is told again every day until it is back: a list that is never forgotten")
    void remindsOfWhatIsOutOfService() {
        scene.removeFromService("P1:H", HOUR);
        scene.heard();
        scene.after(HOUR + DAY / 2);
        assertThat(scene.heard("P1:H")).containsExactly("ESCALATED");
        assertThat(scene.flags("P1:H")).isEqualTo(List.of(Suppression.OUT_OF_SERVICE));
    }
}
