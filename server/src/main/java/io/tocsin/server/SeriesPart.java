package io.tocsin.server;

import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.series.SeriesPump;
import io.tocsin.journal.Cursor;
import io.tocsin.server.link.LinkState;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import io.tocsin.server.series.SeriesLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series of one engine: what leaves its journal for the store, and how that does. Thread-safe. */
final class SeriesPart implements AutoCloseable {
    private final SeriesLink link;
    private final Overload overload;
    private final @Nullable EmbeddedSeries embedded;

    private SeriesPart(SeriesLink link, Overload overload, @Nullable EmbeddedSeries embedded) {
        this.link = link;
        this.overload = overload;
        this.embedded = embedded;
    }

    /** A drill writes no series: its times and values are not what happened. */
    static boolean isWanted(Station.Options options) {
        return !options.drill() && !options.settings().series().isOff();
    }

    static SeriesPart start(LiveEngine engine, Station.Options options) throws IOException {
        Path home = options.home();
        SeriesLink.Options where =
                new SeriesLink.Options(options.settings().series(), options.series(), home.resolve("dead-letters"));
        DurableSeriesCursor cursor =
                new DurableSeriesCursor(Cursor.open(home.resolve("cursors").resolve("series")));
        Overload overload = new Overload(engine::queuedShare, engine::oldestWaitMs, Links.wall());
        SeriesLink link = SeriesLink.start(where, engine.telemetry(), cursor, Links.wall(), overload::mayWork);
        return new SeriesPart(link, overload, options.series());
    }

    boolean isConnected() {
        return link.status().state() == LinkState.CONNECTED;
    }

    /** True while alarms need the machine for themselves. */
    boolean isPaused() {
        return overload.isPaused();
    }

    SeriesPump.Figures figures() {
        return link.figures();
    }

    long lag() {
        return link.lag();
    }

    Health.Part health() {
        Health.Part part = Links.part("series", link.status());
        String fault = embeddedFault();
        if (!fault.isEmpty()) {
            return new Health.Part("series", false, "SUSPENDED", part.sinceTimeMs(), fault);
        }
        return part.ok() && isPaused() ? new Health.Part("series", true, "PAUSED", overload.sinceMs(), "") : part;
    }

    private String embeddedFault() {
        if (embedded == null) {
            return "";
        }
        try {
            List<String> suspended = embedded.suspended();
            return suspended.isEmpty()
                    ? ""
                    : "expected all tables to apply what was written, was suspended " + suspended;
        } catch (EmbeddedSeries.QueryFailed e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
