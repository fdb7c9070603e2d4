package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input.Details;
import io.tocsin.rules.Input.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an alarm stands, line by line of the table; {@link TransitionsTest} takes every pair. */
class StateSentencesTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
    }

    @Test
    @DisplayName("NORMAL, raise: UNACK_ACTIVE with a new occurrence; acknowledge: ACK_ACTIVE; return: NORMAL")
    void goesOnceAround() {
        scene.value("P6", 11);
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
        scene.acknowledge("P6:H");
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.ACK_ACTIVE);
        scene.value("P6", 5);
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    @DisplayName("UNACK_ACTIVE, return: UNACK_RTN; acknowledge: NORMAL")
    void waitsForSomebodyAfterItsReturn() {
        scene.value("P6", 11).value("P6", 5);
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.UNACK_RTN);
        scene.acknowledge("P6:H");
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    @DisplayName("A latching class: LATCHED_UNACK on return, LATCHED_ACK when acknowledged, NORMAL when reset")
    void staysUntilItIsReset() {
        scene.value("G", 60);
        assertThat(scene.reset("G:GAS_L2")).isEqualTo(Reason.STILL_ACTIVE);
        scene.value("G", 0);
        assertThat(scene.state("G:GAS_L2")).isEqualTo(AlarmState.LATCHED_UNACK);
        assertThat(scene.reset("G:GAS_L2")).isEqualTo(Reason.NOT_ACKNOWLEDGED);
        scene.acknowledge("G:GAS_L2");
        assertThat(scene.state("G:GAS_L2")).isEqualTo(AlarmState.LATCHED_ACK);
        assertThat(scene.reset("G:GAS_L2")).isNull();
        assertThat(scene.state("G:GAS_L2")).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    @DisplayName("A reset is refused while the condition is active")
    void isNotResetWhileItStands() {
        scene.value("G", 60).acknowledge("G:GAS_L2");
        assertThat(scene.reset("G:GAS_L2")).isEqualTo(Reason.STILL_ACTIVE);
    }

    @Test
    @DisplayName("UNACK_RTN, raise: a new occurrence; one line per alarm with count and first unacknowledged raise")
    void isOneLineHoweverOftenItComes() {
        scene.value("P6", 11);
        long first = scene.status("P6:H").raisedTimeMs();
        String occurrence = scene.status("P6:H").occurrenceId();
        scene.value("P6", 5).value("P6", 11).value("P6", 5).value("P6", 11);
        assertThat(scene.status("P6:H").count()).isEqualTo(3);
        assertThat(scene.status("P6:H").firstRaisedTimeMs()).isEqualTo(first);
        assertThat(scene.status("P6:H").occurrenceId()).isNotEqualTo(occurrence);
    }

    @Test
    @DisplayName("Acknowledging the current occurrence closes the earlier ones as SUPERSEDED, by the same operator")
    void answersAllOfALine() {
        scene.value("P6", 11).value("P6", 5).value("P6", 11).heard();
        scene.acknowledge("P6:H");
        assertThat(scene.events())
                .extracting(AlarmEvent::type)
                .containsExactlyInAnyOrder(AlarmEvent.Type.SUPERSEDED, AlarmEvent.Type.ACKNOWLEDGED);
        assertThat(scene.events())
                .extracting(event -> java.util.Objects.requireNonNull(event.command())
                        .principal()
                        .operator())
                .containsOnly("li");
    }

    @Test
    @DisplayName("A command names the occurrence: a late acknowledge cannot clear a newer alarm")
    void isNotAnsweredByALateCommand() {
        scene.value("P6", 11);
        String before = scene.status("P6:H").occurrenceId();
        scene.value("P6", 5).value("P6", 11);
        assertThat(scene.ask(Verb.ACKNOWLEDGE, "P6:H", before, null, Details.NONE))
                .isEqualTo(Reason.NOT_CURRENT);
        assertThat(scene.state("P6:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
    }

    @Test
    @DisplayName("A second acknowledge is answered: acknowledged by X at T")
    void saysWhoWasFirst() {
        scene.value("P6", 11).acknowledge("P6:H");
        long at = scene.now();
        scene.by("wang", "room");
        assertThat(scene.acknowledge("P6:H")).isEqualTo(Reason.ALREADY_ACKNOWLEDGED);
        assertThat(scene.reply().by()).isEqualTo("li");
        assertThat(scene.status("P6:H").acknowledgedTimeMs()).isEqualTo(at);
    }
}
