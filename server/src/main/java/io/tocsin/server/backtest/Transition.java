package io.tocsin.server.backtest;

/**
 * One transition of one condition.
 *
 * @param slot of the configuration's plan
 * @param onsetMs when the raise condition was first met; of a return its own time
 * @param value the last good value then; NaN where there was none
 * @param annunciated false where a person would not have been told, for a superior alarm of the same tag said it
 */
record Transition(int slot, boolean raised, long timeMs, long onsetMs, double value, boolean annunciated) {
    Transition suppressed() {
        return new Transition(slot, raised, timeMs, onsetMs, value, false);
    }
}
