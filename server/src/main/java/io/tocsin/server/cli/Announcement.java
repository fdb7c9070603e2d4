package io.tocsin.server.cli;

import io.tocsin.config.Settings;
import io.tocsin.server.Station;

/** What a person needs to know once the engine works: where things are. */
record Announcement(Terminal terminal, Settings settings, int httpPort) {
    void print(Station station) {
        String bind = settings.http().bind();
        String http = "http://" + (bind.indexOf(':') < 0 ? bind : "[" + bind + "]") + ":" + httpPort;
        terminal.print(
                "警钟已就绪：MQTT " + settings.mqtt().url() + "，Kafka "
                        + settings.kafka().bootstrap() + "，HTTP " + http + "/"
                        + recovered(station, "（已恢复 ", " 条输入）"),
                "Tocsin is ready: MQTT " + settings.mqtt().url() + "  Kafka "
                        + settings.kafka().bootstrap() + "  HTTP " + http + "/"
                        + recovered(station, "  (recovered ", " inputs)"));
    }

    private static String recovered(Station station, String before, String after) {
        return station.recoveredInputs() == 0 ? "" : before + station.recoveredInputs() + after;
    }
}
