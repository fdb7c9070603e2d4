package io.tocsin.simulator.replay;

import io.tocsin.config.Site;
import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.FieldStatus;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording published as live telemetry, each sample at the moment of its new stamp, by the gateways of the site.
 * Thread-safe.
 */
public final class Replay implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private final RecordingFeed feed;
    private final FieldDevices devices;

    private Replay(RecordingFeed feed, FieldDevices devices) {
        this.feed = feed;
        this.devices = devices;
    }

    /**
     * Starts now.
     *
     * @param clock epoch ms; never falls
     * @throws IOException where the file cannot be read
     * @throws IllegalArgumentException for a speed that is no whole number of 1 to 20
     */
    public static Replay start(ReplayOptions options, Site site, LongSupplier clock) throws IOException {
        int speed = (int) options.speed();
        if (speed != options.speed()) {
            throw new IllegalArgumentException("expected a whole speed of 1 to 20, was " + options.speed());
        }
        RecordingFeed feed = RecordingFeed.open(
                site, options.file(), options.slice(), t0 -> new TimeMap(clock.getAsLong(), t0, speed));
        try {
            log.info(
                    "replay start={} t0={} speed={}",
                    feed.time().startMs(),
                    feed.time().t0Ms(),
                    speed);
            return new Replay(feed, FieldDevices.play(feed, feed.time(), options.broker(), clock));
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    public FieldStatus status() {
        return devices.status();
    }

    public ReplayReport report() {
        return feed.report(feed.time().speed());
    }

    /** Ends it wherever it is. */
    @Override
    public void close() throws IOException {
        devices.stop();
        feed.close();
    }
}
