package io.tocsin.rules.composite;

import io.tocsin.config.Condition;
import io.tocsin.rules.Quality;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.Arrays;

/** What is known of the tags that rules look at, by operand; an operand is a tag that at least one rule names. */
final class Operands {
    private static final int UNHEARD = -1;
    private static final int STALE = 1 << Condition.STALE.code();

    private final double[] held;
    private final int[] worth;
    private final int[] active;
    private final long[] timeMs;
    private final long[] lagMs;
    private final long[] movedMs;

    Operands(int size) {
        held = new double[size];
        Arrays.fill(held, Double.NaN);
        worth = new int[size];
        Arrays.fill(worth, UNHEARD);
        active = new int[size];
        timeMs = new long[size];
        Arrays.fill(timeMs, Long.MIN_VALUE);
        lagMs = new long[size];
        movedMs = new long[size];
    }

    void take(int operand, long atMs, double value, int worthNow, int activeNow, long lagNowMs) {
        timeMs[operand] = Math.max(timeMs[operand], atMs);
        held[operand] = value;
        worth[operand] = worthNow;
        active[operand] = activeNow;
        lagMs[operand] = lagNowMs;
    }

    double value(int operand) {
        return held[operand];
    }

    int worth(int operand) {
        return worth[operand];
    }

    long timeMs(int operand) {
        return timeMs[operand];
    }

    long lagMs(int operand) {
        return lagMs[operand];
    }

    int active(int operand) {
        return active[operand];
    }

    boolean isActive(int operand, Condition condition) {
        return (active[operand] & 1 << condition.code()) != 0;
    }

    /** Nothing ever came of it, and nothing says yet that this is too long. */
    boolean isUnheard(int operand) {
        return worth[operand] == UNHEARD && (active[operand] & STALE) == 0;
    }

    boolean isBad(int operand) {
        return (active[operand] & STALE) != 0 || (worth[operand] != UNHEARD && !Quality.isUsable(worth[operand]));
    }

    boolean isUsable(int operand) {
        return !isUnheard(operand) && !isBad(operand);
    }

    // ---- another clock ----------------------------------------------------------------------------------------------

    void moved(int operand, long byMs) {
        movedMs[operand] = byMs;
        timeMs[operand] += timeMs[operand] == Long.MIN_VALUE ? 0 : byMs;
    }

    /** How far the clock moved the operand since it was asked last. */
    long movedMs(int operand) {
        return movedMs[operand];
    }

    void settled() {
        Arrays.fill(movedMs, 0);
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    void write(StateWriter out) {
        out.putInt(held.length);
        for (int i = 0; i < held.length; i++) {
            out.putDouble(held[i]);
            out.putInt(worth[i]);
            out.putInt(active[i]);
            out.putLong(timeMs[i]);
            out.putLong(lagMs[i]);
        }
    }

    void read(StateReader in) {
        in.expect("operands", held.length);
        for (int i = 0; i < held.length; i++) {
            held[i] = in.takeDouble();
            worth[i] = in.takeInt();
            active[i] = in.takeInt();
            timeMs[i] = in.takeLong();
            lagMs[i] = in.takeLong();
        }
    }
}
