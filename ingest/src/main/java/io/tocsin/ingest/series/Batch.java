package io.tocsin.ingest.series;

import io.tocsin.config.Site;
import io.tocsin.ingest.ClockFault;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Output;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines that wait to be written, made of whole records. One object, used over and over. */
final class Batch implements Output {
    private static final int FIRST_LINES = 8_192;

    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[FIRST_LINES];
    private int lines;
    private @Nullable Site site;
    private @Nullable Decoder decoder;
    private @Nullable LineProtocol protocol;

    /** Takes the samples of a message; true where its configuration is another than that of the one before. */
    boolean add(JournaledArrival.Telemetry telemetry) {
        boolean other = site == null || !site.hash().equals(telemetry.site().hash());
        if (other) {
            site = telemetry.site();
            decoder = Decoder.keepingStamps(telemetry.site());
            protocol = new LineProtocol(telemetry.site());
        }
        if (decoder != null) {
            decoder.decode(telemetry.arrival(), this);
        }
        return other;
    }

    LineProtocol protocol() {
        LineProtocol now = protocol;
        if (now == null) {
            throw new IllegalStateException("expected a message before its lines");
        }
        return now;
    }

    void clear() {
        text.setLength(0);
        lines = 0;
    }

    int size() {
        return lines;
    }

    /** Lines with their line feeds. */
    String text(int from, int to) {
        return text.substring(start(from), ends[to - 1]);
    }

    /** One line without its line feed. */
    String line(int at) {
        return text.substring(start(at), ends[at] - 1);
    }

    private int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        line(tag, effectiveMs, value, quality);
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        line(tag, eventMs, value, quality);
    }

    private void line(int tag, long stampMs, double value, int quality) {
        protocol().write(tag, stampMs, value, quality, text);
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, lines * 2);
        }
        ends[lines++] = text.length();
    }

    @Override
    public void message(Envelope envelope) {
        // Only its samples become points.
    }

    @Override
    public void clockFault(ClockFault fault) {}

    @Override
    public void gatewayStatus(GatewayStatus status) {
        // No point is made of it.
    }

    @Override
    public void passage(Input.Passage passage) {
        // No point is made of it: a plate never enters the series.
    }

    @Override
    public void cameraEvent(Input.CameraEvent event) {
        // No point is made of it.
    }

    @Override
    public void rejected(Rejection rejection) {
        // The engine has counted it: what is rejected is no sample.
    }
}
