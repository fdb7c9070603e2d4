package io.tocsin.server.explain;

import io.tocsin.config.Text;
import org.jspecify.annotations.Nullable;

/**
 * Why one condition of a tag said nothing in a span of time, or that it did.
 *
 * @param rule in force at the end of the span; null where it was not configured
 * @param now what the newest configuration says where that is another; null where it is the same, or there is none
 */
public record Silence(
        String condition,
        Reason reason,
        Text sentence,
        @Nullable RuleInForce rule,
        @Nullable RuleInForce now,
        Figures figures) {
    /** The kinds of answers, the first that fits. */
    public enum Reason {
        ACTIVE("There was an alarm: it was active in the span, or a part of it."),
        NOT_CONFIGURED("The tag had no such condition then."),
        ON_DELAY_NOT_OVER("The value met the condition, but not for as long as the on-delay."),
        MISSED("The value met the condition, but its samples came too late: said as MISSED, and raised nothing."),
        LATE("Samples that met the condition came late or as history, and moved nothing."),
        OTHER_LIMIT("The value did not meet the condition as it was configured then; as it is now, it would have."),
        BAD_VALUE("The samples were bad: a bad value raises nothing."),
        REJECTED("The samples were not taken."),
        NO_DATA("Nothing was heard of the tag."),
        NEVER_BEYOND("The value never met the condition."),
        SAMPLES_NOT_HELD("The event log has no alarm, and the samples are no longer held.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** What it means, for people. */
        public String sentence() {
            return sentence;
        }
    }

    /**
     * What was measured; times -1 and numbers NaN where there is none.
     *
     * @param nearest the value that came nearest, as it was sent
     * @param measured what is compared of it: the value itself, a deviation, a rate a minute, milliseconds
     * @param missing how much was missing, in the same unit
     * @param beyondMs when the condition was first met
     * @param untilMs when it was no more; -1 where it still was
     * @param missingMs how much of the on-delay was missing
     * @param lastHeardMs effective time of the newest live sample before the end of the span
     * @param activeMs since when it was active
     * @param activeUntilMs -1 where it still is
     * @param occurrence that rang, or the one that was missed
     */
    public record Figures(
            double nearest,
            double measured,
            double missing,
            long nearestMs,
            long beyondMs,
            long untilMs,
            long dueMs,
            long missingMs,
            long lastHeardMs,
            long activeMs,
            long activeUntilMs,
            @Nullable String occurrence,
            Counts counts) {}

    /** Samples of the span by what became of them; uncertain ones are good ones too. */
    public record Counts(int good, int uncertain, int bad, int late, int history, int rejected) {}
}
