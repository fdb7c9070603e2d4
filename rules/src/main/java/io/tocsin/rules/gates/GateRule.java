package io.tocsin.rules.gates;

/** The rules of gates; each has at most one alarm for each plate. */
public enum GateRule {
    /** BLACKLISTED, WRONG_GATE, NO_RESERVATION: one alarm for a visit, whatever the reasons. */
    GATE_ENTRY("gate-entry"),
    OVERSTAY_SOON("overstay-soon"),
    OVERSTAY("overstay"),
    IMPOSSIBLE_PASSAGE("impossible-passage");

    private final String id;

    GateRule(String id) {
        this.id = id;
    }

    /** {@code rule:<id>:<subject>}. */
    public String alarmId(String subject) {
        return "rule:" + id + ":" + subject;
    }
}
