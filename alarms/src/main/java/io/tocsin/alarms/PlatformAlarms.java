package io.tocsin.alarms;

import io.tocsin.config.AlarmKind;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Priority;
import io.tocsin.config.Text;
import io.tocsin.rules.Input.PlatformFault.Part;

/** The alarms of the platform's own health: each site has them, whatever it configures. */
final class PlatformAlarms {
    static final String ACQUISITION_LOST = "system:ACQUISITION_LOST";

    private PlatformAlarms() {}

    static String id(Part part) {
        return "system:" + part.name();
    }

    static Definition of(Part part, Annunciation rules) {
        return Definition.of(
                AlarmKind.of(id(part), "SYSTEM", null, part.name(), priority(part)), rules, message(part), null);
    }

    /** Most gateways are dark at once: it is hardly the gateways. */
    static Definition acquisitionLost(Annunciation rules) {
        return Definition.of(
                AlarmKind.of(ACQUISITION_LOST, "SYSTEM", null, "ACQUISITION_LOST", Priority.CRITICAL),
                rules,
                new Text("数据采集中断：多数网关离线", "Acquisition lost: most gateways are offline"),
                null);
    }

    /** What blinds the park, or could lose what was said, is as urgent as anything in it. */
    private static Priority priority(Part part) {
        return switch (part) {
            case NOT_DURABLE, MQTT_LINK, CLIENT_ID_TAKEN -> Priority.CRITICAL;
            case SESSION_LOST, KAFKA_LINK, HOST_CLOCK, DISK_NEARLY_FULL -> Priority.HIGH;
            case SERIES_LINK, SERIES_LOST -> Priority.MEDIUM;
        };
    }

    private static Text message(Part part) {
        return switch (part) {
            case NOT_DURABLE ->
                new Text(
                        "输入无法写入磁盘，报警照常判断，但断电会丢失",
                        "Inputs cannot be written to disk; alarms go on, but would be lost with this process");
            case SESSION_LOST ->
                new Text("消息服务器丢失了会话，期间数据可能缺失", "The broker lost our session; data published meanwhile may be missing");
            case MQTT_LINK -> new Text("与消息服务器的连接中断，现场数据全部中断", "No connection to the broker; no data comes in");
            case CLIENT_ID_TAKEN -> new Text("另一客户端占用了本机的客户端标识", "Another client uses our client id at the broker");
            case KAFKA_LINK ->
                new Text("与 Kafka 的连接中断，报警暂存本地", "No connection to Kafka; alarms are kept here until it is back");
            case SERIES_LINK ->
                new Text(
                        "与时序库的连接中断，数据暂存本地",
                        "No connection to the store of series; data are kept here until it is back");
            case HOST_CLOCK ->
                new Text(
                        "主机时钟被改动且与现场时间不符，仍按原时间运行",
                        "The host's clock was set and contradicts the field; time goes on as before");
            case DISK_NEARLY_FULL -> new Text("数据盘或日志配额即将用尽", "The disk, or the journal's share of it, is nearly full");
            case SERIES_LOST ->
                new Text(
                        "日志配额用尽，部分数据未写入时序库",
                        "The journal reached its size limit; some data never reached the store of series");
        };
    }
}
