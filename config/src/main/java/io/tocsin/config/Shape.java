package io.tocsin.config;

import java.util.List;

/**
 * A mapping of a site's files and the names it may have. The published schemas and docs/configuration.md are held to
 * this table by tests, so that none of the three can know a name that the others do not.
 *
 * @param id its name in the schemas' definitions; the file's name for a file's root
 * @param names the names that have an effect, in the order of the documentation
 * @param notYet names that belong here but have no effect in this version: they are refused in plain words
 */
record Shape(String id, List<String> names, List<String> notYet) {
    static final Shape TEXT = of("text", "zh en");

    static final Shape TAGS_FILE = of("tags", "tags");
    static final Shape TAG = of(
            "tag",
            "tag metric unit range interval enterprise gateway tank area states deadband onDelay offDelay limits"
                    + " deviation rateOfChange flatline state stale badQuality class response when");
    static final Shape RANGE =
            of("range", "low high failLow failHigh onDelay offDelay priority latching class response when");
    static final Shape LIMITS = of("limits", "CH HH H L LL GAS_L1 GAS_L2");
    static final Shape LIMIT =
            of("limit", "value deadband onDelay offDelay priority latching onBad class response when");
    static final Shape DEVIATION =
            of("deviation", "setpoint limit deadband onDelay offDelay priority latching class response when");
    static final Shape RATE_OF_CHANGE = of(
            "rateOfChange",
            "perMinute window direction deadband onDelay offDelay priority latching class response when");
    static final Shape FLATLINE = of("flatline", "window epsilon priority latching class response when");
    static final Shape STATE = of("state", "alarmValues onDelay offDelay priority latching onBad class response when");
    static final Shape STALE = of("stale", "timeout priority latching class response when");
    static final Shape BAD_QUALITY = of("badQuality", "onDelay offDelay priority latching class response when");

    static final Shape PARK_FILE =
            of("park", "park enterprises gateways zones hazards tanks gates cameras outlets spots shifts positions");
    static final Shape POSITION = of("position", "id name enterprise escalatesTo contacts");
    static final Shape PARK = of("parkItself", "id name zone");
    static final Shape ENTERPRISE = of("enterprise", "id name");
    static final Shape GATEWAY = of("gateway", "id enterprise rateMessages rateBytes rateBurst timeout clockSkew");
    static final Shape TANK = of("tank", "id name enterprise medium geometry maxFill hazard q");
    static final Shape GEOMETRY = of("geometry", "shape diameter height length strapping");

    static final Shape ZONE = of("zone", "id name kind");
    static final Shape HAZARD = of("hazard", "id name enterprise zone people");
    static final Shape GATE = of("gate", "id name kind zone allows cameras");
    static final Shape LANE = of("lane", "id direction");
    static final Shape CAMERA = of("camera", "id name zone tanks");
    static final Shape OUTLET = of("outlet", "id name kind enterprise tags");

    static final Shape SPOT = of("spot", "of east north");

    static final Shape RULES_FILE =
            of("rules", "gates rules classes classOf responsibility responses suppression shelving earlyWarning");

    /** What composite rules of every kind may say. */
    static final Shape RULE =
            of("rule", "id onDelay offDelay priority condition message class response when enterprise tank area");

    static final Shape EXPR_RULE = rule("exprRule", "expr inputs");
    static final Shape MOVING_RULE = rule("movingRule", "kind inputs window amount direction");
    static final Shape TIME_TO_LIMIT_RULE =
            rule("timeToLimitRule", "kind inputs limit value rising within window confidence");
    static final Shape DISCREPANCY_RULE = rule("discrepancyRule", "kind inputs between limit direction");
    static final Shape MISMATCH_RULE = rule("mismatchRule", "kind inputs substance tolerance gauge direction");
    static final Shape MOVEMENT_RULE = rule("movementRule", "kind inputs levels in out window limit direction");
    static final Shape COUNT_RULE = rule("countRule", "kind inputs of times window");
    static final Shape VOTE_RULE = rule("voteRule", "kind inputs of votes bad");
    static final Shape UPWIND_RULE = rule("upwindRule", "kind inputs of sources angle reach calm window");
    static final Shape MATCH = of("match", "tags tanks areas enterprises metrics conditions categories priorities");
    static final Shape RESPONSE = of("response", "cause consequence action timeToRespond plan cameras contacts");
    static final Shape ALARM_CLASS =
            of("alarmClass", "id acknowledge latching reAlarm handling shelving acknowledgeWithin handleWithin");
    static final Shape CLASS_OF = of("classOf", "match class");
    static final Shape RESPONSIBLE = of("responsible", "match position informed");
    static final Shape RESPONSE_OF = of("responseOf", "match response");
    static final Shape PARENT = of("parent", "while suppress");
    static final Shape SHELVING = of("shelving", "longest most confirmWithin");
    static final Shape WARNING = of("warning", "colour match count");
    static final Shape GATE_RULES =
            of("gateRules", "dedupe minConfidence wrongGate blacklist reservation overstay impossible");
    static final Shape WRONG_GATE = of("wrongGate", "priority");
    static final Shape BLACKLIST = of("blacklist", "priority");
    static final Shape RESERVATION = of("reservation", "classes validity priority");
    static final Shape OVERSTAY = of("overstay", "classes warn limit warnPriority priority");
    static final Shape IMPOSSIBLE = of("impossible", "within priority");

    static final Shape SETTINGS_FILE = of("tocsin", "mqtt kafka http series ingest journal retention away site targets")
            .notYet(List.of("users"));
    static final Shape MQTT = of("mqtt", "url clientId user password ca certificate key");
    static final Shape KAFKA = of("kafka", "bootstrap operators tls ca certificate key mechanism user password");
    static final Shape HTTP = of("http", "bind port");
    static final Shape SERIES = of("series", "url org bucket database token ca certificate key");
    static final Shape INGEST =
            of("ingest", "maxSkew maxPayload maxSamplesPerMessage maxNesting rateMessages rateBytes rateBurst");
    static final Shape JOURNAL = of("journal", "segmentSize snapshotEvery");
    static final Shape RETENTION = of("retention", "history journalSize journalAge eventsSize eventsAge");
    static final Shape AWAY = of("away", "mqtt kafka series");
    static final Shape SITE = of("site", "watch");
    static final Shape TARGET = of(
            "target",
            "id kind url secret events priorities positions informed enterprises from user password sender recipients"
                    + " language every");

    /** Files of table tests stand beside a site, not in it: see {@link #ofTests()}. */
    static final Shape TESTS_FILE = of("test", "tags rules tests");

    static final Shape TABLE_TEST = of("tableTest", "name start samples steps until watch expect");
    static final Shape SERIES_OF_SAMPLES = of("seriesOfSamples", "every from values");
    static final Shape SAMPLE_STEP = of("sampleStep", "at tag v q received hist");
    static final Shape TICK_STEP = of("tickStep", "at tick");
    static final Shape RESTART_STEP = of("restartStep", "at restart drained");
    static final Shape EXPECTED = of("expected", "at alarm state value onset q");

    private static Shape rule(String id, String names) {
        return of(id, names + " " + String.join(" ", RULE.names));
    }

    private static Shape of(String id, String names) {
        return new Shape(id, List.of(names.split(" ")), List.of());
    }

    private Shape notYet(List<String> more) {
        return new Shape(id, names, more);
    }

    /** The shapes of each file, its root first; {@link #TEXT} and what else is shared is repeated in each that uses it. */
    static List<List<Shape>> byFile() {
        return List.of(
                List.of(
                        TAGS_FILE,
                        TAG,
                        RANGE,
                        LIMITS,
                        LIMIT,
                        DEVIATION,
                        RATE_OF_CHANGE,
                        FLATLINE,
                        STATE,
                        STALE,
                        BAD_QUALITY,
                        RESPONSE),
                List.of(
                        PARK_FILE,
                        PARK,
                        ENTERPRISE,
                        GATEWAY,
                        ZONE,
                        HAZARD,
                        TANK,
                        GEOMETRY,
                        GATE,
                        LANE,
                        CAMERA,
                        OUTLET,
                        SPOT,
                        POSITION,
                        TEXT),
                List.of(
                        RULES_FILE,
                        GATE_RULES,
                        WRONG_GATE,
                        BLACKLIST,
                        RESERVATION,
                        OVERSTAY,
                        IMPOSSIBLE,
                        EXPR_RULE,
                        MOVING_RULE,
                        TIME_TO_LIMIT_RULE,
                        DISCREPANCY_RULE,
                        MISMATCH_RULE,
                        MOVEMENT_RULE,
                        COUNT_RULE,
                        VOTE_RULE,
                        UPWIND_RULE,
                        ALARM_CLASS,
                        CLASS_OF,
                        RESPONSIBLE,
                        RESPONSE_OF,
                        PARENT,
                        SHELVING,
                        WARNING,
                        MATCH),
                List.of(SETTINGS_FILE, MQTT, KAFKA, HTTP, SERIES, INGEST, JOURNAL, RETENTION, AWAY, SITE, TARGET));
    }

    /** The shapes of a {@code *.test.yaml}, its root first. */
    static List<Shape> ofTests() {
        return List.of(TESTS_FILE, TABLE_TEST, SERIES_OF_SAMPLES, SAMPLE_STEP, TICK_STEP, RESTART_STEP, EXPECTED, TEXT);
    }
}
