package io.tocsin.bench;

import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;

/** Our own core as the server runs it: {@link Conditions}, with a tag's failure bounds and its greatest age looked at. */
final class Core implements Contestant {
    private static final int GOOD = 0;

    private final Tally tally;
    private final Conditions conditions;

    Core(Limits limits, Tally tally) {
        this.tally = tally;
        conditions = new Conditions(new Plan(limits.config()), tally);
    }

    @Override
    public String name() {
        return "tocsin";
    }

    @Override
    public void feed(Workload work, int pass) {
        long startMs = work.startMs(pass);
        for (int i = 0; i < work.samples(); i++) {
            long nowMs = startMs + work.atMs[i];
            conditions.sample(work.tag[i], nowMs, work.value[i], GOOD, nowMs);
        }
    }

    @Override
    public void advance(long nowMs) {
        conditions.tick(nowMs);
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
