package io.tocsin.server.picture;

import java.util.List;

/**
 * How the engine and its neighbours are.
 *
 * @param live the engine itself works; false = it must be restarted
 * @param parts each part's own word, in a fixed order
 */
public record Health(boolean live, List<Part> parts) {
    public Health {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param state as CONNECTED or BACKING_OFF
     * @param sinceTimeMs since when it is in this state
     * @param detail the last error, or what is not as it should be; empty where there is nothing to say
     */
    public record Part(String name, boolean ok, String state, long sinceTimeMs, String detail) {}

    /** True where every part is well. */
    public boolean ready() {
        return live && parts.stream().allMatch(Part::ok);
    }
}
