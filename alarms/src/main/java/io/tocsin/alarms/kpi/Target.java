package io.tocsin.alarms.kpi;

/**
 * What a figure should be, where anybody says so: ISA-18.2 and EEMUA 191. Of the mix of priorities they say "about", so
 * it is shown beside what it should be, and not judged.
 */
public enum Target {
    AVERAGE_PER_SLOT(1, 2, true),
    PEAK(10, 10, true),
    SLOTS_OVER_10(0.01, 0.01, false),
    FLOODS(0.01, 0.01, false),
    TOP(0.05, 0.05, true),
    CHATTERING(0, 0, true),
    FLEETING(0, 0, true),
    STANDING(5, 5, false),
    LONG_STANDING(5, 5, false);

    private final double fine;
    private final double most;
    private final boolean inclusive;

    /** @param inclusive whether the bounds themselves are still within */
    Target(double fine, double most, boolean inclusive) {
        this.fine = fine;
        this.most = most;
        this.inclusive = inclusive;
    }

    /** How a figure stands to its target. */
    public enum Verdict {
        MET,
        /** Not as it should be, and still bearable. */
        BORDERLINE,
        MISSED,
        /** There is no figure: of no time, or of no annunciation. */
        NONE
    }

    public Verdict verdict(Kpis kpis) {
        double value = figure(kpis);
        if (Double.isNaN(value)) {
            return Verdict.NONE;
        }
        return within(value, fine) ? Verdict.MET : within(value, most) ? Verdict.BORDERLINE : Verdict.MISSED;
    }

    private boolean within(double value, double bound) {
        return value < bound || (inclusive && value == bound);
    }

    /** A share is 0 to 1. */
    private double figure(Kpis kpis) {
        return switch (this) {
            case AVERAGE_PER_SLOT -> kpis.load().averagePerSlot();
            case PEAK -> kpis.load().peak();
            case SLOTS_OVER_10 -> kpis.load().slotsOver10Share();
            case FLOODS -> kpis.load().floodShare();
            case TOP -> kpis.top().share();
            case CHATTERING -> kpis.chattering().size();
            case FLEETING -> kpis.fleeting().size();
            case STANDING -> kpis.standing().size();
            case LONG_STANDING -> kpis.longStanding().size();
        };
    }
}
