package io.tocsin.rules.gates;

import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import org.jspecify.annotations.Nullable;

/** What is wrong with a passage or a stay; where several are, they stand in this order. */
public enum GateReason {
    BLACKLISTED("The register of vehicles bans it."),
    WRONG_GATE("The gate does not allow its class, on the way in or out."),
    NO_RESERVATION("Its class needs a reservation to enter, and there is none."),
    OVERSTAY_SOON("It has been inside nearly as long as its class may stay."),
    OVERSTAY("It has been inside as long as its class may stay."),
    IMPOSSIBLE_PASSAGE("One plate at two gates within too short a time for one vehicle.");

    private final String sentence;

    GateReason(String sentence) {
        this.sentence = sentence;
    }

    /** For people. */
    public Text label() {
        return switch (this) {
            case BLACKLISTED -> new Text("黑名单车辆", "blacklisted vehicle");
            case WRONG_GATE -> new Text("走错卡口", "wrong gate");
            case NO_RESERVATION -> new Text("无预约入园", "no reservation");
            case OVERSTAY_SOON -> new Text("即将滞留超时", "overstay soon");
            case OVERSTAY -> new Text("滞留超时", "overstay");
            case IMPOSSIBLE_PASSAGE -> new Text("疑似套牌", "impossible passage");
        };
    }

    /** How urgent it is; null where its rule is off. */
    public @Nullable Priority priority(GateRules rules) {
        return switch (this) {
            case BLACKLISTED ->
                rules.blacklist() == null ? null : rules.blacklist().priority();
            case WRONG_GATE ->
                rules.wrongGate() == null ? null : rules.wrongGate().priority();
            case NO_RESERVATION ->
                rules.reservation() == null ? null : rules.reservation().priority();
            case OVERSTAY_SOON ->
                rules.overstay() == null ? null : rules.overstay().warnPriority();
            case OVERSTAY -> rules.overstay() == null ? null : rules.overstay().priority();
            case IMPOSSIBLE_PASSAGE ->
                rules.impossible() == null ? null : rules.impossible().priority();
        };
    }

    /** What it means. */
    public String sentence() {
        return sentence;
    }
}
