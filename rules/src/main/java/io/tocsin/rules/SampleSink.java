package io.tocsin.rules;

/**
 * Where decoded samples go. Primitive on purpose: nothing is allocated per sample.
 *
 * <p>All times are epoch milliseconds UTC. A call is complete when it returns; the sink keeps nothing of the arguments.
 */
public interface SampleSink {
    /**
     * One live sample.
     *
     * @param tag index of the tag in {@link io.tocsin.config.Site#tags()}
     * @param effectiveMs the sample's own time, shifted back with its whole message where that lay ahead of receipt
     * @param value in the tag's unit; meaningless where the quality is not usable
     * @param quality {@link Quality#code()}
     * @param receiveMs when we received it; never falls from one call to the next
     */
    void sample(int tag, long effectiveMs, double value, int quality, long receiveMs);

    /** One sample flagged historical by its sender: it is counted and kept, and moves nothing live. */
    void history(int tag, long eventMs, double value, int quality, long receiveMs);
}
