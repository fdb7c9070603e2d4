package io.tocsin.server;

import io.tocsin.config.GateLists;
import io.tocsin.config.GateListsReader;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.server.live.GateTexts;
import io.tocsin.server.live.ListsReader;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the files that say who may come have changed, and hands sound ones to the engine. What
 * is not sound changes nothing: the lists before go on, the first problem is logged once, counted and shown.
 */
final class ListsWatch implements AutoCloseable {
    static final long LOOK_EVERY_MS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(ListsWatch.class);

    private final Path folder;
    private final LiveEngine engine;
    private final ListsReader reader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "lists-watch");
    private String looksLike = "";
    private byte[] looked;
    private Site site;
    /** What the bytes stand for under the site; null where that was not looked at here. */
    private @Nullable GateLists inForce;

    private volatile Health.Part health;
    private final AtomicLong refused = new AtomicLong();

    ListsWatch(Path folder, Site site, LiveEngine engine, ListsReader reader) {
        this.folder = folder;
        this.site = site;
        this.engine = engine;
        this.reader = reader;
        looked = engine.gateListsInForce();
        health = well();
        thread.setDaemon(true);
    }

    /** Looks for the first time before it returns, so that the first passage is judged by the lists that are there. */
    void start() {
        look();
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

    /** Size and time first, for they cost nothing; then the content, which decides. */
    synchronized void look() {
        try {
            String now = looks();
            if (!now.equals(looksLike)) {
                take(texts());
                looksLike = now;
            }
        } catch (IOException e) {
            refuse(e.toString());
        }
    }

    private String looks() throws IOException {
        StringBuilder looks = new StringBuilder("seen");
        for (String file : GateTexts.FILES) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                looks.append(' ').append(file).append(' ').append(found.size());
                looks.append(' ').append(found.lastModifiedTime());
            }
        }
        return looks.toString();
    }

    private SortedMap<String, byte[]> texts() throws IOException {
        SortedMap<String, byte[]> texts = new TreeMap<>();
        long size = 0;
        for (String file : GateTexts.FILES) {
            Path path = folder.resolve(file);
            if (Files.exists(path)) {
                size += Files.size(path);
                if (size > GateTexts.BYTES_MAX) {
                    throw new IOException("expected at most " + GateTexts.BYTES_MAX + " bytes of lists, was " + size);
                }
                texts.put(file, Files.readAllBytes(path));
            }
        }
        return texts;
    }

    /**
     * Goes on under another site. What this puts into the journal stands in it in this order, so that lists are never
     * read again under a site that they do not fit.
     *
     * @param taken hands the site to the engine
     */
    synchronized <T> T follow(Site other, Supplier<T> taken) {
        if (inForce == null) {
            inForce = reader.read(GateTexts.read(looked), site).lists();
        }
        T told = taken.get();
        site = other;
        looksLike = "";
        look();
        return told;
    }

    /**
     * Why a site cannot be taken: no lists that are here fit it, neither those of the files nor those in force. No plate
     * stands in what is said.
     */
    synchronized List<Problem> unfit(Site other) {
        if (reader.read(GateTexts.read(looked), other).isSound()) {
            return List.of();
        }
        try {
            return GateListsReader.read(texts(), other).problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .map(ListsWatch::withoutPlates)
                    .toList();
        } catch (IOException e) {
            Text message = new Text("应为可读的名单文件，实为 " + e, "expected lists that can be read, was " + e);
            return List.of(new Problem(Problem.Severity.ERROR, GateTexts.FILES.get(0), 0, 0, "", message, null));
        }
    }

    private static Problem withoutPlates(Problem problem) {
        Text message = new Text(
                "应为符合新站点的行，实为其他内容；`tocsin check` 说明原因",
                "expected a row that fits the new site, was another; `tocsin check` says why");
        return new Problem(
                problem.severity(), problem.file(), problem.line(), problem.column(), problem.path(), message, null);
    }

    private void take(SortedMap<String, byte[]> texts) {
        byte[] bytes = GateTexts.write(texts);
        ListsReader.Outcome outcome = reader.read(texts, site);
        if (!outcome.isSound()) {
            refuse(outcome.problems().get(0));
            return;
        }
        if (!Arrays.equals(bytes, looked) || (inForce != null && !inForce.equals(outcome.lists()))) {
            engine.gateLists(bytes);
            looked = bytes;
            inForce = outcome.lists();
            LOG.info(
                    "lists in force: {} vehicles, {} reservations",
                    outcome.lists().vehicles().size(),
                    outcome.lists().reservations().size());
        }
        health = health.ok() ? health : well();
    }

    private void refuse(String problem) {
        if (!health.detail().equals(problem)) {
            refused.incrementAndGet();
            LOG.warn("vehicles and reservations stay as they were, `tocsin check` says why: {}", problem);
            health = new Health.Part("gate-lists", false, "REFUSED", engine.nowMs(), problem);
        }
    }

    private Health.Part well() {
        return new Health.Part("gate-lists", true, "IN_FORCE", engine.nowMs(), "");
    }

    Health.Part health() {
        return health;
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
