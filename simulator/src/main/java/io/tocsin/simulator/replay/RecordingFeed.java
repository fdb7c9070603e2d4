package io.tocsin.simulator.replay;

import io.tocsin.config.Site;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.FieldClient;
import io.tocsin.simulator.telemetry.FieldGateway;
import io.tocsin.simulator.telemetry.GatewayVoice;
import io.tocsin.simulator.telemetry.Publication;
import io.tocsin.simulator.telemetry.Reading;
import io.tocsin.simulator.telemetry.ReadingQuality;
import io.tocsin.simulator.telemetry.Routes;
import io.tocsin.simulator.telemetry.TimeMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording as the messages of a site's gateways: one per gateway and recorded moment. One thread steps it; the report
 * may be asked for by any.
 */
final class RecordingFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(RecordingFeed.class);

    private final Recording recording;
    private final ReplayOptions.Slice slice;
    private final Routes routes;
    private final Map<String, Integer> tagIndex = new HashMap<>();
    private final List<GatewayVoice> voices = new ArrayList<>();
    private final TimeMap time;
    private final long[] newestStampMs;
    private final TreeMap<String, Long> unknownTags = new TreeMap<>();
    private @Nullable RecordedSample head;
    private long samples;
    private long badSamples;
    private long messages;
    private long sameStamp;

    /** How the recording's time becomes stamps, once its first moment is known. */
    interface Mapping {
        TimeMap from(long t0Ms);
    }

    RecordingFeed(Site site, Recording recording, ReplayOptions.Slice slice, Mapping mapping) throws IOException {
        this.recording = recording;
        this.slice = slice;
        this.routes = Routes.of(site);
        for (int i = 0; i < site.tags().size(); i++) {
            tagIndex.put(site.tags().get(i).id(), i);
        }
        this.newestStampMs = new long[site.tags().size()];
        Arrays.fill(newestStampMs, Long.MIN_VALUE);
        this.head = read();
        while (head != null && head.timeMs() < slice.fromMs()) {
            head = read();
        }
        this.time = mapping.from(head == null ? 0 : head.timeMs());
        for (FieldGateway gateway : routes.gateways()) {
            voices.add(GatewayVoice.of(
                    gateway, voices.size(), time.startMs(), site.settings().ingest()));
        }
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
        return head == null ? FINISHED : head.timeMs();
    }

    @Override
    public synchronized List<Publication> advanceTo(long timeMs) {
        List<Publication> published = new ArrayList<>();
        while (head != null && head.timeMs() <= timeMs) {
            published.addAll(moment(head.timeMs()));
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
                recording.problems(),
                recording.problemCount());
    }

    private List<Publication> moment(long timeMs) {
        List<List<Reading>> readings = new ArrayList<>();
        voices.forEach(voice -> readings.add(new ArrayList<>()));
        while (head != null && head.timeMs() == timeMs) {
            take(head, readings);
            head = read();
        }
        List<Publication> published = new ArrayList<>();
        for (int i = 0; i < voices.size(); i++) {
            published.addAll(voices.get(i).telemetry(time.stampMs(timeMs), readings.get(i)));
        }
        return published;
    }

    private void take(RecordedSample sample, List<List<Reading>> readings) {
        @Nullable Integer tag = tagIndex.get(sample.tag());
        if (tag == null) {
            if (unknownTags.merge(sample.tag(), 1L, Long::sum) == 1) {
                log.warn("expected a tag of the site, was {}", sample.tag());
            }
            return;
        }
        readings.get(routes.gatewayOf(tag)).add(new Reading(sample.tag(), sample.value(), sample.quality()));
        samples++;
        if (sample.quality() == ReadingQuality.BAD || Double.isNaN(sample.value())) {
            badSamples++;
        }
        long stampMs = time.stampMs(sample.timeMs());
        if (newestStampMs[tag] == stampMs) {
            sameStamp++;
        }
        newestStampMs[tag] = stampMs;
    }

    private @Nullable RecordedSample read() {
        try {
            @Nullable RecordedSample next = recording.next();
            return next == null || next.timeMs() > slice.toMs() ? null : next;
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read on in the recording, " + e.getMessage(), e);
        }
    }
}
