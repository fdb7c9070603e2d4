package io.tocsin.rules.composite;

import io.tocsin.config.Logic;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;

/**
 * Whether a value will be at a limit sooner than people can act, if it goes on as it does.
 *
 * <p>So it is when the value surely moves towards the limit and its {@linkplain Trend trend} is there within the time
 * that people need. It is not so when the trend, steepened by all that it may be off, stays away for longer; nor when
 * the limit is reached: then the limit's own alarm speaks, and there is nothing left to foretell. Until there are means
 * enough, and after its input could not be relied on until the next mean, it cannot be told.
 */
final class TimeToLimitGauge implements Gauge {
    static final int SPANS = 40;
    /** It is not so any more when the limit is a fifth further away than people need. */
    private static final double BAND = 1.2;

    private static final double MS_PER_MINUTE = 60_000;

    private final Operands operands;
    private final int operand;
    private final double limit;
    private final int sign;
    private final double withinMs;
    private final double[] quantiles;
    private final MeanWindow window;

    private double last = Double.NaN;
    private double resolution = Double.POSITIVE_INFINITY;
    private byte verdict = UNKNOWN;
    private double minutes = Double.NaN;

    TimeToLimitGauge(Operands operands, int operand, Logic.TimeToLimit logic) {
        this.operands = operands;
        this.operand = operand;
        limit = logic.limit();
        sign = logic.rising() ? 1 : -1;
        withinMs = logic.withinMs();
        quantiles = Trend.quantiles(logic.confidence(), SPANS);
        window = new MeanWindow(logic.windowMs(), SPANS);
    }

    @Override
    public byte look(long atMs, int changed) {
        if (changed == operand) {
            double value = operands.value(operand);
            double step = Math.abs(value - last);
            resolution = step > 0 ? Math.min(resolution, step) : resolution;
            last = value;
            if (window.add(atMs, value)) {
                judge(atMs);
            }
        }
        return verdict;
    }

    private void judge(long atMs) {
        if (window.size() < Trend.LEAST) {
            forget();
            return;
        }
        Trend trend = Trend.of(window, atMs, Double.isInfinite(resolution) ? 0 : resolution, quantiles);
        double gap = sign * (limit - trend.now());
        double towards = sign * trend.perMs();
        boolean reached = gap <= 0;
        boolean surely = towards > trend.bandPerMs();
        minutes = reached ? 0 : surely ? gap / towards / MS_PER_MINUTE : Double.NaN;
        if (reached || gap > withinMs * BAND * (towards + trend.bandPerMs())) {
            verdict = NO;
        } else {
            verdict = surely && gap <= withinMs * towards ? YES : BETWEEN;
        }
    }

    private void forget() {
        verdict = UNKNOWN;
        minutes = Double.NaN;
    }

    @Override
    public void blind(long atMs) {
        forget();
    }

    /** Minutes to the limit; 0 once it is reached, NaN where the value does not surely move towards it. */
    @Override
    public double measure() {
        return minutes;
    }

    @Override
    public void shift(long movedMs) {
        window.shift(movedMs);
    }

    @Override
    public void write(StateWriter out) {
        out.putDouble(last);
        out.putDouble(resolution);
        out.putByte(verdict);
        out.putDouble(minutes);
        window.write(out);
    }

    @Override
    public void read(StateReader in) {
        last = in.takeDouble();
        resolution = in.takeDouble();
        verdict = in.takeByte();
        minutes = in.takeDouble();
        window.read(in);
    }
}
