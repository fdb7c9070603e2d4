package io.tocsin.rules.composite;

/** Where rules say that they hold, in the order in which it happens. {@code rule} is the index in the site's rules. */
public interface RuleSink {
    /**
     * A rule holds from now on.
     *
     * @param timeMs effective time: the onset plus the on-delay
     * @param onsetMs since when what it asks was met
     * @param measure what it measured then: see {@link Composites#measure}
     */
    void raised(int rule, long timeMs, long onsetMs, double measure);

    /**
     * A rule holds no more.
     *
     * @param byConfiguration true where a changed rule and no changed operand brought it about
     */
    void cleared(int rule, long timeMs, double measure, boolean byConfiguration);
}
