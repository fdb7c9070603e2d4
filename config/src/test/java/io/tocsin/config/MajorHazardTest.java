package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.config.MajorHazard.Grade;
import io.tocsin.config.Site.Hazard;
import io.tocsin.config.Site.Tank;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MajorHazardTest {
    private static final TankShape SHAPE = new TankShape.Sphere(1);

    private static Tank tank(@Nullable String medium, double tonnes) {
        return new Tank("T", Text.of("T"), "E", medium, SHAPE, 1, tonnes, "H");
    }

    @Test
    void givesTheWorkedExampleOfTheStandard() {
        MajorHazard hazard = MajorHazard.of(List.of(tank("chlorine", 5), tank("液氨", 5)), 50);
        assertThat(hazard.s()).isEqualTo(1.5);
        assertThat(hazard.r()).isCloseTo(7.5, within(1e-12));
        assertThat(hazard.grade()).contains(Grade.GRADE_4);
    }

    @Test
    void isNoMajorHazardBelowTheThreshold() {
        MajorHazard hazard = MajorHazard.of(List.of(tank("chlorine", 4.99)), 500);
        assertThat(hazard.s()).isLessThan(1);
        assertThat(hazard.r()).isGreaterThan(7);
        assertThat(hazard.grade()).isEmpty();
    }

    @Test
    void isAMajorHazardAtTheThreshold() {
        assertThat(MajorHazard.of(List.of(tank("chlorine", 5)), 0).grade()).contains(Grade.GRADE_4);
    }

    @Test
    void countsNeitherATankWithoutQuantityNorAMediumThatIsNotListed() {
        MajorHazard hazard =
                MajorHazard.of(List.of(tank("chlorine", Double.NaN), tank("milk", 1e6), tank(null, 1e6)), 50);
        assertThat(hazard.s()).isZero();
        assertThat(hazard.r()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 1", "29, 1", "30, 1.2", "49, 1.2", "50, 1.5", "99, 1.5", "100, 2", "100000, 2"})
    void weighsByThePeopleAround(int people, double alpha) {
        assertThat(MajorHazard.of(List.of(tank("methanol", 500)), people).r()).isEqualTo(alpha);
    }

    @ParameterizedTest
    @CsvSource({
        "100, GRADE_4",
        "499, GRADE_4",
        "500, GRADE_3",
        "2499, GRADE_3",
        "2500, GRADE_2",
        "4999, GRADE_2",
        "5000, GRADE_1"
    })
    void gradesFromFourToOne(double tonnes, Grade grade) {
        assertThat(MajorHazard.of(List.of(tank("benzene", tonnes), tank("methanol", 0.5)), 10)
                        .grade())
                .contains(grade);
    }

    @ParameterizedTest
    @CsvSource({
        "HZ-E1-01, 60, 80, GRADE_2",
        "HZ-E2-01, 11.3, 67.6, GRADE_2",
        "HZ-E3-01, 330, 780, GRADE_1",
    })
    void gradesTheHazardsOfBinhai(String id, double s, double r, Grade grade) {
        Site site = SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow();
        Hazard hazard = site.ground().hazards().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        MajorHazard computed = MajorHazard.of(site, hazard);
        assertThat(computed.s()).isCloseTo(s, within(0.02 * s));
        assertThat(computed.r()).isCloseTo(r, within(0.02 * r));
        assertThat(computed.grade()).contains(grade);
    }
}
