package io.tocsin.server.inspect;

import io.tocsin.config.Site;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.Arrival;
import io.tocsin.ingest.Decoder;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message.
 *
 * @param address who spoke, of what; null where the topic says nothing
 * @param envelope of telemetry that was taken; null otherwise
 * @param status of a status that was taken; null otherwise
 * @param passage of a vehicle that was taken; null otherwise
 * @param cameraEvent of a camera; null otherwise
 * @param rejections of the whole message, and of its parts as the engine would note them
 * @param parts of telemetry, in the order of the payload; empty where it could not be taken apart
 */
public record Inspection(
        Arrival arrival,
        @Nullable Address address,
        @Nullable Envelope envelope,
        @Nullable GatewayStatus status,
        Input.@Nullable Passage passage,
        Input.@Nullable CameraEvent cameraEvent,
        List<Rejection> rejections,
        List<Part> parts) {
    /**
     * One entry of {@code values}.
     *
     * @param written as it stands in the payload, shortened
     * @param sample null where it was not taken
     * @param remarks why it was not taken, or what of it was passed over
     */
    public record Part(String written, @Nullable Taken sample, List<Rejection> remarks) {}

    /**
     * A sample as it was understood.
     *
     * @param value NaN where there is none
     * @param quality as {@link io.tocsin.rules.Quality} has it
     * @param effectiveMs when it counts; of a backfill its own stamp
     * @param historical a backfill: it moves nothing that is live
     */
    public record Taken(
            String tag, @Nullable String unit, double value, int quality, long effectiveMs, boolean historical) {}

    /** Asks a decoder that heard nothing before. */
    public static Inspection of(Site site, Arrival arrival) {
        Heard whole = new Heard(site);
        new Decoder(site).decode(arrival, whole);
        List<Part> parts = whole.envelope == null ? List.of() : new PartsOf(site, arrival).parts();
        return new Inspection(
                arrival,
                whole.address(),
                whole.envelope,
                whole.status,
                whole.passage,
                whole.cameraEvent,
                List.copyOf(whole.rejections),
                parts);
    }

    /** True where nothing of it was passed over. */
    public boolean isWhole() {
        return rejections.isEmpty();
    }

    public long taken() {
        return parts.stream().filter(part -> part.sample() != null).count();
    }
}
