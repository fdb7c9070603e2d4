package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every field that the files may have changes the site, and the defaults of the schemas are those of the reader. */
class EveryFieldTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> BASE = Map.of("tags", """
            {"tags": [
              {"tag": "A", "metric": "LEVEL", "limits": {"H": {"value": 5}, "L": 1},
               "deviation": {"setpoint": 1, "limit": 2}, "rateOfChange": {"perMinute": 1, "window": "10s"},
               "flatline": {"window": "10s"}, "state": {"alarmValues": [1]}, "range": {"low": 0, "high": 10},
               "stale": {}, "badQuality": {}, "response": {}},
              {"tag": "B"}, {"tag": "P", "metric": "PRESSURE", "unit": "kPa", "tank": "T"}, {"tag": "R", "unit": "MPa"},
              {"tag": "C", "metric": "TEMPERATURE", "unit": "°C", "tank": "T"}, {"tag": "L", "metric": "LEVEL", "unit": "m", "tank": "T"},
              {"tag": "K", "metric": "LEVEL", "unit": "m", "tank": "T"},
              {"tag": "I", "metric": "FLOW", "unit": "m3/h"}, {"tag": "O", "metric": "FLOW", "unit": "m3/h"},
              {"tag": "WD", "unit": "°"}, {"tag": "WS", "unit": "m/s"}]}""", "park", """
            {"park": {"name": {"en": "X"}}, "enterprises": [{"id": "E"}, {"id": "F"}], "gateways": [{"id": "G", "enterprise": "E"}],
             "zones": [{"id": "Z", "kind": "KEY"}, {"id": "Y", "kind": "CORE"}],
             "hazards": [{"id": "HZ", "enterprise": "E", "people": 5}],
             "tanks": [{"id": "T", "geometry": {"shape": "vertical", "diameter": 2, "height": 3}, "maxFill": 1},
                       {"id": "U", "geometry": {"shape": "horizontal", "diameter": 2, "length": 3}, "maxFill": 1}],
             "gates": [{"id": "G1", "kind": "HAZMAT", "cameras": [{"id": "C1", "direction": "IN"}]}],
             "cameras": [{"id": "C2"}], "spots": [{"of": "B", "east": 1, "north": 2}], "outlets": [{"id": "O", "kind": "MAIN"}],
             "positions": [{"id": "duty"}, {"id": "lead"}]}""", "rules", """
            {"rules": [
              {"id": "e", "inputs": {"a": "A", "b": "B"}, "expr": "a > 1 && b > 1", "priority": "LOW"},
              {"id": "m", "inputs": {"a": "A"}, "kind": "moving", "window": "10m", "amount": 1, "priority": "LOW"},
              {"id": "t", "inputs": {"a": "A"}, "kind": "timeToLimit", "limit": "H", "within": "30m", "priority": "LOW"},
              {"id": "d", "inputs": {"a": "A", "b": "B"}, "kind": "discrepancy", "between": ["a", "b"], "limit": 1, "priority": "LOW"},
              {"id": "p", "inputs": {"pressure": "P", "temperature": "C"}, "kind": "mismatch", "substance": "propylene", "priority": "LOW"},
              {"id": "u", "inputs": {"l": "L", "i": "I", "o": "O"}, "kind": "movement", "levels": ["l"], "in": ["i"], "out": ["o"], "window": "1h",
               "limit": 1, "priority": "LOW"},
              {"id": "c", "inputs": {"a": "A", "b": "B"}, "kind": "count", "of": "a > b", "times": 3, "window": "1h", "priority": "LOW"},
              {"id": "v", "inputs": {"a": "A", "b": "B"}, "kind": "vote", "of": ["a > 1", "b > 1"], "votes": 2, "priority": "LOW"},
              {"id": "w", "inputs": {"a": "A", "direction": "WD", "speed": "WS"}, "kind": "upwind", "of": "a > 1", "priority": "LOW"}],
             "gates": {"wrongGate": {}, "blacklist": {}, "reservation": {}, "overstay": {}, "impossible": {}},
             "classes": [{"id": "process"}], "classOf": [{"match": {"conditions": "DEV"}, "class": "gas"}],
             "responsibility": [{"match": "all", "position": "duty"}],
             "responses": [{"match": "all", "response": {"action": "look"}}],
             "suppression": [{"while": "A:H", "suppress": {"tags": "A", "conditions": "FLAT"}}],
             "shelving": {}, "earlyWarning": [{"colour": "RED", "match": "all"}]}""", "tocsin", """
            {"mqtt": {"url": "ssl://a:1"}, "kafka": {"tls": "on", "user": "k"}, "http": {},
             "series": {"url": "https://a:1"}, "ingest": {}, "journal": {}, "retention": {},
             "away": {}, "site": {}, "targets": [{"id": "mail", "kind": "email", "url": "smtp://127.0.0.1:25",
              "sender": "a@park.example", "recipients": ["b@park.example"]}]}""");

    private static final String SPOTS = " spots: [{of: T, east: 0, north: 0}, {of: S, east: 10, north: 900},"
            + " {of: A, east: 5, north: 5}, {of: P, east: 9, north: 9}],";

    /** Where each shape stands in the base. */
    private static final Map<Shape, String> PLACES = places();

    private static Map<Shape, String> places() {
        Map<Shape, String> places = new LinkedHashMap<>();
        places.put(Shape.TAGS_FILE, "");
        places.put(Shape.TAG, "/tags/0");
        places.put(Shape.RANGE, "/tags/0/range");
        places.put(Shape.LIMITS, "/tags/0/limits");
        places.put(Shape.LIMIT, "/tags/0/limits/H");
        places.put(Shape.DEVIATION, "/tags/0/deviation");
        places.put(Shape.RATE_OF_CHANGE, "/tags/0/rateOfChange");
        places.put(Shape.FLATLINE, "/tags/0/flatline");
        places.put(Shape.STATE, "/tags/0/state");
        places.put(Shape.STALE, "/tags/0/stale");
        places.put(Shape.BAD_QUALITY, "/tags/0/badQuality");
        places.put(Shape.PARK_FILE, "");
        places.put(Shape.PARK, "/park");
        places.put(Shape.TEXT, "/park/name");
        places.put(Shape.ENTERPRISE, "/enterprises/1");
        places.put(Shape.GATEWAY, "/gateways/0");
        places.put(Shape.TANK, "/tanks/0");
        places.put(Shape.GEOMETRY, "/tanks/0/geometry");
        places.put(Shape.ZONE, "/zones/0");
        places.put(Shape.HAZARD, "/hazards/0");
        places.put(Shape.GATE, "/gates/0");
        places.put(Shape.LANE, "/gates/0/cameras/0");
        places.put(Shape.CAMERA, "/cameras/0");
        places.put(Shape.OUTLET, "/outlets/0");
        places.put(Shape.POSITION, "/positions/0");
        places.put(Shape.RESPONSE, "/tags/0/response");
        places.put(Shape.EXPR_RULE, "/rules/0");
        places.put(Shape.MOVING_RULE, "/rules/1");
        places.put(Shape.TIME_TO_LIMIT_RULE, "/rules/2");
        places.put(Shape.DISCREPANCY_RULE, "/rules/3");
        places.put(Shape.MISMATCH_RULE, "/rules/4");
        places.put(Shape.MOVEMENT_RULE, "/rules/5");
        places.put(Shape.COUNT_RULE, "/rules/6");
        places.put(Shape.VOTE_RULE, "/rules/7");
        places.put(Shape.UPWIND_RULE, "/rules/8");
        places.put(Shape.SPOT, "/spots/0");
        places.put(Shape.ALARM_CLASS, "/classes/0");
        places.put(Shape.CLASS_OF, "/classOf/0");
        places.put(Shape.RESPONSIBLE, "/responsibility/0");
        places.put(Shape.RESPONSE_OF, "/responses/0");
        places.put(Shape.PARENT, "/suppression/0");
        places.put(Shape.SHELVING, "/shelving");
        places.put(Shape.WARNING, "/earlyWarning/0");
        places.put(Shape.MATCH, "/suppression/0/suppress");
        places.put(Shape.RULES_FILE, "");
        places.put(Shape.GATE_RULES, "/gates");
        places.put(Shape.WRONG_GATE, "/gates/wrongGate");
        places.put(Shape.BLACKLIST, "/gates/blacklist");
        places.put(Shape.RESERVATION, "/gates/reservation");
        places.put(Shape.OVERSTAY, "/gates/overstay");
        places.put(Shape.IMPOSSIBLE, "/gates/impossible");
        places.put(Shape.SETTINGS_FILE, "");
        places.put(Shape.MQTT, "/mqtt");
        places.put(Shape.KAFKA, "/kafka");
        places.put(Shape.HTTP, "/http");
        places.put(Shape.SERIES, "/series");
        places.put(Shape.INGEST, "/ingest");
        places.put(Shape.JOURNAL, "/journal");
        places.put(Shape.RETENTION, "/retention");
        places.put(Shape.AWAY, "/away");
        places.put(Shape.SITE, "/site");
        places.put(Shape.TARGET, "/targets/0");
        return places;
    }

    /** A value of each field, as JSON, that is neither its default nor what the base says. */
    private static final String OTHER_VALUES = """
            tags.tags = [{"tag": "Z"}]
            tag.tag = "Z"
            tag.metric = "GAS"
            tag.unit = "m"
            tag.range = {"low": 0, "high": 9}
            tag.interval = "5s"
            tag.enterprise = "E"
            tag.gateway = "G"
            tag.tank = "T"
            tag.area = "yard"
            tag.states = {"0": "NORMAL"}
            tag.deadband = 0.5
            tag.onDelay = "15s"
            tag.offDelay = "2s"
            tag.limits = {}
            tag.deviation = {"setpoint": 3, "limit": 2}
            tag.rateOfChange = [{"perMinute": 1, "window": "10s", "direction": "up"}]
            tag.flatline = {"window": "1d"}
            tag.state = {"alarmValues": [2]}
            tag.stale = "off"
            tag.badQuality = "off"
            range.low = -1
            range.high = 11
            range.failLow = -2
            range.failHigh = 12
            range.onDelay = "1s"
            range.offDelay = "1s"
            range.priority = "HIGH"
            range.latching = true
            limits.CH = 7
            limits.HH = {"value": 6}
            limits.H = 4
            limits.L = 2
            limits.LL = 0.5
            limits.GAS_L1 = 1
            limits.GAS_L2 = 2
            limit.value = 6
            limit.deadband = 0.1
            limit.onDelay = "250ms"
            limit.offDelay = "1h"
            limit.priority = "CRITICAL"
            limit.latching = true
            limit.onBad = "raise"
            deviation.setpoint = -1
            deviation.limit = 3
            deviation.deadband = 0.1
            deviation.onDelay = "2m"
            deviation.offDelay = "1s"
            deviation.priority = "LOW"
            deviation.latching = true
            rateOfChange.perMinute = 2
            rateOfChange.window = "20s"
            rateOfChange.direction = "down"
            rateOfChange.deadband = 0.1
            rateOfChange.onDelay = "1s"
            rateOfChange.offDelay = "1s"
            rateOfChange.priority = "LOW"
            rateOfChange.latching = true
            flatline.window = "1m"
            flatline.epsilon = 0.1
            flatline.priority = "HIGH"
            flatline.latching = true
            state.alarmValues = [0, 1]
            state.onDelay = "1s"
            state.offDelay = "1s"
            state.priority = "LOW"
            state.latching = true
            state.onBad = "raise"
            stale.timeout = "1m"
            stale.priority = "HIGH"
            stale.latching = true
            badQuality.onDelay = "1s"
            badQuality.offDelay = "1s"
            badQuality.priority = "HIGH"
            badQuality.latching = true
            park.park = {"id": "Q"}
            park.enterprises = [{"id": "E"}]
            park.gateways = []
            park.zones = []
            park.hazards = []
            park.tanks = []
            park.gates = []
            park.cameras = []
            park.outlets = []
            park.spots = []
            spot.of = "U"
            spot.east = 3
            spot.north = -1
            parkItself.id = "Q"
            parkItself.name = {"zh": "园", "en": "Park"}
            parkItself.zone = "UTC"
            text.zh = "园"
            text.en = "Park"
            enterprise.id = "H"
            enterprise.name = "Hailan"
            gateway.id = "H"
            gateway.enterprise = "F"
            gateway.rateMessages = 100
            gateway.rateBytes = "off"
            gateway.rateBurst = "5s"
            tank.id = "V"
            tank.name = "Tank"
            tank.enterprise = "E"
            tank.medium = "methanol"
            tank.geometry = {"shape": "sphere", "diameter": 2}
            tank.maxFill = 2
            tank.hazard = "HZ"
            tank.q = 5.5
            zone.id = "X"
            zone.name = "Zone"
            zone.kind = "GENERAL"
            hazard.id = "HY"
            hazard.name = "Hazard"
            hazard.enterprise = "F"
            hazard.zone = "Z"
            hazard.people = 50
            gate.id = "G2"
            gate.name = "Gate"
            gate.kind = "EMERGENCY"
            gate.zone = "Z"
            gate.allows = ["WASTE"]
            gate.cameras = [{"id": "C9", "direction": "OUT"}]
            lane.id = "C8"
            lane.direction = "OUT"
            camera.id = "C3"
            camera.name = "Camera"
            camera.zone = "Y"
            camera.tanks = ["T", "U"]
            outlet.id = "P"
            outlet.name = "Outlet"
            outlet.kind = "RAIN"
            outlet.enterprise = "F"
            outlet.tags = ["A"]
            rules.gates = {"dedupe": "1s"}
            gateRules.dedupe = "10s"
            gateRules.minConfidence = 50
            gateRules.wrongGate = "off"
            gateRules.blacklist = "off"
            gateRules.reservation = "off"
            gateRules.overstay = "off"
            gateRules.impossible = "off"
            wrongGate.priority = "LOW"
            blacklist.priority = "LOW"
            reservation.classes = ["CAR"]
            reservation.validity = "2d"
            reservation.priority = "LOW"
            overstay.classes = ["CAR"]
            overstay.warn = "1h"
            overstay.limit = "8h"
            overstay.warnPriority = "MEDIUM"
            overstay.priority = "LOW"
            impossible.within = "1m"
            impossible.priority = "LOW"
            geometry.shape = {"$": {"shape": "horizontal", "diameter": 2, "length": 3}}
            geometry.diameter = 4
            geometry.height = 4
            geometry.length = {"$": {"shape": "horizontal", "diameter": 2, "length": 5}}
            geometry.strapping = {"$": {"strapping": [[0, 0], [1, 120.5]]}}
            park.shifts = ["06:00"]
            park.positions = [{"id": "lead"}]
            gateway.timeout = "90s"
            gateway.clockSkew = "2s"
            position.id = "other"
            position.name = "Room"
            position.enterprise = "E"
            position.escalatesTo = "lead"
            position.contacts = ["8001"]
            tag.class = "gas"
            tag.response = {"action": "look"}
            response.cause = "rain"
            response.consequence = {"zh": "满", "en": "full"}
            response.action = "close it"
            response.timeToRespond = "10m"
            response.plan = "P-1"
            response.cameras = ["C1"]
            response.contacts = ["8001"]
            rules.classes = [{"id": "own"}]
            rules.classOf = []
            rules.responsibility = []
            rules.responses = []
            rules.suppression = []
            rules.shelving = {"most": 3}
            rules.earlyWarning = []
            alarmClass.id = "gas"
            alarmClass.acknowledge = false
            alarmClass.latching = true
            alarmClass.reAlarm = "30m"
            alarmClass.handling = true
            alarmClass.shelving = "forbidden"
            alarmClass.acknowledgeWithin = "off"
            alarmClass.handleWithin = "5m"
            classOf.match = {"conditions": ["FLAT"]}
            classOf.class = "trip"
            responsible.match = {"conditions": "FLAT"}
            responsible.position = "lead"
            responsible.informed = ["lead"]
            responseOf.match = {"conditions": "FLAT"}
            responseOf.response = {"action": "run"}
            parent.while = "A:L"
            parent.suppress = {"conditions": "DEV"}
            shelving.longest = "1h"
            shelving.most = 0
            shelving.confirmWithin = "1m"
            warning.colour = "BLUE"
            warning.match = {"priorities": "HIGH"}
            warning.count = 2
            match.tags = "B*"
            match.tanks = ["T"]
            match.areas = ["*"]
            match.enterprises = ["E"]
            match.metrics = ["LEVEL"]
            match.conditions = ["DEV"]
            match.categories = ["PROCESS"]
            match.priorities = ["HIGH"]
            range.class = "gas"
            range.response = {"action": "look"}
            limit.class = "gas"
            limit.response = {"action": "look"}
            deviation.class = "gas"
            deviation.response = {"action": "look"}
            rateOfChange.class = "gas"
            rateOfChange.response = {"action": "look"}
            flatline.class = "gas"
            flatline.response = {"action": "look"}
            state.class = "gas"
            state.response = {"action": "look"}
            stale.class = "gas"
            stale.response = {"action": "look"}
            badQuality.class = "gas"
            badQuality.response = {"action": "look"}
            rules.rules = []
            exprRule.expr = "a > 2 && b > 1"
            exprRule.id = "z"
            exprRule.inputs = {"a": "A", "b": "I"}
            exprRule.onDelay = "1s"
            exprRule.offDelay = "1s"
            exprRule.priority = "HIGH"
            exprRule.condition = "OWN"
            exprRule.message = "Look"
            exprRule.class = "gas"
            exprRule.response = {"action": "look"}
            exprRule.when = "m"
            exprRule.enterprise = "E"
            exprRule.tank = "T"
            exprRule.area = "yard"
            movingRule.kind = {"$": {"id": "m", "inputs": {"a": "A"}, "kind": "count", "of": "a > 1", "times": 1, "window": "10m"}}
            movingRule.window = "20m"
            movingRule.amount = 2
            movingRule.direction = "up"
            movingRule.id = "z"
            movingRule.inputs = {"x": "A"}
            movingRule.onDelay = "1s"
            movingRule.offDelay = "1s"
            movingRule.priority = "HIGH"
            movingRule.condition = "OWN"
            movingRule.message = "Look"
            movingRule.class = "gas"
            movingRule.response = {"action": "look"}
            movingRule.when = "e"
            movingRule.enterprise = "E"
            movingRule.tank = "T"
            movingRule.area = "yard"
            timeToLimitRule.kind = {"$": {"id": "t", "inputs": {"a": "A"}, "kind": "moving", "amount": 1, "window": "10m"}}
            timeToLimitRule.limit = "L"
            timeToLimitRule.value = {"$": {"id": "t", "inputs": {"a": "A"}, "kind": "timeToLimit", "value": 7, "within": "30m"}}
            timeToLimitRule.rising = {"$": {"id": "t", "inputs": {"a": "A"}, "kind": "timeToLimit", "value": 7, "rising": false, "within": "30m"}}
            timeToLimitRule.within = "10m"
            timeToLimitRule.window = "5m"
            timeToLimitRule.confidence = 0.9
            timeToLimitRule.id = "z"
            timeToLimitRule.inputs = {"x": "A"}
            timeToLimitRule.onDelay = "1s"
            timeToLimitRule.offDelay = "1s"
            timeToLimitRule.priority = "HIGH"
            timeToLimitRule.condition = "OWN"
            timeToLimitRule.message = "Look"
            timeToLimitRule.class = "gas"
            timeToLimitRule.response = {"action": "look"}
            timeToLimitRule.when = "m"
            timeToLimitRule.enterprise = "E"
            timeToLimitRule.tank = "T"
            timeToLimitRule.area = "yard"
            discrepancyRule.kind = {"$": {"id": "d", "inputs": {"a": "A", "b": "B"}, "kind": "vote", "of": ["a > 1", "b > 1"], "votes": 1}}
            discrepancyRule.between = ["b", "a"]
            discrepancyRule.limit = 2
            discrepancyRule.direction = "down"
            discrepancyRule.id = "z"
            discrepancyRule.inputs = {"a": "A", "b": "I"}
            discrepancyRule.onDelay = "1s"
            discrepancyRule.offDelay = "1s"
            discrepancyRule.priority = "HIGH"
            discrepancyRule.condition = "OWN"
            discrepancyRule.message = "Look"
            discrepancyRule.class = "gas"
            discrepancyRule.response = {"action": "look"}
            discrepancyRule.when = "m"
            discrepancyRule.enterprise = "E"
            discrepancyRule.tank = "T"
            discrepancyRule.area = "yard"
            mismatchRule.kind = {"$": {"id": "p", "inputs": {"pressure": "P"}, "kind": "moving", "amount": 1, "window": "10m"}}
            mismatchRule.substance = "chlorine"
            mismatchRule.tolerance = 0.2
            mismatchRule.gauge = false
            mismatchRule.direction = "up"
            mismatchRule.id = "z"
            mismatchRule.inputs = {"pressure": "R", "temperature": "C"}
            mismatchRule.onDelay = "1s"
            mismatchRule.offDelay = "1s"
            mismatchRule.priority = "HIGH"
            mismatchRule.condition = "OWN"
            mismatchRule.message = "Look"
            mismatchRule.class = "gas"
            mismatchRule.response = {"action": "look"}
            mismatchRule.when = "m"
            mismatchRule.enterprise = "E"
            mismatchRule.tank = "S"
            mismatchRule.area = "yard"
            movementRule.kind = {"$": {"id": "u", "inputs": {"l": "L"}, "kind": "moving", "amount": 1, "window": "10m"}}
            movementRule.in = {"$": {"id": "u", "inputs": {"l": "L", "o": "O"}, "kind": "movement", "levels": ["l"], "out": ["o"], "window": "1h", "limit": 1, "priority": "LOW"}}
            movementRule.out = {"$": {"id": "u", "inputs": {"l": "L", "i": "I"}, "kind": "movement", "levels": ["l"], "in": ["i"], "window": "1h", "limit": 1, "priority": "LOW"}}
            movementRule.window = "30m"
            movementRule.limit = 2
            movementRule.direction = "down"
            movementRule.id = "z"
            movementRule.inputs = {"l": "K", "i": "I", "o": "O"}
            movementRule.onDelay = "1s"
            movementRule.offDelay = "1s"
            movementRule.priority = "HIGH"
            movementRule.condition = "OWN"
            movementRule.message = "Look"
            movementRule.class = "gas"
            movementRule.response = {"action": "look"}
            movementRule.when = "m"
            movementRule.enterprise = "E"
            movementRule.tank = "T"
            movementRule.area = "yard"
            countRule.kind = {"$": {"id": "c", "inputs": {"a": "A", "b": "B"}, "kind": "vote", "of": ["a > 1", "b > 1"], "votes": 1}}
            countRule.of = "a < b"
            countRule.times = 2
            countRule.window = "2h"
            countRule.id = "z"
            countRule.inputs = {"a": "A", "b": "I"}
            countRule.onDelay = "1s"
            countRule.offDelay = "1s"
            countRule.priority = "HIGH"
            countRule.condition = "OWN"
            countRule.message = "Look"
            countRule.class = "gas"
            countRule.response = {"action": "look"}
            countRule.when = "m"
            countRule.enterprise = "E"
            countRule.tank = "T"
            countRule.area = "yard"
            upwindRule.kind = {"$": {"id": "w", "inputs": {"a": "A", "b": "B"}, "kind": "vote", "of": ["a > 1", "b > 1"], "votes": 1}}
            upwindRule.of = "a > 2"
            upwindRule.sources = ["T"]
            upwindRule.angle = 20
            upwindRule.reach = 100
            upwindRule.calm = 1
            upwindRule.window = "5m"
            upwindRule.inputs = {"a": "P", "direction": "WD", "speed": "WS"}
            upwindRule.id = "z"
            upwindRule.onDelay = "1s"
            upwindRule.offDelay = "1s"
            upwindRule.priority = "HIGH"
            upwindRule.condition = "OWN"
            upwindRule.message = "Look"
            upwindRule.class = "gas"
            upwindRule.response = {"action": "look"}
            upwindRule.when = "m"
            upwindRule.enterprise = "E"
            upwindRule.tank = "T"
            upwindRule.area = "yard"
            voteRule.kind = {"$": {"id": "v", "inputs": {"a": "A", "b": "B"}, "kind": "discrepancy", "between": ["a", "b"], "limit": 1}}
            voteRule.of = ["a > 2", "b > 1"]
            voteRule.votes = 1
            voteRule.bad = "ignored"
            voteRule.id = "z"
            voteRule.inputs = {"a": "A", "b": "I"}
            voteRule.onDelay = "1s"
            voteRule.offDelay = "1s"
            voteRule.priority = "HIGH"
            voteRule.condition = "OWN"
            voteRule.message = "Look"
            voteRule.class = "gas"
            voteRule.response = {"action": "look"}
            voteRule.when = "m"
            voteRule.enterprise = "E"
            voteRule.tank = "T"
            voteRule.area = "yard"
            movementRule.levels = {"$": {"id": "u", "inputs": {"l": "L", "k": "K", "i": "I", "o": "O"}, "kind": "movement", "levels": ["l", "k"], "in": ["i"], "out": ["o"], "window": "1h", "limit": 1, "priority": "LOW"}}
            tag.when = "w"
            range.when = "w"
            limit.when = "w"
            deviation.when = "w"
            rateOfChange.when = "w"
            flatline.when = "w"
            state.when = "w"
            stale.when = "w"
            badQuality.when = "w"
            tocsin.mqtt = {"user": "u"}
            tocsin.kafka = {"bootstrap": "k:9"}
            tocsin.http = {"port": 1}
            tocsin.series = {"url": "off"}
            tocsin.ingest = {"maxSkew": "1s"}
            tocsin.journal = {"segmentSize": "1MiB"}
            tocsin.retention = {"history": "200d"}
            tocsin.away = {"mqtt": "1s"}
            tocsin.site = {"watch": "off"}
            tocsin.targets = []
            mqtt.url = "tcp://[::1]:8883"
            mqtt.clientId = "c"
            mqtt.user = "u"
            mqtt.password = "p"
            mqtt.ca = "/ca.pem"
            mqtt.certificate = {"$": {"url": "ssl://a:1", "certificate": "/c.pem", "key": "/k.pem"}}
            mqtt.key = {"$": {"url": "ssl://a:1", "certificate": "/c.pem", "key": "/k.pem"}}
            kafka.bootstrap = "embedded"
            kafka.operators = "declared"
            kafka.tls = "off"
            kafka.ca = "/ca.pem"
            kafka.certificate = {"$": {"tls": "on", "user": "k", "certificate": "/c.pem", "key": "/k.pem"}}
            kafka.key = {"$": {"tls": "on", "user": "k", "certificate": "/c.pem", "key": "/k.pem"}}
            kafka.mechanism = "PLAIN"
            kafka.user = "other"
            kafka.password = "p"
            http.bind = "0.0.0.0"
            http.port = 0
            series.url = "embedded"
            series.org = "o"
            series.bucket = "b"
            series.database = "d"
            series.token = "t"
            series.ca = "/ca.pem"
            series.certificate = {"$": {"url": "https://a:1", "certificate": "/c.pem", "key": "/k.pem"}}
            series.key = {"$": {"url": "https://a:1", "certificate": "/c.pem", "key": "/k.pem"}}
            ingest.maxSkew = "5s"
            ingest.maxPayload = "2MiB"
            ingest.maxSamplesPerMessage = 5
            ingest.maxNesting = 9
            ingest.rateMessages = "off"
            ingest.rateBytes = "1MiB"
            ingest.rateBurst = "10s"
            journal.segmentSize = "1GiB"
            journal.snapshotEvery = "1s"
            retention.history = "180d"
            retention.journalSize = "1GiB"
            retention.journalAge = "1d"
            retention.eventsSize = "1GiB"
            retention.eventsAge = "180d"
            away.mqtt = "2s"
            away.kafka = "3s"
            away.series = "4s"
            site.watch = "off"
            target.id = "other"
            target.kind = {"$": {"id": "mail", "kind": "webhook", "url": "https://h.example/t?k=1", "secret": "0123456789abcdef"}}
            target.url = "smtps://mail.example:465"
            target.secret = {"$": {"id": "mail", "kind": "webhook", "url": "https://h.example/t?k=1", "secret": "0123456789fedcba"}}
            target.events = ["CLEARED"]
            target.priorities = ["CRITICAL", "HIGH"]
            target.positions = ["duty"]
            target.informed = true
            target.enterprises = ["E"]
            target.from = "beginning"
            target.user = "u"
            target.password = "p"
            target.sender = "c@park.example"
            target.recipients = ["b@park.example", "c@park.example"]
            target.language = "en"
            target.every = "10m"
            """;

    @TempDir
    Path folder;

    record Field(String file, Shape shape, String name) {
        @Override
        public String toString() {
            return shape.id() + "." + name;
        }
    }

    static Stream<Field> fields() {
        List<List<Shape>> byFile = Shape.byFile();
        return Stream.iterate(0, i -> i < byFile.size(), i -> i + 1)
                .flatMap(i -> byFile.get(i).stream()
                        .flatMap(shape ->
                                shape.names().stream().map(name -> new Field(Schemas.NAMES.get(i), shape, name))));
    }

    static Stream<Field> fieldsWithADefault() {
        return fields().filter(EveryFieldTest::hasDefault);
    }

    private static boolean hasDefault(Field field) {
        return defaultOf(field) != null;
    }

    private static JsonNode defaultOf(Field field) {
        return Schemas.of(field.file(), field.shape())
                .path("properties")
                .path(field.name())
                .get("default");
    }

    @ParameterizedTest
    @MethodSource("fields")
    void changesTheSite(Field field) {
        String value = OTHER_VALUES
                .lines()
                .filter(line -> line.startsWith(field + " = "))
                .map(line -> line.substring(line.indexOf('=') + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no value to try for " + field));
        String changed = with(field, JSON.readTree(value));
        assertThat(Schemas.errors(field.file(), changed)).isEmpty();
        Site before = read(field.file(), base(field.file()));
        Site after = read(field.file(), changed);
        assertThat(after).isNotEqualTo(before);
        assertThat(SiteDifference.of(before, after).changes())
                .isNotEmpty()
                .allMatch(change -> !Objects.equals(change.before(), change.after()) || isHidden(change));
    }

    @ParameterizedTest
    @MethodSource("fieldsWithADefault")
    void standsForItsDefaultWhereItIsAbsent(Field field) {
        String without = without(field);
        assertThat(read(field.file(), with(field, defaultOf(field)))).isEqualTo(read(field.file(), without));
    }

    private static boolean isHidden(SiteDifference.Change change) {
        return Objects.equals(change.before(), RecordText.HIDDEN);
    }

    private static String base(String file) {
        return Objects.requireNonNull(BASE.get(file), file);
    }

    private static String with(Field field, JsonNode value) {
        ObjectNode root = (ObjectNode) JSON.readTree(base(field.file()));
        ObjectNode place = (ObjectNode) root.at(PLACES.get(field.shape()));
        if (value.has("$")) {
            place.removeAll();
            place.setAll((ObjectNode) value.get("$"));
        } else {
            place.set(field.name(), value);
        }
        return root.toString();
    }

    private static String without(Field field) {
        ObjectNode root = (ObjectNode) JSON.readTree(base(field.file()));
        ((ObjectNode) root.at(PLACES.get(field.shape()))).remove(field.name());
        return root.toString();
    }

    /** The site without its hash, which changes with every byte. */
    private Site read(String file, String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        String tags = base("tags");
        texts.put("tags.yaml", file.equals("park") ? tags.replace("\"tank\": \"T\"", "\"area\": \"X\"") : tags);
        texts.put("rules.yaml", "{rules: [{id: w, expr: 'true'}]}");
        texts.put(
                "park.yaml",
                file.equals("park")
                        ? ""
                        : "{enterprises: [{id: E}], gateways: [{id: G, enterprise: E}],"
                                + (file.equals("rules") ? SPOTS : "")
                                + " tanks: [{id: T, geometry: {shape: sphere, diameter: 1}, maxFill: 1},"
                                + " {id: S, geometry: {shape: sphere, diameter: 1}, maxFill: 1}],"
                                + " positions: [{id: duty}, {id: lead}]}");
        texts.put(file + ".yaml", text);
        Site s = SiteFiles.site(folder, texts);
        return new Site(
                s.park(),
                s.enterprises(),
                s.gateways(),
                s.tanks(),
                s.tags(),
                s.ground(),
                s.closure(),
                s.rules(),
                s.annunciation(),
                s.settings(),
                "");
    }
}
