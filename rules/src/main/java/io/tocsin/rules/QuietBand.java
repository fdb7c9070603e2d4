package io.tocsin.rules;

/**
 * Which good values would change nothing of a tag as it stands: no condition, no delay. Nearly all samples lie in it, and
 * a sample that does is two comparisons, however many conditions its tag has.
 *
 * <p>A level that is inactive is quiet on its own side of the limit; one that is active, until the value lies beyond the
 * deadband; and while a delay runs, as long as what started it goes on. Conditions that remember each good value (rates,
 * stuck) have no band. Where a condition looks at more than a threshold (deviation, states) the band is the value itself:
 * what was just looked at says nothing new when it comes again.
 */
final class QuietBand {
    private final Plan plan;
    private final Slots slots;
    private double low;
    private double high;

    QuietBand(Plan plan, Slots slots) {
        this.plan = plan;
        this.slots = slots;
    }

    /** Settles a tag whose newest sample was good and has been looked at by all its conditions. */
    void settle(int tag, TagMemory tags) {
        begin(tag);
        double held = tags.held(tag);
        for (int slot = plan.firstSlot[tag]; slot < plan.firstSlot[tag + 1]; slot++) {
            narrow(slot, held);
        }
        end(tag, tags);
    }

    /** Begins a band; {@link #narrow} then comes for each slot, once it has been stepped, and {@link #end} at last. */
    void begin(int tag) {
        // Infinite values are not readable, and beyond the failure bounds a value is bad.
        low = Double.isNaN(plan.failLow[tag]) ? -Double.MAX_VALUE : plan.failLow[tag];
        high = Double.isNaN(plan.failHigh[tag]) ? Double.MAX_VALUE : plan.failHigh[tag];
    }

    void end(int tag, TagMemory tags) {
        if (!plan.remembers[tag]) {
            tags.settle(tag, low, high);
        }
    }

    void narrow(int slot, double held) {
        switch (plan.kind(slot)) {
            case HIGH -> narrowHigh(slot, plan.limit(slot), plan.band(slot));
            case LOW -> narrowLow(slot, plan.limit(slot), plan.band(slot));
            case RANGE -> narrowRange(plan.limit(slot), plan.band(slot), held);
            case BAD, STALE -> {}
            default -> {
                atLeast(held);
                atMost(held);
            }
        }
    }

    private void narrowHigh(int slot, double limit, double band) {
        switch (slots.state(slot)) {
            case Slots.NORMAL -> atMost(Math.nextDown(limit));
            case Slots.PENDING -> atLeast(limit);
            case Slots.ACTIVE -> atLeast(limit - band);
            default -> atMost(Math.nextDown(limit - band));
        }
    }

    private void narrowLow(int slot, double limit, double band) {
        switch (slots.state(slot)) {
            case Slots.NORMAL -> atLeast(Math.nextUp(limit));
            case Slots.PENDING -> atMost(limit);
            case Slots.ACTIVE -> atMost(limit + band);
            default -> atLeast(Math.nextUp(limit + band));
        }
    }

    /** Which side of the range a value lies on is all that matters, delay or not. */
    private void narrowRange(double bottom, double top, double held) {
        if (held < bottom) {
            atMost(Math.nextDown(bottom));
        } else if (held > top) {
            atLeast(Math.nextUp(top));
        } else {
            atLeast(bottom);
            atMost(top);
        }
    }

    private void atLeast(double bound) {
        low = Math.max(low, bound);
    }

    private void atMost(double bound) {
        high = Math.min(high, bound);
    }
}
