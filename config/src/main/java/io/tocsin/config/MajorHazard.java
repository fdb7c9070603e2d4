package io.tocsin.config;

import io.tocsin.config.Site.Hazard;
import io.tocsin.config.Site.Tank;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What GB 18218-2018 makes of the quantities of one hazard's tanks. Arithmetic on the numbers of a site and of the
 * standard's tables as far as they are listed here; no assessment, which only people make. Immutable.
 *
 * @param s identification: the sum of q/Q; 1 and more is a major hazard
 * @param r grading: alpha times the sum of beta q/Q
 * @param grade empty below the threshold
 */
public record MajorHazard(double s, double r, Optional<Grade> grade) {
    /** 一级..四级; {@code GRADE_1} is the worst. */
    public enum Grade {
        GRADE_1,
        GRADE_2,
        GRADE_3,
        GRADE_4
    }

    /** What is stored, with its threshold Q in t and its factor beta. Names are compared without case. */
    @SuppressWarnings("ImmutableEnumChecker") // a list of strings does not change
    private enum Substance {
        CHLORINE(5, 4, "chlorine", "liquid chlorine", "氯", "液氯"),
        AMMONIA(10, 2, "ammonia", "liquid ammonia", "氨", "液氨"),
        ETHYLENE_OXIDE(10, 2, "ethylene oxide", "环氧乙烷"),
        HYDROGEN_CHLORIDE(20, 3, "hydrogen chloride", "anhydrous hydrogen chloride", "氯化氢"),
        METHANOL(500, 1, "methanol", "甲醇"),
        BENZENE(50, 1, "benzene", "苯"),
        ACRYLONITRILE(50, 1, "acrylonitrile", "丙烯腈"),
        STYRENE(500, 1, "styrene", "苯乙烯"),
        TOLUENE(500, 1, "toluene", "甲苯"),
        LPG(50, 1.5, "lpg", "liquefied petroleum gas", "液化石油气"),
        METHANE(50, 1.5, "methane", "natural gas", "lng", "liquefied natural gas", "甲烷", "天然气", "液化天然气"),
        BUTADIENE(5, 1.5, "1,3-butadiene", "butadiene", "1,3-丁二烯", "丁二烯"),
        HYDROGEN(5, 1.5, "hydrogen", "氢", "氢气"),
        /** Not named in the table: class W2, flammable gas. */
        PROPYLENE(10, 1.5, "propylene", "丙烯");

        private final double thresholdTonnes;
        private final double beta;
        private final List<String> names;

        Substance(double thresholdTonnes, double beta, String... names) {
            this.thresholdTonnes = thresholdTonnes;
            this.beta = beta;
            this.names = List.of(names);
        }

        static Optional<Substance> of(@Nullable String medium) {
            String name = medium == null ? "" : medium.strip().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(one -> one.names.contains(name))
                    .findFirst();
        }
    }

    /** The hazard's tanks by what they may hold at most; a tank without q, or of a medium not listed, does not count. */
    public static MajorHazard of(Site site, Hazard hazard) {
        List<Tank> tanks = site.tanks().stream()
                .filter(tank -> hazard.id().equals(tank.hazard()))
                .toList();
        return of(tanks, hazard.people());
    }

    /** @param people exposed within 500 m of the plant's boundary */
    static MajorHazard of(Collection<Tank> tanks, int people) {
        double s = 0;
        double weighted = 0;
        for (Tank tank : tanks) {
            Optional<Substance> substance = Substance.of(tank.medium());
            if (substance.isPresent() && !Double.isNaN(tank.designTonnes())) {
                double ratio = tank.designTonnes() / substance.get().thresholdTonnes;
                s += ratio;
                weighted += substance.get().beta * ratio;
            }
        }
        double r = alpha(people) * weighted;
        return new MajorHazard(s, r, s < 1 ? Optional.empty() : Optional.of(grade(r)));
    }

    private static double alpha(int people) {
        if (people >= 100) {
            return 2.0;
        }
        if (people >= 50) {
            return 1.5;
        }
        if (people >= 30) {
            return 1.2;
        }
        return people >= 1 ? 1.0 : 0.5;
    }

    private static Grade grade(double r) {
        if (r >= 100) {
            return Grade.GRADE_1;
        }
        if (r >= 50) {
            return Grade.GRADE_2;
        }
        return r >= 10 ? Grade.GRADE_3 : Grade.GRADE_4;
    }

    /** True where the medium has a threshold here. */
    static boolean knows(@Nullable String medium) {
        return Substance.of(medium).isPresent();
    }

    /** Every name that is understood. */
    static List<String> media() {
        return Arrays.stream(Substance.values())
                .flatMap(one -> one.names.stream())
                .toList();
    }
}
