package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.ingest.RateLimits;
import io.tocsin.journal.JournalException;
import io.tocsin.rules.Input;
import io.tocsin.server.accounts.Role;
import io.tocsin.server.accounts.SignIn;
import io.tocsin.server.explain.Explainer;
import io.tocsin.server.explain.Explanations;
import io.tocsin.server.explain.HeldStarts;
import io.tocsin.server.explain.OneAtATime;
import io.tocsin.server.http.HttpServer;
import io.tocsin.server.live.EngineListener;
import io.tocsin.server.live.ListsReader;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.live.ShellClock;
import io.tocsin.server.past.AlarmHistory;
import io.tocsin.server.past.History;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Reload;
import io.tocsin.server.picture.SiteStatus;
import io.tocsin.server.series.SeriesReader;
import io.tocsin.server.series.SeriesReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param accounts the folder that says who may sign in; several engines may share it
     * @param series the store of series where it is in this process
     */
    public record Options(
            Path home,
            Settings settings,
            boolean drill,
            @Nullable Path site,
            Path accounts,
            @Nullable EmbeddedSeries series) {
        /** With accounts of its own; without lists, and without a store in this process. */
        public Options(Path home, Settings settings, boolean drill) {
            this(home, settings, drill, null, home, null);
        }
    }

    private final Metrics metrics = new Metrics();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final LiveEngine engine;
    private final SignIn accounts;
    private volatile @Nullable HttpServer http;
    private volatile @Nullable Links links;
    private volatile @Nullable DrainWatch drainWatch;
    private volatile @Nullable FaultWatch faultWatch;
    private volatile SeriesReader series = SeriesReaders.none("expected a station that was started");
    private volatile @Nullable ListsWatch listsWatch;
    private volatile @Nullable SiteWatch siteWatch;
    private volatile @Nullable AlarmHistory history;

    private Station(Options options, LongSupplier clock) throws IOException {
        Settings settings = options.settings();
        accounts = SignIn.open(options.accounts(), Links.wall());
        engine = LiveEngine.open(
                new LiveEngine.Options(options.home(), options.drill(), settings.journal(), settings.retention()),
                new LiveEngine.Clocks(clock, options.drill() ? clock : Links.wall()),
                new Told());
    }

    /** Recovers, then starts everything; returns as soon as the engine itself works. Where it fails, nothing is left. */
    public static Station start(SiteReader.Result configured, Options options)
            throws IOException, HttpServer.CannotListen {
        LongSupplier clock = options.drill() ? new DrillClock() : new ShellClock();
        Station station = new Station(options, clock);
        try {
            station.begin(configured, options, clock);
            return station;
        } catch (IOException | HttpServer.CannotListen | RuntimeException e) {
            station.giveUp(e);
            throw e;
        }
    }

    private void begin(SiteReader.Result configured, Options options, LongSupplier clock)
            throws IOException, HttpServer.CannotListen {
        Site site = configured.site().orElseThrow(() -> new IllegalArgumentException("expected a site without errors"));
        metrics.watch(engine);
        metrics.load(engine, site);
        metrics.dropped(engine, RateLimits.sources(site));
        series = options.drill()
                ? SeriesReaders.none("expected a live engine, was a drill, which keeps no series")
                : SeriesReaders.open(site, options.settings().series(), options.series());
        AlarmHistory past = new AlarmHistory(pastOf(options), new HistoryLog(engine), engine::nowMs, Links.wall());
        history = past;
        metrics.history(past);
        Settings.Http listen = options.settings().http();
        http = HttpServer.start(
                listen.bind(),
                listen.port(),
                new StationView(engine, this, metrics::scrape, options.drill()),
                explanations(options),
                accounts);
        engine.start(configured);
        past.start();
        followLists(options, site);
        Links open = Links.open(engine, options, site, clock, this::health);
        links = open;
        watch(open, options);
        keepForReaders(open, past);
        followSite(configured, options);
    }

    /** Reads beside the engine, no further than is durable, and one question at a time: the disk is the engine's. */
    private Explanations explanations(Options options) {
        Explainer.Durable durable = new Explainer.Durable(() -> engine.figures().appliedSeq(), engine::durableEvents);
        return new OneAtATime(new Explainer(options.home(), new HeldStarts(options.home()), durable, seq -> {}), 1);
    }

    static AlarmHistory.Options pastOf(Options options) {
        return new AlarmHistory.Options(
                options.home().resolve("history"),
                options.settings().retention().historyMs());
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

    /** The site of a drill is that of the data. */
    private void followSite(SiteReader.Result configured, Options options) {
        Path folder = options.site();
        if (folder == null || options.drill()) {
            return;
        }
        SiteWatch watch = new SiteWatch(
                folder,
                configured,
                () -> SiteReader.read(folder, System.getenv()),
                new SiteShell(engine, listsWatch, site -> SeriesReaders.prepare(site, options.series()), this::follow));
        siteWatch = watch;
        metrics.site(watch);
        if (configured.site().orElseThrow().settings().site().watched()) {
            watch.start();
        }
    }

    private void follow(Site site) {
        series = series.under(site);
        metrics.load(engine, site);
        Links open = links;
        if (open != null) {
            open.follow(site);
            metrics.targets(open.targets());
        }
    }

    /** Null before the engine has a configuration. */
    @Nullable
    SiteStatus site() {
        return SiteShell.status(engine, siteWatch);
    }

    /** Takes the site's files as they are now. */
    Reload reload(String user) throws InterruptedException {
        SiteWatch watch = siteWatch;
        return watch == null ? new Reload.NoFiles() : watch.reload(new Input.Principal(user, "console"));
    }

    private void giveUp(Exception reason) {
        try {
            close();
        } catch (JournalException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Old records may go once everybody who reads them is known. */
    private void keepForReaders(Links open, AlarmHistory past) {
        engine.eventsReadBy(open::kafkaPosition);
        engine.eventsReadBy(past::position);
        engine.eventsReadBy(open.targets()::position);
        open.series().ifPresent(part -> engine.inputsReadBy(() -> part.figures().seq()));
        engine.deleteOld();
    }

    private void watch(Links open, Options options) {
        HttpServer listening = http;
        if (listening != null) {
            metrics.console(accounts, listening);
        }
        metrics.link("mqtt", open::isMqttConnected);
        metrics.link("kafka", open::isKafkaConnected);
        metrics.kafka(open, Links::kafkaLag, Links::kafkaResends, Links::topicDifferences);
        open.series().ifPresent(metrics::series);
        metrics.targets(open.targets());
        if (!options.drill()) {
            DrainWatch draining = new DrainWatch(engine, open);
            drainWatch = draining;
            draining.start();
            FaultWatch faults = FaultWatch.of(engine, open, options);
            faultWatch = faults;
            faults.start();
        }
    }

    public int httpPort() {
        HttpServer listening = http;
        if (listening == null) {
            throw new IllegalStateException("expected a station that was started");
        }
        return listening.port();
    }

    /**
     * A one-time token that signs an operator in who has no account: for the demonstration. It goes behind
     * {@code /?link=} in the page's address.
     */
    public String operatorLink() {
        return accounts.newLink("operator", Role.OPERATOR);
    }

    /** The file with the token that creates the first account; empty where there is an account. */
    public Optional<Path> setupToken() {
        return accounts.needsSetUp() ? Optional.of(accounts.setupTokenFile()) : Optional.empty();
    }

    /** Reads the series of the site's tags. */
    public SeriesReader series() {
        return series;
    }

    /** What happened before. */
    History history() {
        AlarmHistory past = history;
        if (past == null) {
            throw new IllegalStateException("expected a station that was started");
        }
        return past;
    }

    /** How many inputs stood in the snapshot from which the start went on. */
    public long restoredInputs() {
        return engine.restoredInputs();
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
        SiteWatch watch = siteWatch;
        if (watch != null) {
            parts.add(watch.health());
        }
        Links open = links;
        if (open != null) {
            parts.addAll(open.health());
        }
        AlarmHistory past = history;
        if (past != null) {
            parts.add(Links.part("history", past.status().link()));
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
                AlarmHistory past = history;
                SignIn known = accounts;
                HttpServer listening = http;
                Links open = links;
                DrainWatch draining = drainWatch;
                FaultWatch faults = faultWatch;
                ListsWatch lists = listsWatch;
                SiteWatch watch = siteWatch) {
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
            eventsSaid();
        }

        @Override
        public void eventsSaid() {
            HttpServer listening = http;
            if (listening != null) {
                listening.wakeUp();
            }
        }

        @Override
        public void failed() {
            failed.countDown();
        }
    }
}
