package io.tocsin.server.explain;

import io.tocsin.config.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one occurrence rang, and returned. Times are epoch milliseconds, -1 where there is none.
 *
 * @param asks what a composite rule asks, in words; null for any other alarm
 * @param operands what a composite rule saw when it rang; empty for any other alarm
 */
public record Ringing(
        String occurrence,
        String alarm,
        @Nullable String tag,
        String condition,
        Flags flags,
        List<RuleInForce> rules,
        @Nullable Text asks,
        List<Seen> operands,
        List<Timer> timers,
        List<Step> transitions,
        List<Order> commands) {
    /**
     * What casts a doubt on it, or makes it stay.
     *
     * @param uncertain a sample that decided was UNCERTAIN
     * @param bad a sample was bad meanwhile
     * @param stale the tag fell silent meanwhile
     * @param latched stays after the return until somebody resets it
     * @param missed came too late to ring
     */
    public record Flags(boolean uncertain, boolean bad, boolean stale, boolean latched, boolean missed) {}

    /**
     * What a composite rule saw of one of its inputs.
     *
     * @param value NaN where there was none
     * @param active its conditions that stood
     */
    public record Seen(
            String name,
            String tag,
            long timeMs,
            double value,
            @Nullable String quality,
            List<String> active) {
        public Seen {
            active = List.copyOf(active);
        }
    }

    /** What a timer waits for. */
    public enum Wait {
        ON_DELAY,
        OFF_DELAY,
        SILENCE
    }

    /** How it ended. */
    public enum End {
        FIRED,
        CANCELLED,
        RUNNING
    }

    /**
     * A delay.
     *
     * @param startedMs effective time of the sample that began it; of silence, the receipt of the last sign of life
     * @param by the input that ended it; null while it runs
     */
    public record Timer(
            Wait kind,
            long startedMs,
            long dueMs,
            long endedMs,
            End end,
            @Nullable By by) {}

    /**
     * A transition as the event log has it.
     *
     * @param by the input that brought it about; null where nothing was replayed
     */
    public record Step(
            String eventId,
            String type,
            long timeMs,
            long recordedMs,
            String state,
            double value,
            @Nullable String quality,
            @Nullable String cause,
            @Nullable By by) {}

    /** A command that named the occurrence, and what became of it. */
    public record Order(
            String command,
            String requestId,
            @Nullable String operator,
            @Nullable String via,
            @Nullable String comment,
            long timeMs,
            boolean accepted,
            @Nullable String reason) {}

    public Ringing {
        rules = List.copyOf(rules);
        operands = List.copyOf(operands);
        timers = List.copyOf(timers);
        transitions = List.copyOf(transitions);
        commands = List.copyOf(commands);
    }
}
