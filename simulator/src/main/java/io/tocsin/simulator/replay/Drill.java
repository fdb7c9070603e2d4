package io.tocsin.simulator.replay;

import io.tocsin.config.Site;
import io.tocsin.simulator.Rehearsal;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.util.Optional;

/**
 * A recording rehearsed: published with its own stamps at any speed, see {@link Rehearsal}.
 *
 * <p>One run per object, on the caller's thread; {@link #cancel} may come from any.
 */
public final class Drill {
    private final ReplayOptions options;
    private final Site site;
    private final Rehearsal rehearsal;

    public Drill(ReplayOptions options, Site site) {
        this.options = options;
        this.site = site;
        this.rehearsal = new Rehearsal(options.broker(), options.speed());
    }

    /**
     * @param failure what ended it before its time; empty where all was said and acknowledged
     */
    public record Outcome(ReplayReport report, Optional<String> failure) {}

    /** Ends a run soon. */
    public void cancel() {
        rehearsal.cancel();
    }

    /**
     * Runs to the end of the recording.
     *
     * @throws IOException where the file cannot be read
     */
    public Outcome run() throws IOException, InterruptedException {
        try (RecordingFeed feed = RecordingFeed.open(site, options.file(), options.slice(), TimeMap::same)) {
            Optional<String> failure = rehearsal.run(feed, Long.MAX_VALUE);
            return new Outcome(feed.report(options.speed()), failure);
        }
    }
}
