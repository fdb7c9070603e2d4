package io.tocsin.server;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.SiteDifference;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import io.tocsin.rules.Input;
import io.tocsin.server.events.ConfigHash;
import io.tocsin.server.picture.Health;
import io.tocsin.server.picture.Reload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the site's files have changed; once they stand still, reads and checks them whole, and
 * hands what is sound to the engine. What is not sound changes nothing: it is logged once, counted and shown with all
 * problems. Thread-safe: a person may ask for the same at any time.
 */
final class SiteWatch implements AutoCloseable {
    static final long LOOK_EVERY_MS = 2_000;
    /** Who changes what nobody signed in for: whoever may write the files. */
    static final Input.Principal FILES = new Input.Principal("file watch", "file");

    private static final Logger LOG = LoggerFactory.getLogger(SiteWatch.class);
    private static final long DURABLE_WITHIN_S = 10;

    /** Where a sound site goes. */
    interface Taker {
        /** Why a site that is sound by itself cannot be taken as things are; empty where it can. */
        List<Problem> unfit(Site site);

        /** Completes when it is durable. */
        CompletableFuture<Void> take(SiteReader.Result read, Input.Principal by);
    }

    private final Path folder;
    private final Supplier<SiteReader.Result> reader;
    private final Taker taker;
    private final Site started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "site-watch");
    private Site inForce;
    private String looked;
    private String looksLike;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Standing standing;

    /** How the files stand. */
    record Standing(
            boolean watched, List<Problem> refused, List<Problem> warnings, SiteDifference atNextStart, long sinceMs) {
        List<Problem> problems() {
            return refused.isEmpty() ? warnings : refused;
        }
    }

    /**
     * @param configured what the engine was started with
     * @param reader reads the folder whole
     */
    SiteWatch(Path folder, SiteReader.Result configured, Supplier<SiteReader.Result> reader, Taker taker) {
        this.folder = folder;
        this.reader = reader;
        this.taker = taker;
        started = configured.site().orElseThrow(() -> new IllegalArgumentException("expected a site without errors"));
        inForce = started;
        // Not what it looks like now: what was changed since it was read must be found.
        looked = "";
        looksLike = "";
        standing = new Standing(
                false,
                List.of(),
                configured.problems(),
                SiteDifference.NONE,
                Links.wall().getAsLong());
        thread.setDaemon(true);
    }

    /** Follows the files from now on. */
    void start() {
        Standing now = standing;
        standing = new Standing(true, now.refused(), now.warnings(), now.atNextStart(), now.sinceMs());
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An editor writes in steps: only what looks the same twice is read. */
    synchronized void look() throws InterruptedException {
        String now = looks();
        boolean still = now.equals(looksLike);
        looksLike = now;
        if (still && !now.equals(looked)) {
            SiteReader.Result read = readWhole();
            if (read != null && reload(read, FILES) instanceof Reload.NotDurable) {
                LOG.warn("the change of the site is not durable yet");
            }
        }
    }

    /** Takes the files as they are now. */
    synchronized Reload reload(Input.Principal by) throws InterruptedException {
        SiteReader.Result read = null;
        for (int i = 0; i < ATTEMPTS && read == null; i++) {
            read = readWhole();
        }
        return read == null ? refuse(List.of(RESTLESS)) : reload(read, by);
    }

    /** Null where something was changed meanwhile: a mixture of old and new is no site. */
    private SiteReader.@Nullable Result readWhole() {
        String before = looks();
        SiteReader.Result read = reader.get();
        looksLike = looks();
        return before.equals(looksLike) ? read : null;
    }

    private Reload reload(SiteReader.Result read, Input.Principal by) throws InterruptedException {
        List<Problem> problems = problems(read);
        if (!problems.isEmpty()) {
            looked = looksLike;
            return refuse(problems);
        }
        try {
            Reload reload = take(read, by);
            looked = looksLike;
            return reload;
        } catch (UncheckedIOException e) {
            // Not the files' fault: tried again at the next look.
            return refuse(
                    List.of(whole(".", new Text("应能保存配置，实为 " + e, "expected to keep the configuration, was " + e))));
        }
    }

    private List<Problem> problems(SiteReader.Result read) {
        Site site = read.site().orElse(null);
        if (site == null) {
            return read.problems();
        }
        if (!site.park().id().equals(inForce.park().id())) {
            String id = inForce.park().id();
            return List.of(whole(
                    "park.yaml",
                    new Text(
                            "应为园区 " + id + "（运行中不能更换，须重新启动），实为 " + site.park().id(),
                            "expected the park " + id + " (another one needs a restart), was "
                                    + site.park().id())));
        }
        return taker.unfit(site);
    }

    private static final int ATTEMPTS = 3;
    private static final Problem RESTLESS =
            whole(".", new Text("应为静止的文件，实为正在写入", "expected files that stand still, was being written"));

    private static Problem whole(String file, Text message) {
        return new Problem(Problem.Severity.ERROR, file, 0, 0, "", message, null);
    }

    private Reload refuse(List<Problem> problems) {
        Standing now = standing;
        if (!now.refused().equals(problems)) {
            refused.incrementAndGet();
            LOG.warn("the site stays as it was, expected files without errors, was {}", rendered(problems));
            standing = new Standing(
                    now.watched(),
                    problems,
                    now.warnings(),
                    now.atNextStart(),
                    Links.wall().getAsLong());
        }
        return new Reload.Refused(problems);
    }

    private static String rendered(List<Problem> problems) {
        return problems.stream()
                .map(problem -> "\n" + problem.render(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private Reload take(SiteReader.Result read, Input.Principal by) throws InterruptedException {
        Site before = inForce;
        Site after = read.site().orElseThrow();
        SiteDifference difference = SiteDifference.of(before, after);
        SiteDifference atNextStart = SiteDifference.of(started, after).atNextStart();
        CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);
        if (!before.hash().equals(after.hash())) {
            durable = taker.take(read, by);
            inForce = after;
            taken.incrementAndGet();
            say(difference, after, by);
        }
        Standing now = standing;
        standing = new Standing(
                now.watched(),
                List.of(),
                read.problems(),
                atNextStart,
                Links.wall().getAsLong());
        return await(durable)
                ? new Reload.Taken(
                        ConfigHash.version(before.hash()),
                        ConfigHash.version(after.hash()),
                        difference,
                        read.problems(),
                        difference.atNextStart())
                : new Reload.NotDurable();
    }

    private static void say(SiteDifference difference, Site after, Input.Principal by) {
        LOG.info(
                "the site was changed: {} changes, configVersion {}, by {} via {}",
                difference.changes().size(),
                ConfigHash.version(after.hash()),
                by.operator(),
                by.via());
        if (!difference.atNextStart().isEmpty()) {
            LOG.warn("takes effect at the next start: {}", names(difference.atNextStart()));
        }
    }

    private static String names(SiteDifference difference) {
        return difference.changes().stream()
                .map(change -> change.what() + "." + change.field())
                .collect(Collectors.joining(", "));
    }

    private static boolean await(CompletableFuture<Void> durable) throws InterruptedException {
        try {
            durable.get(DURABLE_WITHIN_S, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected a durable change or none", e);
        }
    }

    /** Size and time of each file that belongs to a site, for they cost nothing. */
    private String looks() {
        List<String> looks = new ArrayList<>();
        for (String name : SiteReader.FILES) {
            try {
                Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                    looks.add(name + " " + found.size() + " " + found.lastModifiedTime());
                }
            } catch (IOException e) {
                looks.add(name + " " + e);
            }
        }
        return "seen " + looks;
    }

    Standing standing() {
        return standing;
    }

    Health.Part health() {
        Standing now = standing;
        if (!now.refused().isEmpty()) {
            String first = now.refused().get(0).render(Locale.ROOT);
            return new Health.Part("site", false, "REFUSED", now.sinceMs(), first);
        }
        String waiting =
                now.atNextStart().isEmpty() ? "" : "takes effect at the next start: " + names(now.atNextStart());
        return new Health.Part("site", true, "IN_FORCE", now.sinceMs(), waiting);
    }

    /** Changes that were taken. */
    long taken() {
        return taken.get();
    }

    /** Changes that were not sound. */
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
