package io.tocsin.server;

import io.tocsin.config.Settings;
import io.tocsin.rules.Input.PlatformFault.Part;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.live.PlatformFaults;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether the neighbours are there and the disk has room, and says to the engine what is not well, so
 * that it becomes an alarm like any other.
 */
final class FaultWatch implements AutoCloseable {
    static final long LOOK_EVERY_MS = 1_000;
    /** The disk is nearly full below a tenth, or below this where a tenth is more. */
    static final long FREE_BYTES = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(FaultWatch.class);

    /** One neighbour: since when it is not there, by a clock that does not fall. */
    private static final class Neighbour {
        private final Part part;
        private final BooleanSupplier isThere;
        private final long patienceNs;
        private long seenNs;

        Neighbour(Part part, BooleanSupplier isThere, long patienceMs, long nowNs) {
            this.part = part;
            this.isThere = isThere;
            this.patienceNs = TimeUnit.MILLISECONDS.toNanos(patienceMs);
            seenNs = nowNs;
        }

        boolean isAway(long nowNs) {
            seenNs = isThere.getAsBoolean() ? nowNs : seenNs;
            return nowNs - seenNs >= patienceNs && seenNs != nowNs;
        }
    }

    private final PlatformFaults faults;
    private final BooleanSupplier nearlyFull;
    private final Path home;
    private final LongSupplier nanos;
    private final List<Neighbour> neighbours = new ArrayList<>();
    private final Map<Part, BooleanSupplier> ends = new EnumMap<>(Part.class);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "fault-watch");

    FaultWatch(PlatformFaults faults, BooleanSupplier journalNearlyFull, Path home, LongSupplier nanos) {
        this.faults = faults;
        this.nearlyFull = journalNearlyFull;
        this.home = home;
        this.nanos = nanos;
        thread.setDaemon(true);
    }

    /** Watches the links of an engine. */
    static FaultWatch of(LiveEngine engine, Links links, Station.Options options) {
        FaultWatch watch =
                new FaultWatch(engine.faults(), engine::isJournalNearlyFull, options.home(), System::nanoTime);
        Settings.Away away = options.settings().away();
        watch.ends(Part.CLIENT_ID_TAKEN, links::isMqttSteady);
        watch.neighbour(Part.MQTT_LINK, links::isMqttConnected, away.mqttMs());
        watch.neighbour(Part.KAFKA_LINK, links::isKafkaConnected, away.kafkaMs());
        links.series().ifPresent(series -> watch.neighbour(Part.SERIES_LINK, series::isConnected, away.seriesMs()));
        return watch;
    }

    /** @param patienceMs how long it may be away before that is a fault */
    void neighbour(Part part, BooleanSupplier isThere, long patienceMs) {
        neighbours.add(new Neighbour(part, isThere, patienceMs, nanos.getAsLong()));
    }

    /** This fault is found by somebody else, and over when that is so. */
    void ends(Part part, BooleanSupplier isOver) {
        ends.put(part, isOver);
    }

    void start() {
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

    void look() {
        long nowNs = nanos.getAsLong();
        for (Neighbour neighbour : neighbours) {
            faults.set(neighbour.part, neighbour.isAway(nowNs));
        }
        ends.forEach((part, isOver) -> {
            if (faults.stands(part) && isOver.getAsBoolean()) {
                faults.set(part, false);
            }
        });
        faults.set(Part.DISK_NEARLY_FULL, nearlyFull.getAsBoolean() || diskIsNearlyFull());
    }

    private boolean diskIsNearlyFull() {
        try {
            FileStore disk = Files.getFileStore(home);
            return disk.getUsableSpace() < Math.min(disk.getTotalSpace() / 10, FREE_BYTES);
        } catch (IOException e) {
            LOG.debug("the disk of {} cannot be measured", home, e);
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
