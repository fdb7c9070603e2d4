package io.tocsin.rules;

/**
 * How one condition of one tag stands at this moment.
 *
 * @param pendingSinceMs since when a value has been beyond the limit while the on-delay runs; {@link Long#MAX_VALUE} where
 *     none does
 * @param delayEndsMs the effective time at which the running delay ends, on-delay or off-delay; {@link Long#MAX_VALUE}
 *     where none runs
 */
public record Standing(boolean active, long pendingSinceMs, long delayEndsMs) {
    /** True while an on-delay or an off-delay runs. */
    public boolean isDelayed() {
        return delayEndsMs != Long.MAX_VALUE;
    }
}
