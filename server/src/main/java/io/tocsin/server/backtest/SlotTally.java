package io.tocsin.server.backtest;

/** What was seen of one alarm over history. */
final class SlotTally {
    private static final long NOT = Long.MIN_VALUE;

    private long raised;
    private long annunciated;
    private long cleared;
    private long heldBack;
    private long missed;
    private long longestBeyondMs;
    private long longestActiveMs;
    private long activeMs;
    private long activeSinceMs = NOT;

    void add(Transition transition) {
        if (transition.raised()) {
            raised++;
            annunciated += transition.annunciated() ? 1 : 0;
            activeSinceMs = transition.timeMs();
            beyond(transition.timeMs() - transition.onsetMs());
        } else {
            cleared++;
            end(transition.timeMs());
        }
    }

    private void end(long timeMs) {
        if (activeSinceMs != NOT) {
            activeMs += timeMs - activeSinceMs;
            longestActiveMs = Math.max(longestActiveMs, timeMs - activeSinceMs);
            activeSinceMs = NOT;
        }
    }

    void heldBack(long beyondMs) {
        heldBack++;
        beyond(beyondMs);
    }

    void countMissed() {
        missed++;
    }

    /** A value was beyond the limit for so long without an alarm. */
    void beyond(long forMs) {
        longestBeyondMs = Math.max(longestBeyondMs, forMs);
    }

    long raised() {
        return raised;
    }

    long annunciated() {
        return annunciated;
    }

    long cleared() {
        return cleared;
    }

    /** How often a value came back before its on-delay was over. */
    long heldBack() {
        return heldBack;
    }

    long missed() {
        return missed;
    }

    /** The longest time beyond the limit without an alarm. */
    long longestBeyondMs() {
        return longestBeyondMs;
    }

    /** @param endMs counts what stands until here */
    long longestActiveMs(long endMs) {
        return activeSinceMs == NOT ? longestActiveMs : Math.max(longestActiveMs, endMs - activeSinceMs);
    }

    /** @param endMs counts what stands until here */
    long activeMs(long endMs) {
        return activeSinceMs == NOT ? activeMs : activeMs + endMs - activeSinceMs;
    }

    boolean isStanding() {
        return activeSinceMs != NOT;
    }
}
