package io.tocsin.server.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A made-up moment of a park of three enterprises and twelve tanks, in the shapes of docs/http.md: one tank too full, one
 * detector in alarm, one gateway away. Thread-safe.
 */
final class Scene {
    /** @param change what the stream tells then; null where nothing changed */
    record Reply(int status, String body, String change) {}

    private record Tank(String id, String zh, String medium, String shape, double top, double level, double pressure) {}

    private record Point(
            String tag, String metric, String unit, String owner, double low, double high, String limits) {}

    private static final List<Tank> TANKS = List.of(
            new Tank("T-101", "甲醇内浮顶罐", "methanol", "vertical", 14.3, 12.934, 0.52),
            new Tank("T-102", "苯内浮顶罐", "benzene", "vertical", 12.7, 8.02, 0.48),
            new Tank("T-103", "丙烯腈内浮顶罐", "acrylonitrile", "vertical", 10.6, 5.31, 0.44),
            new Tank("V-104", "环氧乙烷卧罐", "ethylene oxide", "horizontal", 3.2, 1.72, 0.36),
            new Tank("V-201A", "液氯储槽", "chlorine", "horizontal", 2.6, 1.31, 0.61),
            new Tank("V-201B", "液氯应急备用槽", "chlorine", "horizontal", 2.6, 0.02, 0.01),
            new Tank("T-203", "盐酸储罐", "hydrochloric acid", "vertical", 10.5, 6.2, Double.NaN),
            new Tank("T-204", "液碱储罐", "caustic soda", "vertical", 12.0, 7.9, Double.NaN),
            new Tank("S-301", "液化石油气球罐", "LPG", "sphere", 15.7, 8.9, 0.58),
            new Tank("S-302", "丙烯球罐", "propylene", "sphere", 15.7, 10.1, 0.98),
            new Tank("S-303", "液氨球罐", "ammonia", "sphere", 12.3, 6.6, 0.82),
            new Tank("T-304", "LNG 全容罐", "LNG", "vertical", 22.0, 14.2, 15.2));

    private final long nowMs = System.currentTimeMillis() / 1000 * 1000;
    private final Map<String, String> alarms = new TreeMap<>();
    private final List<Point> points = new ArrayList<>();

    Scene() {
        for (int i = 0; i < TANKS.size(); i++) {
            pointsOf(TANKS.get(i), "e" + (i / 4 + 1));
        }
        for (String gas : List.of("GD-101", "GD-101T", "GD-102", "GD-103", "GD-104", "GD-104T")) {
            detector(gas, "e1");
        }
        for (String gas : List.of("GD-201", "GD-202", "GD-203", "GD-204")) {
            detector(gas, "e2");
        }
        for (String gas : List.of("GD-301", "GD-302", "GD-303", "GD-304")) {
            detector(gas, "e3");
        }
        points.add(new Point("BD-01.CL2", "GAS", "mg/m3", null, 0, 30, "GAS_L1=0.5,GAS_L2=1"));
        points.add(new Point("BD-02.VOC", "GAS", "mg/m3", null, 0, 30, "GAS_L1=4,GAS_L2=8"));
        points.add(new Point("RW-01.PH", "WATER", "pH", null, 0, 14, "L=6,H=9"));
        points.add(new Point("WS-01.WIND", "WEATHER", "m/s", null, 0, 60, ""));
        points.add(new Point("DW001.COD", "WATER", "mg/L", null, 0, 1000, "H=400,HH=500"));
        points.add(new Point("DW001.FLOW", "FLOW", "m3/h", null, 0, 400, "H=250,HH=300"));
        points.add(new Point("AP-01.LEVEL", "LEVEL", "m", null, 0, 4.5, "H=0.5,HH=1"));
        alarm("T-101.LEVEL", "H", "UNACK_ACTIVE", "MEDIUM", 12.934, 12.9, "T-101.LEVEL 高报", "T-101.LEVEL high", 40);
        alarm(
                "GD-201.GAS",
                "GAS_L2",
                "UNACK_ACTIVE",
                "CRITICAL",
                9.5,
                2,
                "GD-201.GAS 气体二级报警",
                "GD-201.GAS gas level-2 alarm",
                95);
        alarm(
                "GD-201.GAS",
                "GAS_L1",
                "ACK_ACTIVE",
                "HIGH",
                9.5,
                1,
                "GD-201.GAS 气体一级报警",
                "GD-201.GAS gas level-1 alarm",
                130);
        alarm(
                "T-204.TEMPERATURE",
                "L",
                "UNACK_RTN",
                "LOW",
                15.6,
                15,
                "T-204.TEMPERATURE 低报",
                "T-204.TEMPERATURE low",
                900);
        alarm(
                "V-104.LSHH",
                "STATE",
                "LATCHED_ACK",
                "HIGH",
                0,
                Double.NaN,
                "V-104.LSHH 状态报警",
                "V-104.LSHH state alarm",
                1800);
        gateway();
    }

    private void pointsOf(Tank t, String owner) {
        String unit = t.id().startsWith("T-1") || t.id().equals("T-304") ? "kPa" : "MPa";
        String limits = at(t.top(), "LL", 0.13)
                + at(t.top(), "L", 0.15)
                + at(t.top(), "H", 0.902)
                + at(t.top(), "HH", 0.916)
                + at(t.top(), "CH", 0.937);
        points.add(new Point(t.id() + ".LEVEL", "LEVEL", "m", owner, 0, t.top(), limits));
        if (!Double.isNaN(t.pressure())) {
            points.add(new Point(
                    t.id() + ".PRESSURE", "PRESSURE", unit, owner, 0, unit.equals("kPa") ? 30 : 2, "H=1.3,HH=1.6"));
        }
        points.add(new Point(t.id() + ".TEMPERATURE", "TEMPERATURE", "°C", owner, -20, 80, "L=15,H=40,HH=45"));
        points.add(new Point(t.id() + ".LSHH", "SWITCH", null, owner, 0, 1, ""));
    }

    private static String at(double top, String condition, double share) {
        return condition + "=" + Math.round(top * share * 100) / 100.0 + ",";
    }

    private void detector(String id, String owner) {
        points.add(new Point(
                id + ".GAS", "GAS", id.endsWith("T") ? "mg/m3" : "%LEL", owner, 0, 100, "GAS_L1=25,GAS_L2=50"));
    }

    private void alarm(
            String tag,
            String condition,
            String state,
            String priority,
            double v,
            double limit,
            String zh,
            String en,
            int ago) {
        alarms.put(tag + ":" + condition, one(tag, condition, state, priority, v, limit, zh, en, ago));
    }

    private String one(
            String tag,
            String condition,
            String state,
            String priority,
            double v,
            double limit,
            String zh,
            String en,
            int ago) {
        String raised = iso(nowMs - ago * 1000L);
        boolean acknowledged = state.equals("ACK_ACTIVE") || state.equals("LATCHED_ACK");
        return "{\"alarmId\":\"" + tag + ":" + condition + "\",\"occurrenceId\":\"x~" + tag + ":" + condition + "~"
                + ago
                + "\",\"state\":\"" + state + "\",\"priority\":\"" + priority + "\",\"category\":\"PROCESS\",\"tag\":\""
                + tag
                + "\",\"condition\":\"" + condition + "\",\"limit\":" + num(limit)
                + ",\"unit\":null,\"enterprise\":\"e1\",\"area\":null,\"message\":{\"zh\":\"" + zh + "\",\"en\":\"" + en
                + "\"},\"value\":" + num(v) + ",\"quality\":\"GOOD\",\"count\":" + (ago > 800 ? 3 : 1)
                + ",\"firstRaisedTime\":\"" + raised + "\",\"raisedTime\":\"" + raised + "\",\"onsetTime\":\""
                + iso(nowMs - ago * 1000L - 15_000) + "\",\"clearedTime\":"
                + (state.contains("RTN") || state.contains("LATCHED") ? quoted(iso(nowMs - 60_000)) : "null")
                + ",\"acknowledgedTime\":" + (acknowledged ? quoted(iso(nowMs - 100_000)) : "null")
                + ",\"acknowledgedBy\":"
                + (acknowledged ? "\"wang.fang\"" : "null") + PEOPLE + "}";
    }

    private static final String PEOPLE =
            ",\"class\":\"process\",\"position\":null,\"informed\":[],\"suppression\":[],\"suppressedBy\":[],\"shelved\":null,"
                    + "\"shelvingAsked\":null,\"manual\":null,\"outOfService\":null,\"annunciatedTime\":null,\"group\":null,"
                    + "\"escalations\":0,\"handling\":null,\"unhandled\":[]";

    private void gateway() {
        String raised = iso(nowMs - 240_000);
        alarms.put(
                "gateway:g3:OFFLINE",
                "{\"alarmId\":\"gateway:g3:OFFLINE\",\"occurrenceId\":\"x~g3~1\",\"state\":\"UNACK_ACTIVE\","
                        + "\"priority\":\"HIGH\",\"category\":\"SYSTEM\",\"tag\":null,\"condition\":\"OFFLINE\",\"limit\":null,\"unit\":null,"
                        + "\"message\":{\"zh\":\"网关 g3 离线\",\"en\":\"Gateway g3 offline\"},\"value\":null,\"quality\":null,\"count\":1,"
                        + "\"firstRaisedTime\":\"" + raised + "\",\"raisedTime\":\"" + raised + "\",\"onsetTime\":\""
                        + raised
                        + "\",\"clearedTime\":null,\"acknowledgedTime\":null,\"acknowledgedBy\":null" + PEOPLE + "}");
    }

    String park() {
        StringJoiner tanks = new StringJoiner(",");
        for (int i = 0; i < TANKS.size(); i++) {
            Tank t = TANKS.get(i);
            StringJoiner tags = new StringJoiner("\",\"", "[\"", "\"]");
            points.stream()
                    .map(Point::tag)
                    .filter(tag -> tag.startsWith(t.id() + "."))
                    .forEach(tags::add);
            tanks.add(
                    "{\"id\":\"" + t.id() + "\",\"name\":" + text(t.zh() + " " + t.id(), t.medium() + " tank " + t.id())
                            + ",\"enterprise\":\"e" + (i / 4 + 1) + "\",\"hazard\":\"h" + (i / 4 + 1)
                            + "\",\"medium\":\"" + t.medium()
                            + "\",\"shape\":\"" + t.shape() + "\",\"heightM\":" + t.top()
                            + ",\"capacityM3\":3000,\"designTonnes\":null,\"tags\":"
                            + tags + "}");
        }
        StringJoiner tags = new StringJoiner(",");
        points.forEach(p -> tags.add(described(p)));
        return "{\"park\":{\"id\":\"p\",\"name\":" + text("滨海示范化工园区", "Binhai Demonstration Chemical Park")
                + ",\"zone\":\"Asia/Shanghai\"},\"enterprises\":[" + named("e1", "海澜精细化工", "Hailan Fine Chemicals")
                + ","
                + named("e2", "江澜氯碱", "Jianglan Chlor-Alkali") + "," + named("e3", "港澜储运", "Ganglan Storage")
                + "],\"gateways\":[" + gatewayOf(1) + "," + gatewayOf(2) + "," + gatewayOf(3)
                + "],\"zones\":[{\"id\":\"z1\",\"name\":" + text("核心区", "Core") + ",\"kind\":\"CORE\"}],\"hazards\":["
                + hazard(1, "溶剂罐区", "Solvent tank farm", 80.4, 2) + "," + hazard(2, "氯气罐区", "Chlorine yard", 67.6, 2)
                + ","
                + hazard(3, "液化气罐区", "Liquefied-gas farm", 780, 1) + "],\"tanks\":[" + tanks + "],\"tags\":[" + tags
                + "],\"gates\":[" + gate("G1", "东门", "East gate", "HAZMAT", "c1") + ","
                + gate("G2", "西门", "West gate", "GENERAL", "c2")
                + "],\"cameras\":[{\"id\":\"c3\",\"name\":" + text("氯气罐区", "Chlorine yard")
                + ",\"zone\":\"z1\",\"tanks\":[\"V-201A\"]}],\"outlets\":["
                + outlet("DW001", "污水总排口", "Main outlet", "MAIN", "DW001.COD\",\"DW001.FLOW")
                + "," + outlet("AP-01", "公共事故应急池", "Accident pool", "ACCIDENT_POOL", "AP-01.LEVEL")
                + "],\"limitsAreDemo\":true,\"drill\":false,\"configVersion\":\"v1\"}";
    }

    private static String described(Point p) {
        StringJoiner limits = new StringJoiner(",", "[", "]");
        for (String limit : p.limits().split(",", -1)) {
            if (!limit.isEmpty()) {
                String[] parts = limit.split("=", -1);
                limits.add("{\"condition\":\"" + parts[0] + "\",\"value\":" + parts[1] + ",\"priority\":\"HIGH\"}");
            }
        }
        return "{\"tag\":\"" + p.tag() + "\",\"metric\":\"" + p.metric() + "\",\"unit\":" + quoted(p.unit())
                + ",\"enterprise\":"
                + quoted(p.owner()) + ",\"gateway\":null,\"tank\":null,\"area\":\"HZ\",\"range\":{\"low\":" + p.low()
                + ",\"high\":"
                + p.high() + "},\"states\":"
                + (p.metric().equals("SWITCH") ? "{\"0\":\"NORMAL\",\"1\":\"TRIPPED\"}" : "null")
                + ",\"limits\":" + limits + "}";
    }

    private String gatewayOf(int n) {
        return "{\"id\":\"g" + n + "\",\"enterprise\":\"e" + n + "\",\"online\":" + (n < 3) + ",\"lastMessageTime\":\""
                + iso(n < 3 ? nowMs : nowMs - 240_000) + "\"}";
    }

    private static String hazard(int n, String zh, String en, double r, int grade) {
        return "{\"id\":\"h" + n + "\",\"name\":" + text(zh, en) + ",\"enterprise\":\"e" + n
                + "\",\"zone\":\"z1\",\"people\":40,\"s\":60,\"r\":" + r + ",\"grade\":\"GRADE_" + grade + "\"}";
    }

    private static String gate(String id, String zh, String en, String kind, String camera) {
        return "{\"id\":\"" + id + "\",\"name\":" + text(zh, en) + ",\"kind\":\"" + kind
                + "\",\"zone\":null,\"allows\":[],\"lanes\":[{\"camera\":\"" + camera + "\",\"direction\":\"IN\"}]}";
    }

    private static String outlet(String id, String zh, String en, String kind, String tags) {
        return "{\"id\":\"" + id + "\",\"name\":" + text(zh, en) + ",\"kind\":\"" + kind
                + "\",\"enterprise\":null,\"tags\":[\"" + tags + "\"]}";
    }

    private static String named(String id, String zh, String en) {
        return "{\"id\":\"" + id + "\",\"name\":" + text(zh, en) + "}";
    }

    private double now(Point p) {
        String id = p.tag().substring(0, p.tag().lastIndexOf('.'));
        for (Tank t : TANKS) {
            if (t.id().equals(id)) {
                return switch (p.metric()) {
                    case "LEVEL" -> t.level();
                    case "PRESSURE" -> t.pressure();
                    case "SWITCH" -> 0;
                    default -> 18.2;
                };
            }
        }
        return p.tag().equals("GD-201.GAS") ? 9.5 : p.tag().equals("RW-01.PH") ? 7.2 : p.high() / 200;
    }

    String values() {
        StringJoiner all = new StringJoiner(",", "[", "]");
        long at = System.currentTimeMillis();
        for (Point p : points) {
            boolean dark = "e3".equals(p.owner());
            String quality = p.tag().equals("GD-103.GAS") ? "BAD" : p.tag().equals("GD-204.GAS") ? "NONE" : "GOOD";
            String time = quoted(iso(dark ? nowMs - 240_000 : at));
            all.add("{\"tag\":\"" + p.tag() + "\",\"v\":" + num(quality.equals("NONE") ? Double.NaN : now(p))
                    + ",\"q\":\"" + quality + "\",\"t\":" + time + ",\"r\":" + time + ",\"stale\":" + dark + "}");
        }
        return all.toString();
    }

    synchronized String snapshot() {
        return event("snapshot-start", "{\"time\":\"" + iso(nowMs) + "\",\"configVersion\":\"v1\"}")
                + event("alarms", "[" + String.join(",", alarms.values()) + "]")
                + event("warnings", warnings())
                + event("windows", "[]")
                + event("values", values())
                + event("passages", passages())
                + event("rejections", rejections())
                + event(
                        "cameras",
                        "[{\"eventId\":\"c-1\",\"camera\":\"c3\",\"kind\":\"SMOKE\",\"confidence\":93,\"imageUrl\":null,\"time\":\""
                                + iso(nowMs - 50_000) + "\",\"recordedTime\":\"" + iso(nowMs) + "\"}]")
                + event("snapshot-end", "{\"time\":\"" + iso(nowMs) + "\"}")
                + event("beat", beat("CONNECTED"));
    }

    private static String warnings() {
        return "[" + warning("PARK", "p", "UNKNOWN") + "," + warning("ENTERPRISE", "e1", "BLUE") + ","
                + warning("UNIT", "h1", "BLUE") + "," + warning("ENTERPRISE", "e2", "ORANGE") + ","
                + warning("UNIT", "h2", "ORANGE") + "," + warning("ENTERPRISE", "e3", "UNKNOWN") + ","
                + warning("UNIT", "h3", "UNKNOWN") + "]";
    }

    private static String warning(String subject, String id, String colour) {
        return "{\"subject\":\"" + subject + "\",\"id\":\"" + id + "\",\"colour\":\"" + colour + "\",\"known\":\""
                + (colour.equals("UNKNOWN") ? "NONE" : colour) + "\",\"reasons\":[\"x:H\"]}";
    }

    /** A hand-over in which nothing is to be handed over. */
    String handover() {
        return "{\"time\":\"" + iso(nowMs)
                + "\",\"position\":null,\"standing\":[],\"shelved\":[],\"asked\":[],\"manual\":[],"
                + "\"outOfService\":[],\"byDesign\":[],\"windows\":[],\"bypassed\":[],\"handling\":[],\"warnings\":[]}";
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    String beat(String mqtt) {
        String at = iso(System.currentTimeMillis());
        return "{\"time\":\"" + at + "\",\"engineTime\":\"" + at + "\",\"dataAgeMs\":420,\"links\":{\"mqtt\":\"" + mqtt
                + "\",\"kafka\":\"CONNECTED\",\"series\":\"CONNECTED\"},\"gateways\":[" + gatewayOf(1) + ","
                + gatewayOf(2) + "," + gatewayOf(3)
                + "],\"counts\":{\"rejections\":2,\"messages\":18231}}";
    }

    private String passages() {
        return "[" + passage(1, "G1", "IN", "浙A·测001挂", "HAZMAT", "", 90) + ","
                + passage(2, "G2", "IN", "浙A·试7K3", "CAR", "", 300) + ","
                + passage(3, "G2", "IN", "浙B·测118挂", "HAZMAT", "\"WRONG_GATE\",\"NO_RESERVATION\"", 30) + "]";
    }

    private String passage(int n, String gate, String direction, String plate, String kind, String reasons, int ago) {
        String at = iso(nowMs - ago * 1000L);
        return "{\"passageId\":\"p" + n + "\",\"eventId\":\"e" + n + "\",\"gate\":\"" + gate
                + "\",\"camera\":\"c1\",\"direction\":\"" + direction
                + "\",\"plate\":\"" + plate + "\",\"subject\":\"s" + n
                + "\",\"plateColor\":\"YELLOW\",\"confidence\":97,\"laneNo\":1,\"vehicleClass\":\""
                + kind + "\",\"speedKmh\":18,\"hazmat\":" + kind.equals("HAZMAT") + ",\"unNumber\":"
                + (kind.equals("HAZMAT") ? "\"1017\"" : "null")
                + ",\"imageUrl\":null,\"time\":\"" + at + "\",\"recordedTime\":\"" + at
                + "\",\"verdict\":\"JUDGED\",\"reasons\":[" + reasons
                + "],\"reservation\":" + (kind.equals("HAZMAT") ? reasons.isEmpty() : "null") + "}";
    }

    String inside() {
        return "{\"count\":2,\"vehicles\":[{\"subject\":\"s1\",\"plate\":\"浙A·测001挂\",\"vehicleClass\":\"HAZMAT\",\"gate\":\"G1\",\"since\":\""
                + iso(nowMs - 90_000) + "\",\"overstayTime\":\"" + iso(nowMs + 21_510_000)
                + "\"},{\"subject\":\"s2\",\"plate\":\"浙A·试7K3\",\"vehicleClass\":\"CAR\",\"gate\":\"G2\",\"since\":\""
                + iso(nowMs - 300_000)
                + "\",\"overstayTime\":null}]}";
    }

    private String rejections() {
        return "[{\"time\":\"" + iso(nowMs - 20_000)
                + "\",\"reason\":\"NOT_JSON\",\"topic\":\"park/p/e2/g2/telemetry\",\"detail\":\"expected one whole JSON document, was no json\",\"meaning\":\"The payload is not one whole JSON document.\"},{\"time\":\""
                + iso(nowMs - 80_000)
                + "\",\"reason\":\"UNKNOWN_TAG\",\"topic\":\"park/p/e1/g1/telemetry\",\"detail\":\"tag=T-999.LEVEL\",\"meaning\":\"The site has no such tag; the sample was not taken.\"}]";
    }

    String series(String tag, String query) {
        long from = Long.parseLong(query.replaceFirst(".*from=(\\d+).*", "$1"));
        long to = Long.parseLong(query.replaceFirst(".*to=(\\d+).*", "$1"));
        long bucket = Math.max(1_000, (to - from) / 360);
        double end = points.stream()
                .filter(p -> p.tag().equals(tag))
                .mapToDouble(this::now)
                .findFirst()
                .orElse(0);
        StringJoiner all = new StringJoiner(",");
        for (long t = from / bucket * bucket; t < to; t += bucket) {
            double part = (to - t) / 3_600_000.0;
            if (part > 0.4 && part < 0.47) {
                continue; // nothing was heard then
            }
            double v = end - Math.min(part, 3) * end * 0.06 + Math.sin(t / 90_000.0) * end * 0.002;
            int quality = part > 0.6 && part < 0.62 ? 2 : 0;
            all.add("[" + t + "," + num(v) + "," + num(v - end * 0.003) + "," + num(v + end * 0.003) + "," + num(v)
                    + "," + quality + "]");
        }
        return "{\"tag\":\"" + tag + "\",\"unit\":null,\"from\":\"" + iso(from) + "\",\"to\":\"" + iso(to)
                + "\",\"bucketMs\":" + bucket + ",\"raw\":false,\"points\":[" + all + "]}";
    }

    /** Acknowledges what is there; refuses a reset, for the condition still stands. */
    synchronized Reply act(String path, String body) {
        String id = body.replaceFirst(".*\"alarmId\":\"([^\"]*)\".*", "$1");
        if (!path.endsWith("/acknowledge")) {
            return new Reply(409, "{\"status\":409,\"code\":\"STILL_ACTIVE\"}", null);
        }
        String changed = alarms.get(id)
                .replace("UNACK_ACTIVE", "ACK_ACTIVE")
                .replace(
                        "\"acknowledgedTime\":null", "\"acknowledgedTime\":\"" + iso(System.currentTimeMillis()) + "\"")
                .replace("\"acknowledgedBy\":null", "\"acknowledgedBy\":\"li.wei\"");
        alarms.put(id, changed);
        return new Reply(200, "{\"accepted\":true,\"reason\":null}", "[" + changed + "]");
    }

    private static String text(String zh, String en) {
        return "{\"zh\":\"" + zh + "\",\"en\":\"" + en + "\"}";
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static String num(double v) {
        return Double.isNaN(v) ? "null" : String.format(Locale.ROOT, "%.4f", v);
    }

    private static String iso(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }
}
