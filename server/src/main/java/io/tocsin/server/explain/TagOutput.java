package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.Engine;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Heard;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.Quality;
import io.tocsin.rules.Standing;
import io.tocsin.server.explain.SeenSample.Act;
import io.tocsin.server.explain.SeenSample.Effect;
import io.tocsin.server.explain.SeenSample.Fate;
import io.tocsin.server.live.InputRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between decoder and engine and notes every sample of one tag, and what it did: the engine is asked how the tag's
 * conditions stand before and after it. One configuration, one thread.
 */
final class TagOutput implements Output {
    private final Engine engine;
    private final Watcher watcher;
    private final Decoder stamps;
    private final Stamps sent = new Stamps();
    private final Plan plan;
    private final @Nullable String tagId;
    private final int tag;
    private By by = new By(0, "", "", Long.MIN_VALUE);
    private final List<AlarmEvent> during = new ArrayList<>();
    private final List<SeenSample> ofMessage = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    TagOutput(Site site, Engine engine, Watcher watcher) {
        this.engine = engine;
        this.watcher = watcher;
        stamps = Decoder.keepingStamps(site);
        plan = new Plan(site.tags());
        tagId = watcher.tag();
        tag = site.tags().stream().map(Tag::id).toList().indexOf(tagId);
    }

    void tellHeard() {
        if (tag >= 0) {
            watcher.began(engine.heard(tag), engine.statuses());
        }
    }

    void happened(AlarmEvent event) {
        if (event.definition().tag() != null && event.definition().tag().equals(tagId)) {
            during.add(event);
        }
    }

    void decode(Decoder decoder, InputRecord input, By now) {
        by = now;
        ofMessage.clear();
        rejections.clear();
        decoder.decode(input.arrival(), this);
        if (!ofMessage.isEmpty()) {
            tellSamples(input);
        }
        tellRejections(input);
    }

    private void tellSamples(InputRecord input) {
        sent.ms.clear();
        stamps.decode(input.arrival(), sent);
        boolean known = sent.ms.size() == ofMessage.size();
        for (int i = 0; i < ofMessage.size(); i++) {
            SeenSample sample = ofMessage.get(i);
            watcher.sample(known ? sample.stamped(sent.ms.get(i)) : sample);
        }
    }

    private void tellRejections(InputRecord input) {
        if (rejections.isEmpty() || tagId == null) {
            return;
        }
        String quoted = "\"" + tagId + "\"";
        boolean inPayload = ofMessage.isEmpty() && new String(input.payload(), StandardCharsets.UTF_8).contains(quoted);
        for (Rejection rejection : rejections) {
            if (inPayload || rejection.detail().contains(quoted)) {
                watcher.rejected(new Refusal(by, rejection.reason().name(), rejection.detail()));
            }
        }
    }

    // ---- samples ----------------------------------------------------------------------------------------------------

    @Override
    public void sample(int of, long effectiveMs, double value, int quality, long receiveMs) {
        if (of != tag) {
            engine.sample(of, effectiveMs, value, quality, receiveMs);
            return;
        }
        List<Standing> before = standings();
        Engine.SampleCounts counted = engine.sampleCounts();
        during.clear();
        engine.sample(of, effectiveMs, value, quality, receiveMs);
        Heard heard = engine.heard(of);
        Fate fate = fate(counted, engine.sampleCounts(), heard);
        int worth = fate == Fate.BAD ? heard.quality() : quality;
        note(effectiveMs, value, worth, fate, effects(before, effectiveMs, receiveMs));
    }

    @Override
    public void history(int of, long eventMs, double value, int quality, long receiveMs) {
        during.clear();
        engine.history(of, eventMs, value, quality, receiveMs);
        if (of == tag) {
            List<Effect> effects = during.stream()
                    .map(event -> new Effect(event.definition().condition(), act(event, Long.MIN_VALUE, 0)))
                    .toList();
            note(eventMs, value, quality, Fate.HISTORY, effects);
        }
    }

    private void note(long effectiveMs, double value, int worth, Fate fate, List<Effect> effects) {
        String quality = Quality.ofCode(worth).name();
        ofMessage.add(new SeenSample(by, effectiveMs, effectiveMs, value, quality, fate, effects));
    }

    private static Fate fate(Engine.SampleCounts before, Engine.SampleCounts after, Heard heard) {
        if (after.late() > before.late()) {
            return Fate.LATE;
        }
        if (after.historical() > before.historical()) {
            return Fate.HISTORY;
        }
        if (after.repeats() > before.repeats()) {
            return Fate.REPEAT;
        }
        return Quality.isUsable(heard.quality()) ? Fate.TAKEN : Fate.BAD;
    }

    private List<Standing> standings() {
        int end = tag + 1 < plan.tags().size() ? plan.firstSlot(tag + 1) : plan.slots();
        List<Standing> all = new ArrayList<>();
        for (int slot = plan.firstSlot(tag); slot < end; slot++) {
            all.add(engine.standing(slot));
        }
        return all;
    }

    private List<Effect> effects(List<Standing> before, long effectiveMs, long receiveMs) {
        List<Standing> after = standings();
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            String condition = plan.condition(plan.firstSlot(tag) + i).name();
            boolean active = before.get(i).active();
            boolean delayed = before.get(i).isDelayed();
            for (AlarmEvent event : during) {
                if (event.definition().condition().equals(condition)) {
                    effects.add(new Effect(condition, act(event, effectiveMs, receiveMs)));
                    boolean missed = event.type() == AlarmEvent.Type.MISSED;
                    active = missed ? active : event.type() == AlarmEvent.Type.RAISED;
                    delayed = missed && delayed;
                }
            }
            if (delayed != after.get(i).isDelayed()) {
                effects.add(new Effect(condition, delay(active, !delayed)));
            }
        }
        return effects;
    }

    private static Act delay(boolean active, boolean starts) {
        if (active) {
            return starts ? Act.OFF_DELAY_STARTED : Act.OFF_DELAY_CANCELLED;
        }
        return starts ? Act.ON_DELAY_STARTED : Act.ON_DELAY_CANCELLED;
    }

    /** At its own time, and without a delay, a sample does it itself; silence ends by receipt. */
    private Act act(AlarmEvent event, long effectiveMs, long receiveMs) {
        ConditionSpec spec = RuleInForce.spec(
                plan.tags(), String.valueOf(tagId), event.definition().condition());
        boolean stale = event.definition().condition().equals("STALE");
        return switch (event.type()) {
            case RAISED ->
                !stale && event.timeMs() == effectiveMs && spec != null && spec.onDelayMs() == 0
                        ? Act.RAISED
                        : Act.ON_DELAY_OVER;
            case MISSED -> Act.MISSED;
            default ->
                (stale ? event.timeMs() == receiveMs : event.timeMs() == effectiveMs)
                                && spec != null
                                && spec.offDelayMs() == 0
                        ? Act.CLEARED
                        : Act.OFF_DELAY_OVER;
        };
    }

    // ---- all else goes through --------------------------------------------------------------------------------------

    @Override
    public void message(Envelope envelope) {
        engine.heard(envelope.source().gateway(), envelope.receiveMs());
    }

    @Override
    public void refused(Address source, long receiveMs) {
        engine.heard(source.gateway(), receiveMs);
    }

    @Override
    public void gatewayStatus(GatewayStatus status) {
        engine.input(new Input.GatewayStatus(
                status.source().gateway(), status.online(), status.eventMs(), status.receiveMs()));
    }

    @Override
    public void clockFault(ClockFault fault) {
        engine.input(
                new Input.GatewayFault(fault.source().gateway(), fault.fault(), fault.standing(), fault.receiveMs()));
    }

    @Override
    public void passage(Input.Passage passage) {
        engine.input(new Input.Tick(passage.receiveTimeMs()));
    }

    @Override
    public void cameraEvent(Input.CameraEvent event) {
        engine.input(event);
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    /** The tag's samples once more, with their own stamps. */
    private final class Stamps implements Output {
        private final List<Long> ms = new ArrayList<>();

        @Override
        public void sample(int of, long effectiveMs, double value, int quality, long receiveMs) {
            if (of == tag) {
                ms.add(effectiveMs);
            }
        }

        @Override
        public void history(int of, long eventMs, double value, int quality, long receiveMs) {
            sample(of, eventMs, value, quality, receiveMs);
        }

        @Override
        public void message(Envelope envelope) {
            // Only stamps are wanted.
        }

        @Override
        public void gatewayStatus(GatewayStatus status) {
            // Only stamps are wanted.
        }

        @Override
        public void clockFault(ClockFault fault) {
            // Only stamps are wanted.
        }

        @Override
        public void passage(Input.Passage passage) {
            // Only stamps are wanted.
        }

        @Override
        public void cameraEvent(Input.CameraEvent event) {
            // Only stamps are wanted.
        }

        @Override
        public void rejected(Rejection rejection) {
            // Noted by the first reading.
        }
    }
}
