package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.Promptness.Prompt;
import io.tocsin.config.Priority;
import org.junit.jupiter.api.Test;

class PromptnessTest {
    private final Promptness promptness = new Promptness();

    @Test
    void saysByPriorityHowLongItTookAndHowOftenItWasInTime() {
        promptness.asked("a", Priority.HIGH, 100, 0);
        promptness.answered("a", 100);
        promptness.asked("b", Priority.HIGH, 100, 0);
        promptness.answered("b", 101);
        assertThat(promptness.until(200)).containsExactly(new Prompt(Priority.HIGH, 2, 0, 100, 101, 2, 1));
        assertThat(promptness.until(200).get(0).inTimeShare()).isEqualTo(0.5);
    }

    @Test
    void whatStillWaitsIsDueOnceItsTimeIsOver() {
        promptness.asked("a", Priority.LOW, 100, 0);
        assertThat(promptness.until(100)).containsExactly(new Prompt(Priority.LOW, 0, 1, -1, -1, 0, 0));
        assertThat(promptness.until(101)).containsExactly(new Prompt(Priority.LOW, 0, 1, -1, -1, 1, 0));
    }

    @Test
    void runsFromTheFirstTimeThatItWasAskedForAndWhatMayTakeAnyTimeIsNeverDue() {
        promptness.asked("a", Priority.LOW, 0, 10);
        promptness.asked("a", Priority.HIGH, 5, 20);
        promptness.answered("a", 40);
        promptness.answered("a", 50);
        assertThat(promptness.until(60)).containsExactly(new Prompt(Priority.LOW, 1, 0, 30, 30, 0, 0));
        assertThat(promptness.until(60).get(0).inTimeShare()).isNaN();
    }

    @Test
    void whatWasAnsweredBeforeTheSpanIsInNoFigureAndWhatWaitsGoesOn() {
        promptness.asked("a", Priority.LOW, 10, 0);
        promptness.answered("a", 5);
        promptness.asked("b", Priority.LOW, 10, 0);
        promptness.asked("c", Priority.LOW, 10, 0);
        promptness.begin();
        promptness.gone("c");
        promptness.answered("b", 50);
        assertThat(promptness.until(60)).containsExactly(new Prompt(Priority.LOW, 1, 0, 50, 50, 1, 0));
    }
}
