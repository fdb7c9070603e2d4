package io.tocsin.server.incidents;

import static io.tocsin.server.incidents.Script.hours;
import static io.tocsin.server.incidents.Script.minutes;
import static io.tocsin.server.incidents.Script.seconds;

import java.util.List;

/** Incidents of tanks, detectors and outlets. */
final class PlantScripts {
    private PlantScripts() {}

    static List<Script> all() {
        return List.of(
                overfill(),
                leak(),
                smallLeak(),
                ammoniaHeated(),
                stuckPressure(),
                benzeneFreezes(),
                ethyleneOxideWarms(),
                blanketLost(),
                spareFilled(),
                boilOff());
    }

    /** 200 m3/h into a cylinder of 17 m: 0.881 m/h. */
    private static Script overfill() {
        double metresPerHour = 200 / (StrictMath.PI * 8.5 * 8.5);
        long trips = hours((13.10 - 12.60) / metresPerHour) / 1_000 * 1_000;
        return new Script("I1", "overfill T-101", hours(1))
                .with(Course.of("T-101.LEVEL", 12.60).at(hours(1), 12.60 + metresPerHour))
                .with(Course.of("T-101.LSHH", 0).step(trips, 1))
                .with(Course.of("T-101.INLET", 1))
                .rings(
                        "rule:pre-hh-t101",
                        "T-101.LEVEL:H",
                        "T-101.LSHH:STATE",
                        "T-101.LEVEL:HH",
                        "rule:interlock-t101",
                        "T-101.LEVEL:CH");
    }

    /** The transmitter saturates at 103 % of its span. The wind brings it to the east fence after six minutes. */
    private static Script leak() {
        return new Script("I2", "chlorine leak V-201A, large", minutes(15))
                .with(Course.of("GD-201.GAS", 0.05).at(seconds(30), 0.05).at(seconds(60), 30.9))
                .with(Course.of("V-201A.PRESSURE", 0.60).at(seconds(30), 0.60).at(minutes(15), 0.52))
                .with(Course.of("V-201A.LEVEL", 1.20).at(seconds(30), 1.20).at(minutes(15), 1.17))
                .with(Course.of("BD-01.CL2", 0).every(5_000).at(minutes(6), 0).at(minutes(9), 3))
                .rings(
                        "GD-201.GAS:GAS_L1",
                        "GD-201.GAS:GAS_L2",
                        "GD-201.GAS:RANGE",
                        "V-201A.PRESSURE:ROC_DOWN",
                        "rule:leak-v201a",
                        "BD-01.CL2:GAS_L1",
                        "BD-01.CL2:GAS_L2");
    }

    private static Script smallLeak() {
        return new Script("I2b", "chlorine leak V-201A, small", minutes(20))
                .with(Course.of("GD-201.GAS", 0.05).at(seconds(30), 0.05).at(minutes(5), 1.5))
                .with(Course.of("BD-01.CL2", 0).every(5_000).at(minutes(6), 0).at(minutes(12), 0.48))
                .rings("GD-201.GAS:GAS_L1");
    }

    private static Script ammoniaHeated() {
        return new Script("I3", "ammonia heated, S-303", hours(6))
                .with(Course.of("S-303.TEMPERATURE", 28).every(10_000).at(hours(6), 44))
                .with(Course.of("S-303.PRESSURE", 1.00)
                        .every(10_000)
                        .at(hours(3.375), 1.30)
                        .at(hours(5.0625), 1.50)
                        .at(hours(6), 1.62))
                .with(Course.of("S-303.LEVEL", 8.30).every(10_000).at(hours(6), 8.55))
                .rings("S-303.TEMPERATURE:H", "S-303.PRESSURE:H", "S-303.TEMPERATURE:HH", "S-303.PRESSURE:HH");
    }

    private static Script stuckPressure() {
        return new Script("I4", "stuck pressure S-302", hours(4))
                .with(Course.of("S-302.TEMPERATURE", 22).every(10_000).at(hours(4), 30))
                .with(Course.of("S-302.PRESSURE", 0.95).every(10_000))
                .rings("S-302.PRESSURE:FLAT", "rule:mismatch-s302");
    }

    private static Script benzeneFreezes() {
        return new Script("I5", "benzene freeze T-102", hours(72))
                .calmEvery(60_000)
                .with(Course.of("T-102.TEMPERATURE", 12).every(60_000).at(hours(72), 5))
                .with(Course.of("T-102.LEVEL", 8).every(60_000))
                .rings("T-102.TEMPERATURE:L", "T-102.TEMPERATURE:LL");
    }

    /** 4 °C for a quarter of an hour, then 0.3 °C a minute; the vapour pressure shows late. */
    private static Script ethyleneOxideWarms() {
        return new Script("I6", "EO warming V-104", minutes(120))
                .with(Course.of("V-104.TEMPERATURE", 4)
                        .every(5_000)
                        .at(minutes(15), 4)
                        .at(minutes(120), 35.5))
                .with(Course.of("V-104.PRESSURE", 0.35)
                        .every(2_000)
                        .at(minutes(15), 0.35)
                        .at(minutes(51.667), 0.42)
                        .at(minutes(111.667), 0.50)
                        .at(minutes(120), 0.515))
                .rings(
                        "V-104.TEMPERATURE:ROC_UP",
                        "V-104.TEMPERATURE:H",
                        "rule:runaway-v104",
                        "V-104.TEMPERATURE:HH",
                        "V-104.PRESSURE:H");
    }

    private static Script blanketLost() {
        return new Script("I7", "EO blanket lost", minutes(12))
                .with(Course.of("V-104.PRESSURE", 0.35)
                        .every(2_000)
                        .at(minutes(1), 0.35)
                        .at(minutes(11), 0.18))
                .rings("V-104.PRESSURE:L", "V-104.PRESSURE:LL");
    }

    private static Script spareFilled() {
        return new Script("I8", "spare drum filled, V-201B", minutes(18))
                .with(Course.of("V-201B.PRESSURE", 0.02)
                        .every(2_000)
                        .at(minutes(0.6), 0.10)
                        .at(minutes(1.2), 0.20)
                        .at(minutes(4), 0.50))
                .with(Course.of("V-201B.LEVEL", 0.02)
                        .every(2_000)
                        .at(minutes(6), 0.14)
                        .at(minutes(15), 0.25)
                        .at(minutes(18), 0.28))
                .rings(
                        "V-201B.PRESSURE:H",
                        "V-201B.PRESSURE:HH",
                        "rule:spare-v201b",
                        "V-201B.LEVEL:H",
                        "V-201B.LEVEL:HH");
    }

    private static Script boilOff() {
        return new Script("I9", "LNG boil-off", hours(2))
                .with(Course.of("T-304.PRESSURE", 20).every(2_000).at(hours(2), 27))
                .with(Course.of("T-304.TEMPERATURE", -159.3)
                        .every(5_000)
                        .at(hours(2.6 / 3.5), -159)
                        .at(hours(2), -158.57))
                .rings("T-304.TEMPERATURE:H", "T-304.PRESSURE:H", "T-304.PRESSURE:HH");
    }
}
