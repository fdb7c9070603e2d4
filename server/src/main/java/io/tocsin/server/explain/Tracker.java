package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.rules.Quality;
import io.tocsin.server.explain.SeenSample.Effect;
import io.tocsin.server.explain.SeenSample.Fate;
import io.tocsin.server.explain.Silence.Counts;
import io.tocsin.server.explain.Silence.Figures;
import io.tocsin.server.explain.Silence.Reason;
import org.jspecify.annotations.Nullable;

/** Follows one condition of one tag through a replay, and finds why it said nothing in a span of time. */
final class Tracker {
    private static final long NONE = -1;

    private final String tag;
    private final String condition;
    private final long fromMs;
    private final long toMs;
    private @Nullable RuleInForce rule;
    private @Nullable Gauge gauge;
    private @Nullable Gauge gaugeNow;
    private @Nullable RuleInForce ruleNow;
    private boolean wasConfigured;

    private long activeMs = NONE;
    private long activeUntilMs = NONE;
    private @Nullable String occurrence;
    private boolean overlaps;
    private long pendingMs = NONE;
    private long beyondMs = NONE;
    private long untilMs = NONE;
    private long dueMs = NONE;

    private @Nullable Nearest held;
    private @Nullable Nearest nearest;
    private boolean looked;
    private boolean beyondNow;
    private @Nullable Nearest lateBeyond;
    private @Nullable String missed;

    /** A value as it was looked at. */
    private record Nearest(long atMs, double value, Gauge.Look look, boolean beyondNow) {}

    Tracker(String tag, String condition, long fromMs, long toMs) {
        this.tag = tag;
        this.condition = condition;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    String condition() {
        return condition;
    }

    // ---- what the replay tells --------------------------------------------------------------------------------------

    void configured(Site site, long receiveMs) {
        if (receiveMs > toMs) {
            return;
        }
        ConditionSpec spec = RuleInForce.spec(site, tag, condition);
        Gauge before = gauge;
        if (spec == null) {
            rule = null;
            gauge = null;
        } else if (before == null || !before.spec().equals(spec)) {
            rule = RuleInForce.of(site, tag, spec, receiveMs);
            gauge = new Gauge(spec);
        }
    }

    /** What the newest configuration says, for comparison. */
    void now(@Nullable Site site) {
        ConditionSpec spec = site == null ? null : RuleInForce.spec(site, tag, condition);
        if (site != null && spec != null) {
            gaugeNow = new Gauge(spec);
            ruleNow = RuleInForce.of(site, tag, spec, NONE);
        }
    }

    void active(long sinceMs, String id) {
        activeMs = sinceMs;
        activeUntilMs = NONE;
        occurrence = id;
    }

    void sample(SeenSample sample) {
        sample.effects().stream()
                .filter(effect -> effect.condition().equals(condition))
                .forEach(effect -> delay(effect, sample));
        boolean inSpan = sample.effectiveMs() >= fromMs && sample.effectiveMs() <= toMs;
        if (sample.fate() == Fate.TAKEN && sample.effectiveMs() <= toMs) {
            look(sample, inSpan);
        } else if (sample.fate() == Fate.BAD && sample.effectiveMs() < fromMs) {
            held = null;
        } else if (inSpan && !sample.isLive()) {
            lookBack(sample);
        }
    }

    private void look(SeenSample sample, boolean inSpan) {
        Gauge now = gaugeNow;
        boolean nowBeyond =
                now != null && now.look(sample.effectiveMs(), sample.value()).beyond();
        Gauge then = gauge;
        Gauge.Look look = then == null ? Gauge.Look.NOTHING : then.look(sample.effectiveMs(), sample.value());
        Nearest seen = new Nearest(sample.effectiveMs(), sample.value(), look, nowBeyond);
        if (inSpan) {
            consider(seen);
        } else {
            held = seen;
        }
    }

    private void consider(Nearest seen) {
        looked = true;
        beyondNow |= seen.beyondNow();
        Nearest best = nearest;
        if (best == null
                || Double.isNaN(best.look().distance())
                || seen.look().distance() < best.look().distance()) {
            nearest = seen;
        }
    }

    /** Of a sample that moved nothing: whether it would have met a condition of the value alone. */
    private void lookBack(SeenSample sample) {
        Gauge then = gauge;
        boolean usable =
                sample.quality().equals(Quality.GOOD.name()) || sample.quality().equals(Quality.UNCERTAIN.name());
        if (then == null || !then.isOfValue() || !usable || sample.fate() == Fate.REPEAT || lateBeyond != null) {
            return;
        }
        Gauge.Look look = new Gauge(then.spec()).look(sample.effectiveMs(), sample.value());
        if (look.beyond()) {
            lateBeyond = new Nearest(sample.effectiveMs(), sample.value(), look, false);
        }
    }

    private void delay(Effect effect, SeenSample sample) {
        switch (effect.act()) {
            case ON_DELAY_STARTED -> pendingMs = sample.effectiveMs();
            case ON_DELAY_CANCELLED -> heldBack(sample.effectiveMs());
            case RAISED, ON_DELAY_OVER -> pendingMs = pendingMs < sample.effectiveMs() ? NONE : pendingMs;
            default -> {}
        }
    }

    private void heldBack(long atMs) {
        if (pendingMs != NONE && pendingMs <= toMs && atMs >= fromMs) {
            boolean longer = beyondMs == NONE || atMs - pendingMs > untilMs - beyondMs;
            if (longer) {
                beyondMs = pendingMs;
                untilMs = atMs;
                dueMs = pendingMs + onDelayMs();
            }
        }
        pendingMs = NONE;
    }

    private long onDelayMs() {
        Gauge then = gauge;
        return then == null ? 0 : then.spec().onDelayMs();
    }

    void transition(AlarmEvent event) {
        switch (event.type()) {
            case RAISED -> raised(event);
            case CLEARED, CONFIG_CHANGED -> over(event.timeMs());
            case MISSED -> missed(event.onsetTimeMs(), event.timeMs(), event.occurrenceId());
            default -> {}
        }
    }

    private void raised(AlarmEvent event) {
        pendingMs = NONE;
        if (event.onsetTimeMs() <= toMs && event.timeMs() > toMs) {
            beyondMs = event.onsetTimeMs(); // It rang later: at the end of the span the on-delay still ran.
            untilMs = NONE;
            dueMs = event.timeMs();
        }
        if (!overlaps) {
            active(event.timeMs(), event.occurrenceId());
        }
    }

    private void over(long atMs) {
        if (activeMs != NONE && activeUntilMs == NONE) {
            activeUntilMs = atMs;
            overlaps = isInSpan();
        }
    }

    private boolean isInSpan() {
        boolean reaches = activeUntilMs == NONE || activeUntilMs > fromMs || activeMs >= fromMs;
        return activeMs != NONE && activeMs <= toMs && reaches;
    }

    /** By the replay or by the event log, which reaches further on. */
    void missed(long onsetMs, long atMs, String id) {
        if (missed == null && onsetMs <= toMs && atMs >= fromMs) {
            missed = id;
        }
    }

    // ---- the answer -------------------------------------------------------------------------------------------------

    boolean isNamedByAnyone() {
        return wasConfigured || rule != null || ruleNow != null;
    }

    /** The span begins: what is in force from here on counts. */
    void settle() {
        wasConfigured |= rule != null;
    }

    /**
     * @param silentMs how long nothing had been heard at the end of the span, at most; negative = never heard
     * @param fresh true where the value held at the beginning of the span still said something
     */
    Silence answer(Words words, Counts counts, long lastHeardMs, boolean fresh, long silentMs) {
        Nearest before = held;
        if (before != null && fresh) {
            consider(before);
        }
        boolean pending = pendingMs != NONE && pendingMs <= toMs;
        if (pending) {
            beyondMs = pendingMs;
            untilMs = NONE;
            dueMs = pendingMs + onDelayMs();
        }
        Reason reason = reason(counts, silentMs);
        Nearest late = lateBeyond;
        Nearest shown = reason == Reason.LATE && late != null ? late : nearest;
        Figures figures = figures(shown, reason, counts, lastHeardMs, silentMs);
        RuleInForce asNow = isSameNow() ? null : ruleNow;
        Sentences sentences = new Sentences(words, condition, rule, asNow, figures);
        return new Silence(condition, reason, sentences.of(reason), rule, asNow, figures);
    }

    private boolean isSameNow() {
        Gauge then = gauge;
        Gauge now = gaugeNow;
        return now == null || (then != null && then.spec().equals(now.spec()));
    }

    private Reason reason(Counts counts, long silentMs) {
        if (isInSpan()) {
            return Reason.ACTIVE;
        }
        if (rule == null && !wasConfigured) {
            return Reason.NOT_CONFIGURED;
        }
        if (beyondMs != NONE) {
            return Reason.ON_DELAY_NOT_OVER;
        }
        if (missed != null) {
            return Reason.MISSED;
        }
        if (lateBeyond != null) {
            return Reason.LATE;
        }
        return isOfSilence() && silentMs >= 0 ? Reason.NEVER_BEYOND : unbeyond(counts);
    }

    private boolean isOfSilence() {
        return condition.equals("STALE");
    }

    private Reason unbeyond(Counts counts) {
        if (looked) {
            return beyondNow && !isSameNow() ? Reason.OTHER_LIMIT : Reason.NEVER_BEYOND;
        }
        if (counts.bad() > 0) {
            return Reason.BAD_VALUE;
        }
        if (counts.rejected() > 0) {
            return Reason.REJECTED;
        }
        return counts.late() + counts.history() > 0 ? Reason.LATE : Reason.NO_DATA;
    }

    private Figures figures(@Nullable Nearest shown, Reason reason, Counts counts, long lastHeardMs, long silentMs) {
        boolean active = reason == Reason.ACTIVE;
        boolean silence = isOfSilence() && silentMs >= 0;
        RuleInForce then = rule;
        double measured = shown == null ? Double.NaN : shown.look().measured();
        double distance = shown == null ? Double.NaN : shown.look().distance();
        boolean named = active || reason == Reason.MISSED;
        return new Figures(
                silence || shown == null ? Double.NaN : shown.value(),
                silence ? silentMs : measured,
                silence && then != null ? then.windowMs() - silentMs : distance,
                silence || shown == null ? NONE : shown.atMs(),
                beyondMs,
                untilMs,
                dueMs,
                beyondMs == NONE ? NONE : dueMs - (untilMs == NONE ? toMs : untilMs),
                lastHeardMs,
                active ? activeMs : NONE,
                active ? activeUntilMs : NONE,
                named ? (active ? occurrence : missed) : null,
                counts);
    }
}
