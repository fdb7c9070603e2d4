package io.tocsin.config;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table test of an alarm configuration: what is fed in, and which transitions must come of it. All times are offsets
 * from the test's start, in milliseconds.
 *
 * @param file the file it stands in, as problems name it
 * @param line where it begins, 1-based
 * @param start its first moment; null where none was given: then 1970-01-01T00:00:00Z
 * @param tags the tags that it feeds or watches; {@link Sample#tag()} counts in this list
 * @param silent further tags, at which the rules look: nothing is fed to them, and what they say is not compared
 * @param rules that it runs: those that look at its tags or rest on such, and the rules that these need
 * @param inputs in the order of their arrival
 * @param untilMs how far time goes at the end, never before the last arrival
 * @param expected every transition of its tags and of the alarms of its rules, by time; empty = nothing may happen
 */
public record TableTest(
        Text name,
        String file,
        int line,
        @Nullable OffsetDateTime start,
        List<Tag> tags,
        List<Tag> silent,
        List<Rule> rules,
        List<Input> inputs,
        long untilMs,
        List<Expected> expected) {
    public TableTest {
        tags = List.copyOf(tags);
        silent = List.copyOf(silent);
        rules = List.copyOf(rules);
        inputs = List.copyOf(inputs);
        expected = List.copyOf(expected);
    }

    public long startMs() {
        return start == null ? 0 : start.toInstant().toEpochMilli();
    }

    /** Something that arrives at the engine. */
    public sealed interface Input {
        long arrivesMs();
    }

    /**
     * One sample.
     *
     * @param atMs the sensor's stamp
     * @param value NaN where there is none
     * @param historical flagged as a backfill by its sender
     */
    public record Sample(int tag, long atMs, double value, Worth worth, long receivedMs, boolean historical)
            implements Input {
        @Override
        public long arrivesMs() {
            return receivedMs;
        }
    }

    /** Time advances. */
    public record Tick(long arrivesMs) implements Input {}

    /** The engine starts again. */
    public record Started(long arrivesMs) implements Input {}

    /** What waited at the broker while the engine was away has been seen. */
    public record Drained(long arrivesMs) implements Input {}

    /** What a sample is worth: its sender's status, or no number at all. */
    public enum Worth {
        GOOD,
        UNCERTAIN,
        BAD,
        UNREADABLE
    }

    /** What becomes of a condition or a rule. */
    public enum State {
        RAISED,
        CLEARED,
        /** History would have raised it, but came too late. */
        MISSED
    }

    /**
     * A transition that must happen.
     *
     * @param line where it stands in the test's file
     * @param alarm its id, {@code <tag>:<condition>} or {@code rule:<id>}
     * @param value the last good value then, NaN = none so far; of a rule what it measured; null = any
     * @param onsetMs when the raise condition was first met; null = any
     * @param quality of the tag's newest sample then; null = any, and always so of a rule
     */
    public record Expected(
            int line,
            long atMs,
            String alarm,
            State state,
            @Nullable Double value,
            @Nullable Long onsetMs,
            @Nullable Worth quality) {}
}
