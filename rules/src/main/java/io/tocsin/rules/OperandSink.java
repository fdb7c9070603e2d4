package io.tocsin.rules;

/**
 * What the conditions of tags tell of those that composite rules look at: all that the second stage ever learns of them.
 * Primitive on purpose.
 */
public interface OperandSink {
    /** Nobody asks. */
    OperandSink NONE = new OperandSink() {
        @Override
        public void operand(int tag, long timeMs, double held, int worth, int active, long lagMs) {}

        @Override
        public void due(long nowMs) {}

        @Override
        public void moved(int tag, long movedMs) {}
    };

    /**
     * A tag may be another than before: after all that one sample of it, or one timer, brought about.
     *
     * @param timeMs effective time in epoch milliseconds
     * @param held the last good value; NaN where there was none
     * @param worth {@link Quality#code()} of the newest sample; negative where none ever came
     * @param active a bit for each condition that is active, by its code
     * @param lagMs receive time minus effective time of the newest sample, never below 0
     */
    void operand(int tag, long timeMs, double held, int worth, int active, long lagMs);

    /** Engine time has come to a moment: what is due by then comes before anything that the conditions say next. */
    void due(long nowMs);

    /** The clock was set: what is known of the tag lies elsewhere on the line of time. */
    void moved(int tag, long movedMs);
}
