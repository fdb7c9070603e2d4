package io.tocsin.server.backtest;

/**
 * One transition of one condition or composite rule.
 *
 * @param slot among the {@link AlarmSlots} of the configuration
 * @param onsetMs when the raise condition was first met; of a return its own time
 * @param value the last good value then, or what a rule measured; NaN where there was none
 * @param annunciated false where a person would not have been told: a superior alarm of the same tag said it, or the rule
 *     that it waits for did not hold
 */
record Transition(int slot, boolean raised, long timeMs, long onsetMs, double value, boolean annunciated) {
    Transition suppressed() {
        return new Transition(slot, raised, timeMs, onsetMs, value, false);
    }
}
