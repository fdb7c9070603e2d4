package io.tocsin.rules;

/**
 * Where condition transitions go, in the order in which they happen. Primitive on purpose.
 *
 * <p>{@code slot} names one condition of one tag: see {@link Plan}. Values are the last good ones at that time, NaN
 * where none was ever seen; times are effective times in epoch milliseconds.
 */
public interface ConditionSink {
    /**
     * A condition became active.
     *
     * @param timeMs when it is raised: the onset plus the on-delay
     * @param onsetMs when the raise condition was first met
     * @param quality {@link Quality#code()} of the tag's newest sample, bad ones included
     */
    void raised(int slot, long timeMs, long onsetMs, double value, int quality);

    /**
     * A condition is over.
     *
     * @param byConfiguration true where a changed limit and no new sample brought the return about
     */
    void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration);

    /**
     * A value was beyond its limit, and came back before the on-delay was over: no alarm.
     *
     * @param onsetMs when the raise condition was first met
     * @param untilMs the sample that no longer met it
     */
    default void heldBack(int slot, long onsetMs, long untilMs) {}

    /**
     * History crossed a limit for long enough to raise it, but came too late to do so. Changes no state.
     *
     * @param timeMs when it would have been raised
     * @param onsetMs when the raise condition was first met
     * @param value the value of the sample that proved it
     * @param quality {@link Quality#code()} of that sample
     */
    void missed(int slot, long timeMs, long onsetMs, double value, int quality);
}
