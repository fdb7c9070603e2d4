package io.tocsin.server.series;

import io.tocsin.config.Settings;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.series.SeriesCursor;
import io.tocsin.ingest.series.SeriesPump;
import io.tocsin.ingest.series.SeriesPump.Turn;
import io.tocsin.ingest.series.SeriesStore;
import io.tocsin.ingest.series.TelemetrySource;
import io.tocsin.server.link.DeadLetterLines;
import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to the store of series: turns the pump on a thread of its own and backs off while the store does not take
 * what it is given.
 *
 * <p>Thread-safe. It follows durable records only, so nothing waits for it but {@link #close}.
 */
public final class SeriesLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesLink.class);
    private static final long IDLE_MS = 100;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final TelemetrySource source;
    private final InfluxStore store;
    private final DeadLetterFile deadLetters;
    private final SeriesPump pump;
    private final LinkThread thread;

    /**
     * Where to and from where on.
     *
     * @param settings with an address: {@code embedded} has become one, {@code off} has no link
     * @param embedded the store where it is in this process
     * @param deadLetters folder of the points that the store never takes
     */
    public record Options(
            Settings.Series settings, @Nullable EmbeddedSeries embedded, Path deadLetters) {}

    /** What the store did not take now. */
    private static final class NotTaken extends Exception {
        private static final long serialVersionUID = 1;

        NotTaken(String reason) {
            super(reason);
        }
    }

    private SeriesLink(
            Options options, TelemetrySource source, SeriesCursor cursor, LongSupplier nowMs, BooleanSupplier mayWork)
            throws IOException {
        this.source = source;
        store = new InfluxStore(options.settings());
        deadLetters = new DeadLetterFile(options.deadLetters(), DeadLetterLines.Bounds.standard());
        EmbeddedSeries embedded = options.embedded();
        SeriesStore sink = embedded == null ? store : new EmbeddedStore(embedded, store);
        pump = new SeriesPump(source, sink, deadLetters, cursor, mayWork);
        thread = new LinkThread("tocsin-series-pump", nowMs, this::serve);
    }

    /**
     * Starts its thread; returns at once.
     *
     * @param nowMs epoch milliseconds, for the status
     * @param mayWork false while the machine is needed for what is more urgent
     */
    public static SeriesLink start(
            Options options, TelemetrySource source, SeriesCursor cursor, LongSupplier nowMs, BooleanSupplier mayWork)
            throws IOException {
        SeriesLink link = new SeriesLink(options, source, cursor, nowMs, mayWork);
        link.thread.start();
        return link;
    }

    private void serve() throws Exception {
        store.requireAnswer();
        thread.connected();
        while (!thread.closing()) {
            Turn turn = pump.doWork(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            switch (turn) {
                case IDLE, PAUSED -> thread.nap(IDLE_MS);
                case WORKED -> thread.worked();
                case RETRY, HELD -> throw new NotTaken(pump.figures().reason());
            }
        }
    }

    public LinkStatus status() {
        return thread.status();
    }

    public SeriesPump.Figures figures() {
        return pump.figures();
    }

    /** Durable records of the journal that are not settled yet. */
    public long lag() {
        return Math.max(0, source.lastSeq() - pump.figures().seq());
    }

    /** What was not written stays in the journal, behind the cursor, for the next start. */
    @Override
    public void close() {
        thread.close(FAREWELL);
        try {
            pump.close();
            deadLetters.close();
        } catch (IOException e) {
            LOG.warn("the series pump did not close cleanly: {}", e.toString());
        } finally {
            store.close();
        }
    }
}
