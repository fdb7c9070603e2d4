package io.tocsin.server.inspect;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what a decoder says of one message. */
final class Heard implements Output {
    final List<Inspection.Taken> samples = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();

    @Nullable
    Envelope envelope;

    @Nullable
    GatewayStatus status;

    Input.@Nullable Passage passage;

    Input.@Nullable CameraEvent cameraEvent;

    private final Site site;
    private @Nullable Address refused;

    Heard(Site site) {
        this.site = site;
    }

    /** Null where the topic was not understood, or what it names is not known. */
    @Nullable
    Address address() {
        Envelope of = envelope;
        GatewayStatus said = status;
        if (of != null) {
            return of.source();
        }
        return said == null ? refused : said.source();
    }

    @Override
    public void message(Envelope message) {
        envelope = message;
    }

    @Override
    public void refused(Address source, long receiveMs) {
        refused = source;
    }

    @Override
    public void gatewayStatus(GatewayStatus said) {
        status = said;
    }

    @Override
    public void clockFault(ClockFault fault) {
        // The envelope says how far it is off.
    }

    @Override
    public void passage(Input.Passage seen) {
        passage = seen;
    }

    @Override
    public void cameraEvent(Input.CameraEvent seen) {
        cameraEvent = seen;
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        samples.add(taken(tag, effectiveMs, value, quality, false));
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        samples.add(taken(tag, eventMs, value, quality, true));
    }

    private Inspection.Taken taken(int tag, long effectiveMs, double value, int quality, boolean historical) {
        Tag of = site.tags().get(tag);
        return new Inspection.Taken(of.id(), of.unit(), value, quality, effectiveMs, historical);
    }
}
