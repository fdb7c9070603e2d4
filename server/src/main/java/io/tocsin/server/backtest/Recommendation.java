package io.tocsin.server.backtest;

import java.util.List;

/**
 * What would have ended the chattering of one alarm, and what it would have cost, as the same data shows.
 *
 * @param alarm its id
 * @param before as it is configured
 * @param ways the least change of each kind that ends the chattering (or comes nearest), a deadband before delays
 */
record Recommendation(String alarm, Evidence before, List<Way> ways) {
    /**
     * A change of one kind.
     *
     * @param now what is configured, in the tag's unit or in ms
     */
    record Way(Variant variant, double now, Evidence evidence) {
        boolean endsIt() {
            return evidence.chattering() == 0;
        }
    }

    /**
     * What the data shows.
     *
     * @param chattering annunciations that were the third within a minute
     * @param excursionsLost excursions (occurrences less than a minute apart) that would not have been told at all
     * @param latestMs by how much the telling of an excursion would have been delayed at most
     * @param activeMs how long the alarm was active in all
     */
    record Evidence(long annunciations, long chattering, long excursionsLost, long latestMs, long activeMs) {}
}
