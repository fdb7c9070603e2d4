package io.tocsin.server.incidents;

import static io.tocsin.server.incidents.Script.minutes;
import static io.tocsin.server.incidents.Script.seconds;

import java.util.List;

/** Small cases at the corners of the rules, beside the incidents. */
final class Corners {
    private Corners() {}

    static List<Script> all() {
        return List.of(
                bothGasLevelsByOneSample(),
                superiorReturnsFirst(),
                handledUnderASuperior(),
                mixedTimeouts(),
                longOutage(),
                backWithSomeSilent(),
                flapping(),
                threeDark(),
                badThenDark(),
                staleAgainUnderFrozen(),
                thaw());
    }

    static Script bothGasLevelsByOneSample() {
        return new Script(
                        "both-gas-levels",
                        "one sample raises both gas levels, and they return one after the other",
                        minutes(5))
                .with(Course.of("GD-201.GAS", 0)
                        .step(minutes(1), 5)
                        .at(minutes(2), 5)
                        .at(minutes(3), 0));
    }

    /** H for a minute, HH for a minute, and H for long after it. */
    static Script superiorReturnsFirst() {
        return new Script("superior-returns-first", "HH returns and H stands on", minutes(60))
                .with(Course.of("T-101.LEVEL", 12.5)
                        .step(minutes(1), 12.95)
                        .step(minutes(3), 13.2)
                        .step(minutes(4), 12.95));
    }

    /** HH and then CH, and nobody does anything. */
    static Script handledUnderASuperior() {
        return new Script("handled-under-a-superior", "CH over HH for more than an hour", minutes(80))
                .with(Course.of("T-101.LEVEL", 12.5).step(minutes(1), 13.2).step(minutes(3), 13.5));
    }

    static Script mixedTimeouts() {
        Script script = new Script("mixed-timeouts", "data frozen, detectors too: they are stale earlier", minutes(20));
        FieldScripts.silence(script, Long.MAX_VALUE, FieldScripts.YARD);
        FieldScripts.silence(script, Long.MAX_VALUE, List.of("GD-201.GAS", "GD-202.GAS", "GD-203.GAS", "GD-204.GAS"));
        return script;
    }

    static Script longOutage() {
        return new Script(
                        "long-outage", "a gateway is dark until all of its tags are stale, and comes back", minutes(30))
                .dark(FieldScripts.E2, minutes(2), minutes(20));
    }

    static Script backWithSomeSilent() {
        Script script = new Script(
                        "back-with-some-silent", "a gateway comes back without some of its tags", minutes(30))
                .dark(FieldScripts.E2, minutes(4), minutes(14));
        FieldScripts.silence(script, Long.MAX_VALUE, FieldScripts.YARD.subList(1, 8));
        return script;
    }

    static Script flapping() {
        Script script =
                new Script("flapping", "a gateway says its will and is back at once, again and again", minutes(12));
        for (int i = 1; i <= 4; i++) {
            script.act(new Script.Status(minutes(2 * i), FieldScripts.E2, false))
                    .act(new Script.Status(minutes(2 * i) + 500, FieldScripts.E2, true));
        }
        return script;
    }

    static Script threeDark() {
        Script script =
                new Script("three-dark", "three gateways of four are cut off and come back together", minutes(12));
        for (String gateway : List.of(FieldScripts.E1, FieldScripts.E2, FieldScripts.E3)) {
            script.dark(gateway, minutes(2), minutes(4)).act(new Script.Status(minutes(2), gateway, false));
        }
        return script;
    }

    static Script badThenDark() {
        return new Script("bad-then-dark", "a bad transmitter, and its gateway goes dark and comes back", minutes(20))
                .with(Course.of("V-201A.LEVEL", 1.2).badFrom(minutes(1)))
                .dark(FieldScripts.E2, minutes(3), minutes(6));
    }

    /** A stale tag that is heard before it was told; stale again while its gateway is frozen; and it stays silent. */
    static Script staleAgainUnderFrozen() {
        Script script = new Script(
                "stale-again", "stale, heard again within seconds, stale again under a frozen gateway", minutes(30));
        FieldScripts.silence(script, minutes(20), FieldScripts.YARD);
        return script.with(Course.of("T-204.LEVEL", 5)
                .silent(minutes(1), minutes(6) + seconds(3))
                .silent(minutes(7), Long.MAX_VALUE));
    }

    static Script thaw() {
        Script script = new Script("thaw", "data frozen, and all of it comes back in one message", minutes(15));
        FieldScripts.silence(script, minutes(10), FieldScripts.YARD);
        return script;
    }
}
