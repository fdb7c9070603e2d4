package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaturationTest {
    @ParameterizedTest
    @CsvSource({
        "methanol, 25, 17",
        "methanol, 40, 35",
        "methanol, 50, 56",
        "benzene, 25, 12.7",
        "benzene, 40, 24",
        "benzene, 50, 36",
        "acrylonitrile, 25, 15",
        "acrylonitrile, 40, 29",
        "acrylonitrile, 50, 44",
        "ethylene oxide, 10, 99",
        "ethylene oxide, 25, 174",
        "ethylene oxide, 40, 286",
        "ethylene oxide, 50, 388",
        "chlorine, 10, 504",
        "chlorine, 25, 773",
        "chlorine, 40, 1134",
        "chlorine, 50, 1433",
        "ammonia, 10, 607",
        "ammonia, 25, 984",
        "ammonia, 40, 1513",
        "ammonia, 50, 1967",
        "LPG, 10, 440",
        "LPG, 25, 665",
        "LPG, 40, 962",
        "LPG, 50, 1207",
        "propylene, 10, 776",
        "propylene, 25, 1144",
        "propylene, 40, 1619",
        "propylene, 50, 2002",
        "LNG, -162, 97",
        "LNG, -160, 114",
        "LNG, -158, 134"
    })
    void givesThePressureAtWhichASubstanceBoils(String substance, double temperatureC, double kPa) {
        assertThat(Saturation.named(substance).orElseThrow().kPa(temperatureC))
                .isCloseTo(kPa, Percentage.withPercentage(2));
    }

    @Test
    void knowsNoPressureWhereItsEquationIsNotGood() {
        assertThat(Saturation.LNG.kPa(20)).isNaN();
        assertThat(Saturation.CHLORINE.kPa(100)).isNaN();
        assertThat(Saturation.CHLORINE.kPa(Double.NaN)).isNaN();
    }

    @Test
    void isNamedAsTheMediumOfATank() {
        assertThat(Saturation.named("lpg")).contains(Saturation.LPG);
        assertThat(Saturation.named("caustic soda")).isEmpty();
        assertThat(Saturation.substances()).contains("ethylene oxide", "LPG").hasSize(Saturation.values().length);
    }

    @Test
    void isOnlyABoundWhereAnotherGasHoldsThePressureUp() {
        assertThat(Saturation.ETHYLENE_OXIDE.isLowerBound()).isTrue();
        assertThat(Saturation.METHANOL.isLowerBound()).isTrue();
        assertThat(Saturation.CHLORINE.isLowerBound()).isFalse();
    }
}
