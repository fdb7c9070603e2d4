package io.tocsin.alarms;

import static io.tocsin.alarms.Scene.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Priority;
import io.tocsin.config.Warnings.Colour;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways that are dark, and what may be said of a park that is not seen. */
class GatewaySentencesTest {
    @TempDir
    private Path folder;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene(folder);
        scene.gateway("g1", true).gateway("g2", true).gateway("g3", true);
        scene.value("L", 5).value("G", 0).value("Q", 5);
        scene.heard();
    }

    @Test
    @DisplayName("Gateway offline is one alarm of at least the highest priority that it blinds")
    void isOneAlarmAsUrgentAsWhatItBlinds() {
        scene.gateway("g1", false);
        assertThat(scene.heard()).containsExactly("♪ gateway:g1:OFFLINE RAISED");
        assertThat(scene.status("gateway:g1:OFFLINE").definition().priority()).isEqualTo(Priority.CRITICAL);
    }

    @Test
    @DisplayName("It suppresses only STALE and BAD of its tags, never a standing process alarm")
    void neverSuppressesAStandingProcessAlarm() {
        scene.value("L", 12).bad("G").gateway("g1", false);
        assertThat(scene.flags("L:H")).isEmpty();
        assertThat(scene.state("L:H")).isEqualTo(AlarmState.UNACK_ACTIVE);
        assertThat(scene.flags("G:BAD")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
    }

    @Test
    @DisplayName("Offline is decided before any tag's STALE")
    void isDecidedBeforeAnyTagIsStale() {
        Scene silent = new Scene(folder, "1m", "2m");
        silent.value("L", 5).value("G", 0).after(3 * MINUTE);
        assertThat(silent.heard("gateway:g1:OFFLINE", "L:STALE", "G:STALE"))
                .containsSubsequence("♪ gateway:g1:OFFLINE RAISED", "L:STALE RAISED", "G:STALE RAISED");
    }

    @Test
    @DisplayName("Half the tags of an online gateway stale is one GATEWAY_FROZEN")
    void isOneAlarmWhenDataIsFrozen() {
        Scene frozen = new Scene(folder, "1m", "5m");
        frozen.value("L", 5).value("G", 0).signsOfLife("g1", 10 * MINUTE);
        assertThat(frozen.heard("gateway:g1:GATEWAY_FROZEN", "gateway:g1:OFFLINE", "L:STALE", "G:STALE"))
                .containsOnlyOnce("♪ gateway:g1:GATEWAY_FROZEN RAISED")
                .doesNotContain("♪ L:STALE RAISED", "♪ G:STALE RAISED", "♪ gateway:g1:OFFLINE RAISED");
        assertThat(frozen.flags("L:STALE")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
    }

    @Test
    @DisplayName("Most gateways dark is one ACQUISITION_LOST")
    void isOneAlarmWhenMostAreDark() {
        scene.gateway("g2", false).gateway("g3", false);
        assertThat(scene.heard()).contains("♪ system:ACQUISITION_LOST RAISED");
        assertThat(scene.flags("gateway:g2:OFFLINE")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        assertThat(scene.flags("gateway:g3:OFFLINE")).containsExactly(Suppression.SUPPRESSED_BY_DESIGN);
        scene.gateway("g3", true).after(MINUTE);
        assertThat(scene.state("system:ACQUISITION_LOST")).isEqualTo(AlarmState.UNACK_RTN);
        assertThat(scene.flags("gateway:g2:OFFLINE")).isEmpty();
    }

    // ---- early warning ----------------------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "An early warning is RED, ORANGE, YELLOW, BLUE or NONE, of unit, enterprise and park, the most severe first")
    void suggestsTheMostSevereColour() {
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.NONE);
        scene.value("L", 12);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.BLUE);
        scene.value("L", 13);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.YELLOW);
        scene.value("G", 60);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.ORANGE);
        scene.value("L", 14);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.RED);
        assertThat(scene.warning(Warning.Subject.PARK).colour()).isEqualTo(Colour.RED);
    }

    @Test
    @DisplayName("It is UNKNOWN, above YELLOW, whenever a required point is stale or bad: dark is never low-risk")
    void isUnknownWhereAPointIsNotSeen() {
        scene.bad("L").after(MINUTE);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.UNKNOWN);
        assertThat(scene.warning(Warning.Subject.PARK).colour()).isEqualTo(Colour.UNKNOWN);
        scene.value("P1", 11);
        assertThat(scene.warning(Warning.Subject.PARK).colour())
                .as("yellow is below it")
                .isEqualTo(Colour.UNKNOWN);
        assertThat(scene.warning(Warning.Subject.PARK).known()).isEqualTo(Colour.YELLOW);
        scene.value("G", 60);
        assertThat(scene.warning(Warning.Subject.UNIT).colour())
                .as("orange is above it")
                .isEqualTo(Colour.ORANGE);
    }

    @Test
    @DisplayName("A gateway that is dark makes its units UNKNOWN")
    void isUnknownBehindADarkGateway() {
        scene.gateway("g1", false);
        assertThat(scene.warning(Warning.Subject.UNIT).colour()).isEqualTo(Colour.UNKNOWN);
    }
}
