package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.gates.JudgedPassage;
import io.tocsin.simulator.telemetry.Feed;
import io.tocsin.simulator.telemetry.Publication;
import java.util.ArrayList;
import java.util.List;

/**
 * A feed through the pure core in event time, without broker, disk or sleep: each message is received at the moment of
 * its stamp, and a tick comes exactly when a timer is due, as live.
 */
final class EventTime {
    private final GateLists lists;
    private final Decoder decoder;
    private final Engine engine;
    private final List<AlarmEvent> events = new ArrayList<>();
    private final List<JudgedPassage> passages = new ArrayList<>();
    private final Findings findings = new Findings();

    /** @param lists in force from the first moment on */
    EventTime(Site site, GateLists lists) {
        this.lists = lists;
        decoder = new Decoder(site);
        engine = new Engine(site, Expected::subject, new Sink());
    }

    /** Plays a feed from its first moment to a last one, both included. */
    void play(Feed feed, long startMs, long endMs) {
        engine.input(new Input.Started(startMs));
        engine.input(new Input.GateListsChanged(lists, startMs));
        engine.input(new Input.Drained(startMs));
        for (long t = feed.nextTimeMs(); t <= endMs; t = feed.nextTimeMs()) {
            tickUntil(t);
            for (Publication message : feed.advanceTo(t)) {
                decoder.decode(arrival(message, t), findings);
            }
        }
        tickUntil(endMs);
    }

    List<AlarmEvent> events() {
        return events;
    }

    List<JudgedPassage> passages() {
        return passages;
    }

    long messages() {
        return decoder.counts().messages();
    }

    long samples() {
        return decoder.counts().live();
    }

    private void tickUntil(long timeMs) {
        while (engine.nextDueMs() <= timeMs) {
            engine.input(new Input.Tick(engine.nextDueMs()));
        }
    }

    private static Arrival arrival(Publication message, long receiveMs) {
        byte[] payload = message.payload();
        return new Arrival(message.topic(), payload, Arrival.Kind.LIVE, payload.length, receiveMs);
    }

    private final class Sink implements AlarmSink {
        @Override
        public void event(AlarmEvent event, AlarmStatus status) {
            events.add(event);
        }

        @Override
        public void warning(Warning warning) {}

        @Override
        public void missed(AlarmEvent event) {
            throw new AssertionError("expected nothing to be missed, was " + event);
        }

        @Override
        public void reply(Reply reply) {
            throw new AssertionError("expected no reply, for nobody asked: " + reply);
        }

        @Override
        public void passage(JudgedPassage passage) {
            passages.add(passage);
        }

        @Override
        public void removed(Definition definition, long recordedTimeMs) {
            throw new AssertionError("expected one configuration, was another: " + definition);
        }
    }

    private final class Findings implements Output {
        @Override
        public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
            engine.sample(tag, effectiveMs, value, quality, receiveMs);
        }

        @Override
        public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
            engine.history(tag, eventMs, value, quality, receiveMs);
        }

        @Override
        public void message(Envelope envelope) {
            assertThat(envelope.shiftMs()).isZero();
            engine.heard(envelope.source().gateway(), envelope.receiveMs());
        }

        @Override
        public void clockFault(ClockFault fault) {
            throw new AssertionError("expected right clocks, was " + fault);
        }

        @Override
        public void gatewayStatus(GatewayStatus status) {
            engine.input(new Input.GatewayStatus(
                    status.source().gateway(), status.online(), status.eventMs(), status.receiveMs()));
        }

        @Override
        public void passage(Input.Passage passage) {
            engine.input(passage);
        }

        @Override
        public void cameraEvent(Input.CameraEvent event) {
            throw new AssertionError("expected no key-site camera to say anything, was " + event);
        }

        @Override
        public void rejected(Rejection rejection) {
            throw new AssertionError("expected all to be understood, was " + rejection);
        }
    }
}
