package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.Rejection.Reason;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that a decoder hands out; doubles as a decoder driver so that tests read as what was sent and heard. */
final class Recorded implements Output {
    final List<String> refused = new ArrayList<>();
    /** A sample as it came out. */
    record Out(int tag, long timeMs, double value, int quality, boolean historical) {}

    static final long NOW = 1_795_305_600_000L;
    static final String TOPIC = "park/330199P01/330199000001/gw1/telemetry";
    static final String PASSAGES = "park/330199P01/gates/G1/passages";
    static final String CAMERA = "park/330199P01/cameras/C-11/events";
    static final String STATUS = "park/330199P01/330199000001/gw1/status";

    Decoder decoder;
    final List<Envelope> envelopes = new ArrayList<>();
    final List<Out> samples = new ArrayList<>();
    final List<ClockFault> clockFaults = new ArrayList<>();
    final List<GatewayStatus> statuses = new ArrayList<>();
    final List<Input.Passage> passages = new ArrayList<>();
    final List<Input.CameraEvent> cameraEvents = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    final List<Object> all = new ArrayList<>();

    Recorded(Decoder decoder) {
        this.decoder = decoder;
    }

    static Recorded binhai() {
        return new Recorded(new Decoder(Sites.binhai()));
    }

    Recorded hear(String payload) {
        return hear(TOPIC, payload, NOW);
    }

    Recorded hear(String topic, String payload, long receiveMs) {
        return hear(topic, payload.getBytes(StandardCharsets.UTF_8), false, receiveMs);
    }

    Recorded retained(String topic, String payload) {
        return hear(topic, payload.getBytes(StandardCharsets.UTF_8), true, NOW);
    }

    Recorded hear(String topic, byte[] payload, boolean retained, long receiveMs) {
        decoder.decode(Arrival.of(topic, payload, retained, 1 << 20, receiveMs), this);
        return this;
    }

    /** Another decoder goes on from what this one wrote down. */
    void restart() {
        decoder = goOn();
    }

    /** A decoder that goes on from what this one wrote down. */
    Decoder goOn() {
        StateWriter out = new StateWriter();
        decoder.state().write(out);
        StateReader in = new StateReader(out.toBytes());
        DecoderState read = DecoderState.read(in);
        assertThat(in.isAtEnd()).isTrue();
        assertThat(read).isEqualTo(decoder.state());
        return new Decoder(Sites.binhai(), read);
    }

    List<Reason> reasons() {
        return rejections.stream().map(Rejection::reason).toList();
    }

    /** Up to which number of which session all is durable, as it was told last; and how often of a birth. */
    String durable = "";

    int births;
    boolean kept = true;

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public void durable(Address source, String session, long upToSeq, boolean birth) {
        durable = session + ":" + upToSeq;
        births += birth ? 1 : 0;
    }

    @Override
    public void message(Envelope envelope) {
        envelopes.add(envelope);
        all.add(envelope);
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        keep(new Out(tag, effectiveMs, value, quality, false));
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        keep(new Out(tag, eventMs, value, quality, true));
    }

    private void keep(Out out) {
        samples.add(out);
        all.add(out);
    }

    @Override
    public void refused(Address source, long receiveMs) {
        refused.add(source.gateway());
    }

    @Override
    public void gatewayStatus(GatewayStatus status) {
        statuses.add(status);
        all.add(status);
    }

    @Override
    public void clockFault(ClockFault fault) {
        clockFaults.add(fault);
        all.add(fault);
    }

    @Override
    public void passage(Input.Passage passage) {
        passages.add(passage);
        all.add(passage);
    }

    @Override
    public void cameraEvent(Input.CameraEvent event) {
        cameraEvents.add(event);
        all.add(event);
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
        all.add(rejection);
    }
}
