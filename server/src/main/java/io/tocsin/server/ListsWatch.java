package io.tocsin.server;

import io.tocsin.config.Site;
import io.tocsin.server.live.GateTexts;
import io.tocsin.server.live.ListsReader;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.picture.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Site site;
    private final LiveEngine engine;
    private final ListsReader reader;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "lists-watch");
    private String looksLike = "";
    private byte[] looked;
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
    void look() {
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

    private void take(SortedMap<String, byte[]> texts) {
        byte[] bytes = GateTexts.write(texts);
        ListsReader.Outcome outcome = reader.read(texts, site);
        if (!outcome.isSound()) {
            refuse(outcome.problems().get(0));
            return;
        }
        if (!Arrays.equals(bytes, looked)) {
            engine.gateLists(bytes);
            looked = bytes;
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
