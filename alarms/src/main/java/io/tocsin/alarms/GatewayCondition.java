package io.tocsin.alarms;

import io.tocsin.config.Text;

/** What can be wrong with a gateway. */
enum GatewayCondition {
    /** It said so, or was not heard for its timeout: nothing comes of it. */
    OFFLINE(true, "离线", "offline"),
    /** It is heard, and half of its tags or more stand still. */
    GATEWAY_FROZEN(true, "在线，但半数以上位号数据中断", "online, but half of its tags or more are stale"),
    CLOCK_SKEW(true, "时钟超前，数据被拒收", "clock runs ahead, data refused"),
    CLOCK_STEP(false, "时钟回拨", "clock was set back"),
    RATE_EXCEEDED(true, "发送超限，超出部分被丢弃", "sends more than it may, excess dropped");

    private final boolean blinding;
    private final String zh;
    private final String en;

    GatewayCondition(boolean blinding, String zh, String en) {
        this.blinding = blinding;
        this.zh = zh;
        this.en = en;
    }

    /** True where data of the gateway is missing while it stands. */
    boolean blinds() {
        return blinding;
    }

    Text message(String gateway) {
        return new Text("网关 " + gateway + " " + zh, "Gateway " + gateway + " " + en);
    }
}
