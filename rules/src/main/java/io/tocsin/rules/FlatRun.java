package io.tocsin.rules;

/** A run of good samples that stay within epsilon of the run's first. */
final class FlatRun {
    private final double epsilon;
    private final long windowMs;
    private boolean begun;
    private long anchorMs;
    private double anchor;
    /** How far from its first the run has strayed so far; never beyond epsilon. */
    private double strayed;

    FlatRun(double epsilon, long windowMs) {
        this.epsilon = epsilon;
        this.windowMs = windowMs;
    }

    /** Takes a good sample: RAISE once the run has lasted the window, RETURN at the first sample outside it. */
    byte verdictAt(long atMs, double value) {
        double away = Math.abs(value - anchor);
        if (!begun || away > epsilon) {
            byte verdict = begun ? Verdicts.RETURN : Verdicts.BETWEEN;
            begin(atMs, value);
            return verdict;
        }
        strayed = Math.max(strayed, away);
        return atMs - anchorMs >= windowMs ? Verdicts.RAISE : Verdicts.BETWEEN;
    }

    private void begin(long atMs, double value) {
        begun = true;
        anchorMs = atMs;
        anchor = value;
        strayed = 0;
    }

    void shift(long movedMs) {
        anchorMs += begun ? movedMs : 0;
    }

    void write(StateWriter out) {
        out.putBoolean(begun);
        out.putLong(anchorMs);
        out.putDouble(anchor);
        out.putDouble(strayed);
    }

    void read(StateReader in) {
        begun = in.takeBoolean();
        anchorMs = in.takeLong();
        anchor = in.takeDouble();
        strayed = in.takeDouble();
    }

    /** The same run under other terms; one that would not have been a run under them begins anew. */
    FlatRun copyFor(double newEpsilon, long newWindowMs) {
        FlatRun copy = new FlatRun(newEpsilon, newWindowMs);
        if (begun && strayed <= newEpsilon) {
            copy.begin(anchorMs, anchor);
            copy.strayed = strayed;
        }
        return copy;
    }
}
