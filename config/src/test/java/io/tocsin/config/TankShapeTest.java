package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TankShapeTest {
    @Test
    void holdsEightyFivePercentOfASphereAtThreeQuartersOfItsHeight() {
        TankShape sphere = new TankShape.Sphere(15.7);
        assertThat(sphere.volumeM3(15.7)).isCloseTo(2026, within(1.0));
        assertThat(sphere.volumeM3(11.86) / sphere.volumeM3(15.7)).isCloseTo(0.85, within(0.001));
    }

    @Test
    void holdsEightyPercentOfALyingCylinderAtThreeQuartersOfItsHeight() {
        TankShape drum = new TankShape.Horizontal(2.6, 9.4);
        assertThat(drum.volumeM3(1.94) / drum.volumeM3(2.6)).isCloseTo(0.80, within(0.001));
    }

    @Test
    void risesLinearlyInAStandingCylinder() {
        TankShape tank = new TankShape.Vertical(17.0, 14.3);
        assertThat(tank.volumeM3(7.15)).isCloseTo(tank.volumeM3(14.3) / 2, within(1e-9));
    }

    @Test
    void goesStraightBetweenThePointsOfATable() {
        TankShape table = new TankShape.Strapping(
                List.of(new TankShape.Point(0.5, 10), new TankShape.Point(1, 120), new TankShape.Point(3, 520)));
        assertThat(table.heightM()).isEqualTo(3);
        assertThat(table.volumeM3(0.75)).isCloseTo(65, within(1e-9));
        assertThat(table.volumeM3(1)).isCloseTo(120, within(1e-9));
        assertThat(table.volumeM3(2)).isCloseTo(320, within(1e-9));
        assertThat(table.volumeM3(0)).isEqualTo(10);
        assertThat(table.volumeM3(9)).isEqualTo(520);
    }

    @Test
    void takesLevelsOutsideTheTankForItsBottomOrTop() {
        TankShape sphere = new TankShape.Sphere(2);
        assertThat(sphere.volumeM3(-1)).isZero();
        assertThat(sphere.volumeM3(3)).isEqualTo(sphere.volumeM3(2));
    }
}
