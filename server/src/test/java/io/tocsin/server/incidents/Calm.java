package io.tocsin.server.incidents;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Tag;
import java.util.Map;

/** What the tags of the Binhai site show on a calm day. */
final class Calm {
    private static final Map<String, Double> VALUES = Map.ofEntries(
            Map.entry("V-201B.LEVEL", 0.02),
            Map.entry("V-201B.PRESSURE", 0.02),
            Map.entry("T-101.TEMPERATURE", 22.0),
            Map.entry("T-102.TEMPERATURE", 20.0),
            Map.entry("T-103.TEMPERATURE", 18.0),
            Map.entry("V-104.TEMPERATURE", 2.0),
            Map.entry("V-201A.TEMPERATURE", 18.0),
            Map.entry("V-201B.TEMPERATURE", 18.0),
            Map.entry("T-203.TEMPERATURE", 20.0),
            Map.entry("T-204.TEMPERATURE", 28.0),
            Map.entry("S-301.TEMPERATURE", 20.0),
            Map.entry("S-302.TEMPERATURE", 20.0),
            Map.entry("S-303.TEMPERATURE", 20.0),
            Map.entry("T-304.TEMPERATURE", -160.0),
            Map.entry("T-304.DT", 0.3),
            Map.entry("T-304.PRESSURE", 16.0),
            Map.entry("RW-01.PH", 7.4),
            Map.entry("RW-01.EC", 600.0),
            Map.entry("RW-01.COD", 15.0),
            Map.entry("RW-01.SLUICE", 1.0),
            Map.entry("WS-01.WIND_SPEED", 3.0),
            Map.entry("WS-01.WIND_DIRECTION", 270.0),
            Map.entry("WS-01.TEMPERATURE", 18.0),
            Map.entry("WS-01.E_FIELD", 0.1),
            Map.entry("DW001.COD", 250.0),
            Map.entry("DW001.NH3N", 20.0),
            Map.entry("DW001.FLOW", 160.0),
            Map.entry("DW001.VALVE", 1.0),
            Map.entry("YS001.COD", 12.0),
            Map.entry("YS001.EC", 500.0),
            Map.entry("YS001.LEVEL", 0.2),
            Map.entry("YS001.FLOW", 0.0),
            Map.entry("YS001.VALVE", 0.0),
            Map.entry("AP-01.LEVEL", 0.1));

    private Calm() {}

    /** An instrument that is watched for being stuck shows that it is not. */
    static Course course(Tag tag) {
        Course course = Course.of(tag.id(), value(tag));
        boolean watched = tag.conditions().stream().anyMatch(spec -> spec instanceof ConditionSpec.Flatline);
        return watched ? course.noise(0.002, 13) : course;
    }

    /** Between its limits, far from either; gas detectors show next to nothing, switches are not tripped. */
    private static double value(Tag tag) {
        Double known = VALUES.get(tag.id());
        if (known != null) {
            return known;
        }
        double low = limit(tag, Condition.L);
        double high = limit(tag, Condition.H);
        return Double.isNaN(low) || Double.isNaN(high) ? 0 : low + 0.5 * (high - low);
    }

    private static double limit(Tag tag, Condition condition) {
        return tag.conditions().stream()
                .filter(spec -> spec.condition() == condition)
                .mapToDouble(spec -> ((ConditionSpec.Limit) spec).value())
                .findFirst()
                .orElse(Double.NaN);
    }
}
