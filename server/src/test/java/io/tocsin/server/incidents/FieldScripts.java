package io.tocsin.server.incidents;

import static io.tocsin.server.incidents.Script.hours;
import static io.tocsin.server.incidents.Script.minutes;
import static io.tocsin.server.incidents.Script.seconds;

import java.util.List;

/** Incidents of instruments, gateways and many things at once. */
final class FieldScripts {
    static final String E1 = "33019900000101";
    static final String E2 = "33019900000201";
    static final String E3 = "33019900000301";
    static final String PARK = "33019900000001";

    private static final String TOPIC_E1 = "park/330199P01/330199000001/" + E1 + "/telemetry";

    /** Half of the tags of E2. */
    static final List<String> YARD = List.of(
            "V-201A.LEVEL",
            "V-201A.PRESSURE",
            "V-201A.TEMPERATURE",
            "V-201B.LEVEL",
            "V-201B.PRESSURE",
            "V-201B.TEMPERATURE",
            "T-203.LEVEL",
            "T-203.TEMPERATURE");

    private FieldScripts() {}

    static List<Script> first() {
        return List.of(gatewayDark(), chatter(), flood());
    }

    static List<Script> last() {
        return List.of(
                rainOutlet(),
                badInput(),
                entrapment(),
                clockSetBack(),
                dataFrozen(),
                badForEver(),
                darkDuringAnAlarm());
    }

    /** Before it is dark a level of it is high; while it is dark a pressure is, for two minutes. */
    private static Script gatewayDark() {
        long from = minutes(2);
        long to = minutes(5);
        return new Script("I10", "gateway dark E3", minutes(10))
                .with(Course.of("S-301.LEVEL", 11.90).every(2_000))
                .with(Course.of("S-302.PRESSURE", 1.00)
                        .every(2_000)
                        .at(minutes(2.5), 1.00)
                        .at(minutes(3), 1.55)
                        .at(minutes(4), 1.55)
                        .at(minutes(4.5), 1.00))
                .dark(E3, from, to)
                .act(new Script.Status(from, E3, false))
                .act(new Script.Status(to, E3, true))
                .act(new Script.Backfill(to, E3, from, to))
                .rings("S-301.LEVEL:H", "gateway:" + E3 + ":OFFLINE");
    }

    /** The gauge shows centimetres. */
    private static Script chatter() {
        return new Script("I11", "chatter", minutes(20))
                .with(Course.of("T-101.LEVEL", 12.93).noise(0.02, 11).shown(0.01))
                .with(Course.of("T-102.LEVEL", 11.28)
                        .every(2_000)
                        .noise(0.02, 12)
                        .shown(0.01))
                .rings("T-101.LEVEL:H");
    }

    /** Lightning: the field swings, pumps and compressors trip, vapour goes where it should not. */
    private static Script flood() {
        return new Script("I12", "lightning flood", minutes(8))
                .with(Course.of("WS-01.E_FIELD", 0.5)
                        .every(5_000)
                        .at(seconds(20), 0.5)
                        .at(seconds(60), 8)
                        .at(seconds(100), 8)
                        .at(seconds(130), -8)
                        .at(seconds(180), -8)
                        .at(seconds(200), -1))
                .with(Course.of("GD-301.GAS", 0)
                        .every(2_000)
                        .at(seconds(70), 0)
                        .at(seconds(90), 70)
                        .at(seconds(150), 70)
                        .at(seconds(170), 5)
                        .at(seconds(220), 5)
                        .at(seconds(240), 60)
                        .at(seconds(300), 10))
                .with(peak("GD-304.GAS", 0, 65, 80).every(2_000))
                .with(peak("GD-101.GAS", 0, 60, 100))
                .with(rise("T-304.PRESSURE", 20, 28, 75).every(2_000))
                .with(rise("S-302.PRESSURE", 1.2, 1.8, 85).every(2_000))
                .with(rise("S-301.PRESSURE", 0.6, 1.1, 90).every(2_000))
                .with(rise("V-201A.PRESSURE", 0.6, 1.2, 110))
                .with(rise("DW001.FLOW", 160, 340, 120).every(5_000))
                .with(Course.of("T-101.LSHH", 0).step(seconds(65), 1).step(seconds(165), 0));
    }

    private static Course peak(String tag, double low, double high, double fromSeconds) {
        return Course.of(tag, low)
                .at(seconds(fromSeconds), low)
                .at(seconds(fromSeconds + 20), high)
                .at(seconds(fromSeconds + 60), high)
                .at(seconds(fromSeconds + 120), low);
    }

    private static Course rise(String tag, double low, double high, double fromSeconds) {
        return Course.of(tag, low).at(seconds(fromSeconds), low).at(seconds(fromSeconds + 90), high);
    }

    /** The analyser of COD gives one result an hour. */
    private static Script rainOutlet() {
        return new Script("I17", "rain outlet", hours(3.5))
                .with(Course.of("YS001.EC", 500)
                        .every(5_000)
                        .at(minutes(10), 500)
                        .at(minutes(15), 2500))
                .with(Course.of("YS001.PH", 7.4)
                        .every(5_000)
                        .at(minutes(10), 7.4)
                        .at(minutes(16), 5.4))
                .with(Course.of("YS001.COD", 12)
                        .every(hours(1))
                        .at(hours(1), 22)
                        .at(hours(2), 38)
                        .at(hours(3), 62))
                .with(Course.of("YS001.FLOW", 0).every(5_000).step(minutes(10), 80))
                .rings("YS001.EC:HH", "YS001.PH:L", "YS001.PH:LL", "YS001.COD:H", "YS001.COD:HH")
                .without("flow with no rain", "recommendation to close the valve");
    }

    private static Script badInput() {
        String five = "2026-07-01T00:07:00Z";
        return new Script("I18", "bad input", minutes(5))
                .decoded()
                .with(Course.of("T-101.LEVEL", 7.5))
                .act(message(60, "{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":\"NaN\"}]}"))
                .act(message(70, "{\"values\":[{\"tag\":\"T-101.TEMPERATURE\",\"v\":\"27.20\"}]}"))
                .act(message(80, "{\"values\":[{\"tag\":\"T-999.LEVEL\",\"v\":1}]}"))
                .act(message(90, " ".repeat(5 << 20)))
                .act(message(
                        100,
                        "{\"seq\":3,\"session\":\"a\",\"ts\":\"2026-07-01T00:00:02Z\",\"values\":"
                                + "[{\"tag\":\"T-101.LEVEL\",\"v\":13.9}]}"))
                .act(message(120, "{\"ts\":\"" + five + "\",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":14}]}"))
                .rings("gateway:" + E1 + ":CLOCK_SKEW");
    }

    private static Script.Message message(double atSeconds, String payload) {
        return new Script.Message(seconds(atSeconds) + 500, TOPIC_E1, payload);
    }

    /** No elevator is configured. */
    private static Script entrapment() {
        return new Script("I19", "elevator entrapment", minutes(2))
                .decoded()
                .act(message(30, "{\"values\":[{\"tag\":\"EL-01.EVENT\",\"v\":\"ENTRAPMENT\"}]}"))
                .without("an elevator");
    }

    private static Script clockSetBack() {
        return new Script("I20", "gateway clock set back 10 min", minutes(15))
                .clock(E1, minutes(2), -minutes(10))
                .rings("gateway:" + E1 + ":CLOCK_STEP");
    }

    /** Half of what E2 has: the tanks of the yard, not its detectors. */
    private static Script dataFrozen() {
        Script script = new Script("I21", "gateway online, data frozen", minutes(30));
        silence(script, Long.MAX_VALUE, YARD);
        return script.rings("gateway:" + E2 + ":GATEWAY_FROZEN");
    }

    /** They say nothing from three minutes on. */
    static void silence(Script script, long toMs, List<String> tags) {
        for (String tag : tags) {
            double value =
                    tag.endsWith("TEMPERATURE") ? 20 : tag.endsWith("LEVEL") && !tag.startsWith("V-201B") ? 1.2 : 0;
            script.with(Course.of(tag, tag.equals("V-201A.PRESSURE") ? 0.5 : value)
                    .every(10_000)
                    .silent(minutes(3), toMs));
        }
    }

    private static Script badForEver() {
        return new Script("I22", "transmitter BAD for ever", minutes(20))
                .with(Course.of("T-101.LEVEL", 12.80)
                        .at(minutes(1), 12.80)
                        .step(minutes(1), 13.20)
                        .badFrom(minutes(8)))
                .with(Course.of("T-101.LSHH", 0).step(minutes(1), 1))
                .rings("T-101.LSHH:STATE", "T-101.LEVEL:HH", "T-101.LEVEL:BAD");
    }

    private static Script darkDuringAnAlarm() {
        return new Script("I23", "enterprise dark during an alarm", minutes(20))
                .with(Course.of("GD-201.GAS", 0.05).at(minutes(1), 0.05).at(minutes(3), 1.5))
                .dark(E2, minutes(5), hours(1))
                .rings("GD-201.GAS:GAS_L1", "gateway:" + E2 + ":OFFLINE");
    }
}
