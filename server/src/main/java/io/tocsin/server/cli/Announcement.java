package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.server.Station;

/** What a person needs to know once the engine works: where things are. */
record Announcement(Terminal terminal, Settings settings, int httpPort) {
    void print(Station station) {
        String http = address();
        terminal.print(
                "警钟已就绪：MQTT " + settings.mqtt().url() + "，Kafka "
                        + settings.kafka().bootstrap() + "，HTTP " + http + "/"
                        + recovered(station, "（已恢复 ", " 条输入，其中重读 ", " 条）"),
                "Tocsin is ready: MQTT " + settings.mqtt().url() + "  Kafka "
                        + settings.kafka().bootstrap() + "  HTTP " + http + "/"
                        + recovered(station, "  (recovered ", " inputs, ", " of them read again)"));
        tellOperators(settings, terminal);
    }

    /** Said at every start and check, for whoever reads it may not have written the site. */
    static void tellOperators(Settings settings, Terminal terminal) {
        if (settings.kafka().operators() == Settings.Operators.DECLARED) {
            terminal.print(
                    "经 Kafka 下达的命令不核对账户：署名者即以全园区班长身份、持全部岗位操作（kafka.operators: declared）",
                    "Commands by Kafka are not held against accounts: whoever is named acts as a supervisor of the whole park"
                            + " who holds all positions (kafka.operators: declared)");
        }
    }

    private String address() {
        String bind = settings.http().bind();
        return "http://" + (bind.indexOf(':') < 0 ? bind : "[" + bind + "]") + ":" + httpPort;
    }

    /** Where an operator gets in who has no account: once, and for a quarter of an hour. */
    void printLink(Station station) {
        String link = address() + "/?link=" + station.operatorLink();
        terminal.print("操作员登录（仅限一次）：" + link, "Operator's page (works once): " + link);
    }

    /** Where the token for the first account is; the token itself is for its owner alone to read. */
    void printSetUp(Station station) {
        station.setupToken()
                .ifPresent(file -> terminal.print(
                        "尚无账户：在 " + address() + "/ 用 " + file + " 中的一次性令牌创建首个账户",
                        "No account yet: create the first one at " + address() + "/ with the one-time token in "
                                + file));
    }

    /** All inputs that the state comes of, and those of them that no snapshot covered. */
    private static String recovered(Station station, String before, String between, String after) {
        long all = station.restoredInputs() + station.recoveredInputs();
        return all == 0 ? "" : before + all + between + station.recoveredInputs() + after;
    }
}
