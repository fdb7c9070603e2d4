package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.journal.JournalException;
import io.tocsin.server.http.Health;
import io.tocsin.server.http.HttpServer;
import io.tocsin.server.live.EngineListener;
import io.tocsin.server.live.ListsReader;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.live.ShellClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One running engine with everything around it: MQTT in, Kafka out and commands in, HTTP beside it.
 *
 * <p>Nothing here waits for a neighbour: a broker or a Kafka that is away is shown in the health and tried again.
 */
public final class Station implements AutoCloseable {
    /**
     * Where and with whom.
     *
     * @param home the folder that holds all data of this engine
     * @param settings connections as they are; the site's own file may have others
     * @param drill true where the clock comes with the data and results go to topics of their own
     * @param site the site's folder, whose lists of vehicles and reservations are followed; null = there are none
     */
    public record Options(
            Path home,
            Settings settings,
            boolean drill,
            @Nullable Path site) {
        /** Without lists. */
        public Options(Path home, Settings settings, boolean drill) {
            this(home, settings, drill, null);
        }
    }

    private final Metrics metrics = new Metrics();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final LiveEngine engine;
    private volatile @Nullable HttpServer http;
    private volatile @Nullable Links links;
    private volatile @Nullable DrainWatch drainWatch;
    private volatile @Nullable ListsWatch listsWatch;

    private Station(Options options, LongSupplier clock) throws JournalException {
        long segmentBytes = options.settings().journal().segmentBytes();
        engine = LiveEngine.open(
                new LiveEngine.Options(options.home(), options.drill(), segmentBytes), clock, new Told());
    }

    /** Recovers, then starts everything; returns as soon as the engine itself works. Where it fails, nothing is left. */
    public static Station start(SiteReader.Result configured, Options options)
            throws JournalException, HttpServer.CannotListen {
        LongSupplier clock = options.drill() ? new DrillClock() : new ShellClock();
        Station station = new Station(options, clock);
        try {
            station.begin(configured, options, clock);
            return station;
        } catch (JournalException | HttpServer.CannotListen | RuntimeException e) {
            station.giveUp(e);
            throw e;
        }
    }

    private void begin(SiteReader.Result configured, Options options, LongSupplier clock)
            throws JournalException, HttpServer.CannotListen {
        Site site = configured.site().orElseThrow(() -> new IllegalArgumentException("expected a site without errors"));
        metrics.watch(engine);
        Settings.Http listen = options.settings().http();
        http = HttpServer.start(
                listen.bind(),
                listen.port(),
                new HttpServer.Sources(metrics::scrape, this::health, engine::alarms, engine::rejections));
        engine.start(configured);
        followLists(options, site);
        Links open = Links.open(engine, options, site, clock);
        links = open;
        watch(open, options.drill());
    }

    private void followLists(Options options, Site site) {
        Path folder = options.site();
        if (folder != null) {
            ListsWatch lists = new ListsWatch(folder, site, engine, ListsReader.STANDARD);
            listsWatch = lists;
            metrics.gateLists(lists, ListsWatch::refused);
            lists.start();
        }
    }

    private void giveUp(Exception reason) {
        try {
            close();
        } catch (JournalException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void watch(Links open, boolean drill) {
        metrics.link("mqtt", open::isMqttConnected);
        metrics.link("kafka", open::isKafkaConnected);
        metrics.kafkaLag(open, Links::kafkaLag);
        if (!drill) {
            DrainWatch draining = new DrainWatch(engine, open);
            drainWatch = draining;
            draining.start();
        }
    }

    public int httpPort() {
        HttpServer listening = http;
        if (listening == null) {
            throw new IllegalStateException("expected a station that was started");
        }
        return listening.port();
    }

    /** How many inputs were read again at the start. */
    public long recoveredInputs() {
        return engine.recoveredInputs();
    }

    public Health health() {
        List<Health.Part> parts = new ArrayList<>(engine.health());
        boolean live = parts.stream().allMatch(Health.Part::ok);
        ListsWatch lists = listsWatch;
        if (lists != null) {
            parts.add(lists.health());
        }
        Links open = links;
        if (open != null) {
            parts.addAll(open.health());
        }
        return new Health(live && open != null, parts);
    }

    /** Waits until the engine comes to grief, or for so long; true where it came to grief. */
    public boolean awaitFailure(long timeout, TimeUnit unit) throws InterruptedException {
        return failed.await(timeout, unit);
    }

    /** Takes nothing more in, finishes what is durable, and closes; state stays in the folder. */
    @Override
    @SuppressWarnings("try") // named only to be closed: in reverse order, each whatever became of the others
    public void close() throws JournalException {
        try (metrics;
                engine;
                HttpServer listening = http;
                Links open = links;
                DrainWatch draining = drainWatch;
                ListsWatch lists = listsWatch) {
            if (open != null) {
                open.closeInputs();
            }
            engine.stopThreads();
        }
    }

    /** What the engine tells while it works; called on its threads. */
    private final class Told implements EngineListener {
        @Override
        public void forced(int records, long nanos) {
            metrics.forced(nanos);
        }

        @Override
        public void eventsDurable() {
            Links open = links;
            if (open != null) {
                open.eventsDurable();
            }
        }

        @Override
        public void failed() {
            failed.countDown();
        }
    }
}
