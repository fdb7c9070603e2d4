package io.tocsin.server.cli;

import io.tocsin.config.Text;
import io.tocsin.server.Station;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits for the end of a running engine: asked for, or come to grief. */
final class Watch {
    private static final long LOOK_MS = 200;
    private static final String STOPPED = "STOPPED";
    private static final int LOOKS_AT_START = 300;
    private static final long LOOK_AT_START_MS = 50;

    private Watch() {}

    /** Waits until every link stands, so that what is announced is there; not for ever: the health says what is not. */
    static void connected(Stop stop, Station station) throws InterruptedException {
        int looks = 0;
        while (!station.health().ready()
                && looks < LOOKS_AT_START
                && !stop.asked(LOOK_AT_START_MS, TimeUnit.MILLISECONDS)) {
            looks++;
        }
    }

    static int until(Stop stop, Station station, Terminal terminal) throws InterruptedException {
        while (!stop.asked(LOOK_MS, TimeUnit.MILLISECONDS)) {
            if (station.awaitFailure(0, TimeUnit.MILLISECONDS)) {
                return terminal.complain(stopped(station), Exit.ENVIRONMENT);
            }
        }
        return Exit.DONE;
    }

    private static Text stopped(Station station) {
        String faults = station.health().parts().stream()
                .filter(part -> part.state().equals(STOPPED) && !part.detail().isEmpty())
                .map(part -> part.name() + ": " + part.detail())
                .collect(Collectors.joining("; "));
        return new Text(
                "引擎已停止（" + faults + "）；重启后从数据目录恢复",
                "the engine stopped (" + faults + "); a restart recovers from its folder");
    }
}
