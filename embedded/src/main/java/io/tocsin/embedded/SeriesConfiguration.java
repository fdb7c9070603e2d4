package io.tocsin.embedded;

/** How QuestDB is set up: one port, small buffers, one thread of each kind, nothing sent to anybody. */
final class SeriesConfiguration {
    private SeriesConfiguration() {}

    static String server(String address) {
        return String.join(
                "\n",
                "http.bind.to=" + address,
                "http.min.enabled=false",
                "pg.enabled=false",
                "line.tcp.enabled=false",
                "line.udp.enabled=false",
                "telemetry.enabled=false",
                "telemetry.disable.completely=true",
                "metrics.enabled=false",
                "cairo.mat.view.enabled=false",
                "shared.worker.count=1",
                "cairo.writer.data.append.page.size=1M",
                "cairo.o3.column.memory.size=256K",
                "");
    }

    /**
     * None: its writers know no folder with a name beyond ASCII, or no bound. What counts, a table that is suspended and
     * why, it answers when asked.
     */
    static String log() {
        return "writers=\n";
    }
}
