package io.tocsin.simulator.plant;

/**
 * The everyday work of a tank: now it receives, now it is drawn from, mostly in the middle of its working band. Every
 * half hour or so it decides anew; no decision can carry the level to a limit before the next one.
 *
 * <p>A tank that an incident names is left to the incident from the start.
 */
final class TankOperation {
    private static final double SHORTEST_MS = 20 * 60_000.0;
    private static final double LONGEST_MS = 40 * 60_000.0;
    /** Draws of one decision from the noise: how long, which way, how much. */
    private static final int DRAWS = 3;

    private final TankContents contents;
    private final Noise noise;
    private final double lowM3;
    private final double highM3;
    private final double flowMaxM3PerHour;
    private final boolean idle;
    private long decision;
    private long nextMs;

    TankOperation(Tank tank, TankContents contents, Noise noise, boolean leftToIncident) {
        Band working = tank.workingM();
        this.contents = contents;
        this.noise = noise;
        this.lowM3 = contents.shape().volumeM3(working.low());
        this.highM3 = contents.shape().volumeM3(working.high());
        this.flowMaxM3PerHour = flowMax(tank.spec().maxFillM3PerHour(), highM3 - lowM3);
        this.idle = leftToIncident || tank.keptEmpty() || highM3 <= lowM3;
        this.nextMs = idle ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    /** The level of a tank before anything happened. */
    static double startLevelM(Tank tank, Noise noise) {
        Band working = tank.workingM();
        return tank.keptEmpty() ? 0 : working.low() + (working.high() - working.low()) * noise.between(-2, 0.45, 0.55);
    }

    long nextMs() {
        return nextMs;
    }

    /** Decides, if it is time. */
    void operate(long timeMs) {
        if (timeMs < nextMs || idle) {
            return;
        }
        double wayAndPlace = (contents.volumeM3(timeMs) - lowM3) / (highM3 - lowM3);
        double flow = rounded(flowMaxM3PerHour * noise.between(decision * DRAWS + 2, 0.4, 1));
        double chance = noise.unit(decision * DRAWS + 1);
        boolean receive = wayAndPlace < 0.4 || (wayAndPlace <= 0.6 && chance < 0.4);
        boolean draw = wayAndPlace > 0.6 || (wayAndPlace >= 0.4 && chance >= 0.6);
        contents.inflow(timeMs, receive ? flow : 0);
        contents.outflow(timeMs, draw ? flow : 0);
        nextMs = timeMs + (long) noise.between(decision * DRAWS, SHORTEST_MS, LONGEST_MS);
        decision++;
    }

    /** Well below the fill rate, and at most a tenth of the band an hour. */
    private static double flowMax(double maxFillM3PerHour, double bandM3) {
        double byBand = 0.1 * bandM3;
        return maxFillM3PerHour > 0 ? Math.min(0.3 * maxFillM3PerHour, byBand) : byBand;
    }

    private static double rounded(double flow) {
        return Math.rint(flow * 10) / 10;
    }
}
