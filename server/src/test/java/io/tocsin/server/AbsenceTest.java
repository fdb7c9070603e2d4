package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbsenceTest {
    private final Absence absence = new Absence(1_000);

    @Test
    void lastsUntilTheLinkIsThere() {
        assertThat(absence.totalMs(500)).isZero();
        assertThat(absence.totalMs(1_600)).isEqualTo(600);
        absence.link(false, 1_700);
        absence.link(true, 2_000);
        absence.link(true, 2_500);
        assertThat(absence.totalMs(9_000)).isEqualTo(1_000);
    }

    @Test
    void addsUp() {
        absence.link(true, 2_000);
        absence.link(false, 5_000);
        absence.link(false, 6_000);
        assertThat(absence.totalMs(7_000)).isEqualTo(3_000);
        absence.link(true, 8_000);
        assertThat(absence.totalMs(8_001)).isEqualTo(4_000);
    }
}
