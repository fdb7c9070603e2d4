package io.tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post that people take turns at, and that alarms belong to: a control room, a duty desk.
 *
 * @param enterprise whose it is; null = the park's
 * @param escalatesTo the position of the next tier; null = the last one
 * @param contacts whom to call there, as people write it
 */
public record Position(
        String id,
        Text name,
        @Nullable String enterprise,
        @Nullable String escalatesTo,
        List<String> contacts) {
    public Position {
        contacts = List.copyOf(contacts);
    }
}
