package io.tocsin.simulator.plant;

/** Closes a tank's inlet where its high-high switch trips, unless an incident says that it does not work. */
final class Interlock {
    private final TankContents contents;
    private final double highHighM;
    private boolean works = true;

    Interlock(TankContents contents, double highHighM) {
        this.contents = contents;
        this.highHighM = highHighM;
    }

    void fail() {
        works = false;
    }

    void guard(long timeMs) {
        if (works && contents.inflowM3PerHour() > 0 && contents.levelM(timeMs) >= highHighM) {
            contents.inflow(timeMs, 0);
        }
    }
}
