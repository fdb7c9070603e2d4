package io.tocsin.ingest;

import io.tocsin.config.Closure;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import io.tocsin.ingest.Rejection.Reason;
import io.tocsin.ingest.Sources.Source;
import io.tocsin.rules.Input;
import org.jspecify.annotations.Nullable;

/**
 * Understands the native JSON dialect: turns arrivals into samples, statuses, passages, camera events and rejections.
 *
 * <p>A fault costs no more than it must: a bad sample the sample, a bad message the message. Nothing is thrown for what
 * a payload says. What is remembered between messages is {@link #state()}: a decoder made from it goes on as this one
 * would, to the byte. Not thread-safe: one a shard.
 *
 * <p>Times: the newest stamp of a message (its own {@code ts} and those of its accepted samples) that lies ahead of
 * receipt shifts all stamped live samples of the message back by that excess; beyond {@code maxSkewMs} the message is
 * rejected. Where a gateway's clock was set back ({@link GatewayClock}) the shift goes the other way. A sample without a time takes that of its message, else that of receipt, which is never shifted. History
 * keeps its own time.
 */
public final class Decoder {
    /** How many rejections of one message are handed out; all are counted. */
    public static final int DESCRIBED_PER_MESSAGE = 20;

    private final Settings.Ingest limits;
    private final Sources sources;
    private final Json json;
    private final TelemetryReader telemetry;
    private final StatusReader statuses;
    private final SightingReader sightings;
    private final Places places;
    private final Notes notes = new Notes();
    private final Header header = new Header();
    private final Batch batch = new Batch();
    private final Sighting sighting = new Sighting();
    private final Tally tally;
    private final boolean shifting;

    /** A decoder before its first message. */
    public Decoder(Site site) {
        this(site, DecoderState.initial());
    }

    /** A decoder that goes on where another one was. */
    public Decoder(Site site, DecoderState from) {
        this(site, from, true);
    }

    /**
     * A decoder that hands every sample on with its own stamp, shifted by nothing: for the series. Its samples do not
     * depend on the messages before, so that it may begin anywhere.
     */
    public static Decoder keepingStamps(Site site) {
        return new Decoder(site, DecoderState.initial(), false);
    }

    private Decoder(Site site, DecoderState from, boolean shifting) {
        this.shifting = shifting;
        limits = site.settings().ingest();
        sources = new Sources(site, from.gateways());
        tally = new Tally(from.counts());
        json = new Json(limits);
        Stamps stamps = new Stamps(site.park().zone());
        HeaderReader headers = new HeaderReader(stamps, notes);
        SampleReader samples = new SampleReader(json, new TagIndex(site.tags()), stamps, notes);
        telemetry = new TelemetryReader(json, samples, headers, limits.maxSamplesPerMessage());
        statuses = new StatusReader(json, headers);
        sightings = new SightingReader(json, stamps, notes);
        places = new Places(site);
    }

    /** Reads one arrival; everything that it means has gone to the output on return. */
    public void decode(Arrival arrival, Output out) {
        tally.messages++;
        notes.begin(arrival);
        header.clear();
        batch.clear();
        Source source = sources.of(arrival.topic(), notes);
        if (source != null && places.isKnown(source.address(), notes) && isSizeSound(arrival)) {
            switch (source.address().kind()) {
                case TELEMETRY -> telemetry(arrival, source, out);
                case STATUS -> status(arrival, source, out);
                case PASSAGES -> passage(arrival, source.address(), out);
                case CAMERA_EVENTS -> cameraEvent(arrival, source.address(), out);
            }
        }
        notes.end(tally, out);
    }

    /** Counts what was dropped before it was read; a word of it goes to the output. */
    public void dropped(RateExcess excess, long receiveMs, Output out) {
        if (excess.messages() > 0) {
            tally.dropped(excess.source(), excess.messages());
            String detail = "expected no more than " + excess.source() + " may send, was " + excess.messages()
                    + " messages and " + excess.bytes() + " bytes more";
            out.rejected(new Rejection(Reason.RATE_EXCEEDED, excess.topic(), detail, receiveMs));
        }
    }

    private boolean isSizeSound(Arrival arrival) {
        boolean sound = arrival.kind() != Arrival.Kind.OVERSIZE && arrival.payload().length <= limits.maxPayloadBytes();
        return sound
                || notes.whole(
                        Reason.OVERSIZE,
                        "expected at most " + limits.maxPayloadBytes() + " bytes, was " + arrival.originalBytes());
    }

    private void telemetry(Arrival arrival, Source source, Output out) {
        if (arrival.kind() == Arrival.Kind.RETAINED) {
            notes.whole(Reason.RETAINED, "expected live telemetry, was retained");
            return;
        }
        if (!json.read(arrival.payload(), notes, parser -> telemetry.read(parser, source.address(), header, batch))) {
            if (source.track() != null && out.isKept()) {
                source.track().refused(header);
                tellDurable(source.address(), source.track(), false, out);
            }
            return;
        }
        if (source.track() != null) {
            source.track().sequence(header, out.isKept(), tally);
            tellDurable(source.address(), source.track(), false, out);
        }
        Clock clock = new Clock(source, out);
        long newestMs = Math.max(header.stampMs, batch.newestMs());
        long offsetMs = clock.offsetMs(arrival.receiveMs());
        if (isSkewSound(newestMs == Batch.UNSTAMPED ? newestMs : newestMs + offsetMs, arrival)) {
            clock.taken(arrival.receiveMs());
            Envelope envelope = envelope(source.address(), newestMs, clock.offsetMs, arrival.receiveMs());
            out.message(envelope);
            handOn(envelope, out);
        } else {
            clock.rejected(arrival.receiveMs());
            out.refused(source.address(), arrival.receiveMs());
        }
    }

    private static void tellDurable(Address source, Track track, boolean birth, Output out) {
        String session = track.session();
        if (session != null) {
            out.durable(source, session, track.upToSeq(), birth);
        }
    }

    /** The clock of the gateway whose message is at hand; for the series, which keeps stamps, there is none. */
    private final class Clock {
        private final Address source;
        private final @Nullable Track track;
        private final Output out;
        private final long stampMs;
        private long offsetMs;

        Clock(Source source, Output out) {
            this.source = source.address();
            this.track = shifting ? source.track() : null;
            this.out = out;
            stampMs = header.historical ? Batch.UNSTAMPED : batch.newestLiveMs(header.stampMs);
        }

        long offsetMs(long receiveMs) {
            if (track != null) {
                become(
                        stampMs == Batch.UNSTAMPED
                                ? track.clock()
                                : track.clock().before(stampMs, limits.maxSkewMs(), receiveMs),
                        receiveMs);
            }
            return offsetMs;
        }

        void taken(long receiveMs) {
            if (track != null && stampMs != Batch.UNSTAMPED) {
                become(track.clock().after(stampMs, header.seq, receiveMs), receiveMs);
            }
        }

        void rejected(long receiveMs) {
            if (track != null) {
                become(track.clock().rejected(), receiveMs);
            }
        }

        private void become(GatewayClock now, long receiveMs) {
            Track known = track;
            if (known == null) {
                return;
            }
            GatewayClock before = known.clock();
            known.clock(now);
            offsetMs = now.offsetMs();
            if (before.ahead() != now.ahead()) {
                out.clockFault(new ClockFault(source, Input.GatewayFault.Fault.CLOCK_SKEW, now.ahead(), receiveMs));
            }
            if (before.isSetBack() != now.isSetBack()) {
                out.clockFault(new ClockFault(source, Input.GatewayFault.Fault.CLOCK_STEP, now.isSetBack(), receiveMs));
            }
        }
    }

    private boolean isSkewSound(long stampMs, Arrival arrival) {
        return stampMs == Batch.UNSTAMPED
                || stampMs - limits.maxSkewMs() <= arrival.receiveMs()
                || notes.whole(
                        Reason.CLOCK_SKEW,
                        "expected a stamp at most " + limits.maxSkewMs() + " ms ahead, was "
                                + (stampMs - arrival.receiveMs()) + " ms");
    }

    private Envelope envelope(Address source, long newestMs, long offsetMs, long receiveMs) {
        boolean stamped = newestMs != Batch.UNSTAMPED;
        long newest = stamped ? newestMs : receiveMs;
        long aheadMs = stamped ? Math.max(0, newest + offsetMs - receiveMs) : 0;
        return new Envelope(source, header.session, header.seq, stamped, newest, aheadMs - offsetMs, receiveMs);
    }

    private void handOn(Envelope envelope, Output out) {
        long receiveMs = envelope.receiveMs();
        for (int i = 0; i < batch.size(); i++) {
            long stampMs = batch.stampMs(i) != Batch.UNSTAMPED ? batch.stampMs(i) : header.stampMs;
            if (stampMs == Batch.UNSTAMPED && header.stampBad) {
                continue; // Its time was the message's, and that was not understood: noted once, for the message.
            }
            boolean stamped = stampMs != Batch.UNSTAMPED;
            tally.unstamped += stamped ? 0 : 1;
            if (header.historical || batch.isHistorical(i)) {
                tally.history++;
                out.history(batch.tag(i), stamped ? stampMs : receiveMs, batch.value(i), batch.quality(i), receiveMs);
            } else {
                tally.live++;
                long effectiveMs = stamped ? stampMs - (shifting ? envelope.shiftMs() : 0) : receiveMs;
                out.sample(batch.tag(i), effectiveMs, batch.value(i), batch.quality(i), receiveMs);
            }
        }
    }

    private void status(Arrival arrival, Source source, Output out) {
        Track track = source.track();
        if (track == null) {
            notes.whole(Reason.TOO_MANY_GATEWAYS, "expected at most " + Sources.TRACKS_MAX + " gateways, was more");
        } else if (json.read(arrival.payload(), notes, parser -> statuses.read(parser, header))
                && isStatusSound(arrival)) {
            status(arrival, source.address(), track, out);
        }
    }

    private boolean isStatusSound(Arrival arrival) {
        boolean dated = arrival.kind() != Arrival.Kind.RETAINED || (header.isStamped() && header.session != null);
        return dated
                ? isSkewSound(header.stampMs, arrival)
                : notes.whole(Reason.RETAINED, "expected \"ts\" and \"session\" in a retained status, was without");
    }

    private void status(Arrival arrival, Address source, Track track, Output out) {
        long stampMs = header.isStamped() ? header.stampMs : arrival.receiveMs();
        @Nullable String session = header.session;
        Presence.Said said = new Presence.Said(
                header.online, session, header.isStamped(), stampMs, arrival.kind() == Arrival.Kind.RETAINED);
        Presence.Verdict verdict = track.status(said, tally);
        if (said.online() && verdict != Presence.Verdict.OLD) {
            track.born(header);
            tellDurable(source, track, true, out);
        }
        switch (verdict) {
            case COUNTS ->
                out.gatewayStatus(new GatewayStatus(
                        source, header.online, Math.min(stampMs, arrival.receiveMs()), session, arrival.receiveMs()));
            case OLD ->
                notes.whole(Reason.OLD_STATUS, "expected a status of the newest connection, was session=" + session);
            case REPEAT -> {}
        }
    }

    // ---- gates and cameras ------------------------------------------------------------------------------------------

    private void passage(Arrival arrival, Address address, Output out) {
        Closure.Gate gate = places.gate(address.gateway());
        if (isSightingSound(arrival, parser -> sightings.passage(parser, sighting))
                && places.isSound(sighting.camera, gate, notes)) {
            Closure.Direction way = direction(gate);
            if (way == null) {
                notes.whole(Reason.UNKNOWN_DIRECTION, "expected IN or OUT in \"direction\", was neither");
            } else {
                out.passage(sighting.passage(gate.id(), way, arrival.receiveMs()));
            }
        }
    }

    /** What the passage says, else which way its lane looks; at a checkpoint nobody enters or leaves, so any way will do. */
    private Closure.@Nullable Direction direction(Closure.Gate gate) {
        Closure.Lane lane = Places.lane(sighting.camera, gate);
        if (sighting.direction != null) {
            return sighting.direction;
        }
        if (lane != null) {
            return lane.direction();
        }
        return gate.kind() == Closure.GateKind.CHECKPOINT ? Closure.Direction.IN : null;
    }

    private void cameraEvent(Arrival arrival, Address address, Output out) {
        boolean sound = isSightingSound(arrival, parser -> sightings.event(parser, sighting));
        String kind = sighting.kind;
        if (sound && kind != null) {
            out.cameraEvent(sighting.event(address.gateway(), kind, arrival.receiveMs()));
        }
    }

    private boolean isSightingSound(Arrival arrival, Json.Body body) {
        if (arrival.kind() == Arrival.Kind.RETAINED) {
            return notes.whole(Reason.RETAINED, "expected a live message of a camera, was retained");
        }
        return json.read(arrival.payload(), notes, body)
                && isSkewSound(sighting.stamped ? sighting.timeMs : Batch.UNSTAMPED, arrival);
    }

    /** A copy of the counters. */
    public Counts counts() {
        return tally.counts();
    }

    /** A copy of all that is remembered. */
    public DecoderState state() {
        return new DecoderState(tally.counts(), sources.state());
    }
}
