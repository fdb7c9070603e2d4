package io.tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator is to know and do when an alarm rings.
 *
 * @param timeToRespondMs how long there is; 0 = not said
 * @param plan id of the emergency plan
 * @param cameras device ids of cameras that show it
 * @param contacts whom to call
 */
public record Response(
        @Nullable Text cause,
        @Nullable Text consequence,
        @Nullable Text action,
        long timeToRespondMs,
        @Nullable String plan,
        List<String> cameras,
        List<String> contacts) {
    /** Nothing is said. */
    public static final Response NONE = new Response(null, null, null, 0, null, List.of(), List.of());

    public Response {
        cameras = List.copyOf(cameras);
        contacts = List.copyOf(contacts);
    }

    /** What this one does not say, another one may. */
    public Response orElse(Response other) {
        return new Response(
                cause == null ? other.cause : cause,
                consequence == null ? other.consequence : consequence,
                action == null ? other.action : action,
                timeToRespondMs == 0 ? other.timeToRespondMs : timeToRespondMs,
                plan == null ? other.plan : plan,
                cameras.isEmpty() ? other.cameras : cameras,
                contacts.isEmpty() ? other.contacts : contacts);
    }
}
