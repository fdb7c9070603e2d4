package io.tocsin.simulator.replay;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.history.HistoryFile;
import io.tocsin.history.OnMistake;
import io.tocsin.history.TagTable;
import io.tocsin.rules.Quality;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldClient;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.Reading;
import io.tocsin.simulator.telemetry.ReadingQuality;
import io.tocsin.simulator.telemetry.Routes;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording as the messages of a site's gateways: one per gateway and recorded moment. One thread steps it; the report
 * may be asked for by any.
 */
final class RecordingFeed implements Feed, Closeable {
    private static final Logger log = LoggerFactory.getLogger(RecordingFeed.class);

    private final HistoryFile history;
    private final TagTable tags;
    private final List<Tag> siteTags;
    private final ReplayOptions.Slice slice;
    private final Routes routes;
    private final List<GatewayVoice> voices = new ArrayList<>();
    private final TimeMap time;
    private final long[] newestStampMs;
    private final TreeMap<String, Long> unknownTags = new TreeMap<>();
    private boolean waiting;
    private long samples;
    private long badSamples;
    private long messages;
    private long sameStamp;

    /** How the recording's time becomes stamps, once its first moment is known. */
    interface Mapping {
        TimeMap from(long t0Ms);
    }

    private RecordingFeed(Site site, HistoryFile history, TagTable tags, ReplayOptions.Slice slice, Mapping mapping) {
        this.history = history;
        this.tags = tags;
        this.siteTags = site.tags();
        this.slice = slice;
        this.routes = Routes.of(site);
        this.newestStampMs = new long[siteTags.size()];
        Arrays.fill(newestStampMs, Long.MIN_VALUE);
        this.waiting = read();
        while (waiting && history.timeMs() < slice.fromMs()) {
            waiting = read();
        }
        this.time = mapping.from(waiting ? history.timeMs() : 0);
        for (FieldGateway gateway : routes.gateways()) {
            voices.add(GatewayVoice.of(
                    gateway, voices.size(), time.startMs(), site.settings().ingest()));
        }
    }

    /** @throws IOException where the file cannot be read */
    static RecordingFeed open(Site site, Path file, ReplayOptions.Slice slice, Mapping mapping) throws IOException {
        TagTable tags = TagTable.growing(site.tags().stream().map(Tag::id).toList());
        HistoryFile history = HistoryFile.open(file, tags, OnMistake.COUNT);
        try {
            return new RecordingFeed(site, history, tags, slice, mapping);
        } catch (UncheckedIOException e) {
            history.close();
            throw e.getCause();
        } catch (RuntimeException e) {
            history.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        history.close();
    }

    TimeMap time() {
        return time;
    }

    @Override
    public List<FieldClient> clients() {
        return List.copyOf(routes.gateways());
    }

    @Override
    public synchronized long nextTimeMs() {
        return waiting ? history.timeMs() : FINISHED;
    }

    @Override
    public synchronized List<Publication> advanceTo(long timeMs) {
        List<Publication> published = new ArrayList<>();
        while (waiting && history.timeMs() <= timeMs) {
            published.addAll(moment(history.timeMs()));
        }
        messages += published.size();
        return published;
    }

    /** @param speed as it was asked for; a rehearsal's is not in the stamps */
    synchronized ReplayReport report(double speed) {
        return new ReplayReport(
                time.startMs(),
                time.t0Ms(),
                speed,
                samples,
                badSamples,
                messages,
                sameStamp,
                Collections.unmodifiableSortedMap(new TreeMap<>(unknownTags)),
                history.findings().mistakes(),
                history.findings().mistakeCount());
    }

    private List<Publication> moment(long timeMs) {
        List<List<Reading>> readings = new ArrayList<>();
        voices.forEach(voice -> readings.add(new ArrayList<>()));
        while (waiting && history.timeMs() == timeMs) {
            take(readings);
            waiting = read();
        }
        List<Publication> published = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            published.addAll(voices.get(i).telemetry(time.stampMs(timeMs), readings.get(i)));
        }
        return published;
    }

    private void take(List<List<Reading>> readings) {
        int tag = history.tag();
        if (tag >= siteTags.size()) {
            if (unknownTags.merge(tags.name(tag), 1L, Long::sum) == 1) {
                log.warn("expected a tag of the site, was {}", tags.name(tag));
            }
            return;
        }
        Quality quality = Quality.ofCode(history.quality());
        readings.get(routes.gatewayOf(tag)).add(new Reading(siteTags.get(tag).id(), history.value(), said(quality)));
        samples++;
        if (!Quality.isUsable(quality.code())) {
            badSamples++;
        }
        long stampMs = time.stampMs(history.timeMs());
        if (newestStampMs[tag] == stampMs) {
            sameStamp++;
        }
        newestStampMs[tag] = stampMs;
    }

    /** Without a number the message says null; there is no word for it. */
    private static ReadingQuality said(Quality quality) {
        return switch (quality) {
            case GOOD, UNREADABLE -> ReadingQuality.GOOD;
            case UNCERTAIN -> ReadingQuality.UNCERTAIN;
            case BAD -> ReadingQuality.BAD;
        };
    }

    private boolean read() {
        try {
            return history.next() && history.timeMs() <= slice.toMs();
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read on in the recording, " + e.getMessage(), e);
        }
    }
}
