package io.tocsin.rules.composite;

/** So many of so many. An instrument that cannot be told counts as tripped, or as not, as it was configured. */
final class VoteGauge implements Gauge {
    private final Term[] voters;
    private final int votes;
    private final boolean badCounts;
    private int given;

    /** @param voters each unknown where one of its own instruments is bad */
    VoteGauge(Term[] voters, int votes, boolean badCounts) {
        this.voters = voters.clone();
        this.votes = votes;
        this.badCounts = badCounts;
    }

    @Override
    public byte look(long atMs, int operand) {
        given = 0;
        for (Term voter : voters) {
            double now = voter.now();
            boolean counts = Double.isNaN(now) ? badCounts : now != 0;
            given += counts ? 1 : 0;
        }
        return given >= votes ? YES : NO;
    }

    @Override
    public double measure() {
        return given;
    }
}
