package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Heard;
import io.tocsin.rules.Quality;
import io.tocsin.server.explain.SeenSample.Fate;
import io.tocsin.server.explain.Silence.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers, from a replay, why the conditions of one tag said nothing in a span of time. */
final class WhyNot implements Watcher {
    /** What is received so long after the span may still be of it. */
    static final long AFTERWARDS_MS = 3_600_000;

    private static final int BEFORE = 3;
    /** How long a value says something where no STALE condition says so. */
    private static final long HELD_MS = 600_000;

    private static final long NONE = -1;

    private final String tag;
    private final long fromMs;
    private final long toMs;
    private final @Nullable String only;
    private final @Nullable Site newest;
    private final Map<String, Tracker> trackers = new LinkedHashMap<>();
    private final SampleKeeper keeper = new SampleKeeper(BEFORE);
    private final List<Refusal> refusals = new ArrayList<>();
    private @Nullable Site site;
    private boolean settled;
    private long heldMs = NONE;
    private boolean heldBad;
    private long lastSeenMs = NONE;
    private long lastSignMs = NONE;
    private long silentMs = NONE;
    private int good;
    private int uncertain;
    private int bad;
    private int late;
    private int history;
    private By last = new By(0, "", "", NONE);

    /** @param newest the newest configuration, for comparison */
    WhyNot(Asked asked, @Nullable Site newest) {
        tag = asked.tag();
        fromMs = asked.fromMs();
        toMs = asked.toMs();
        only = asked.condition();
        this.newest = newest;
        follow(newest);
        if (only != null) {
            tracker(only);
        }
    }

    private void follow(@Nullable Site now) {
        if (now == null) {
            return;
        }
        now.tags().stream()
                .filter(each -> each.id().equals(tag))
                .map(Tag::conditions)
                .flatMap(List::stream)
                .map(spec -> spec.condition().name())
                .filter(condition -> only == null || only.equals(condition))
                .forEach(this::tracker);
    }

    private Tracker tracker(String condition) {
        return trackers.computeIfAbsent(condition, name -> {
            Tracker added = new Tracker(tag, name, fromMs, toMs);
            added.now(newest);
            return added;
        });
    }

    // ---- what the replay tells --------------------------------------------------------------------------------------

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public void began(Heard heard, List<AlarmStatus> alarms) {
        heldMs = Math.max(NONE, heard.newestMs());
        lastSeenMs = heldMs;
        lastSignMs = Math.max(NONE, heard.heardMs());
        heldBad = !Quality.isUsable(heard.quality());
        for (AlarmStatus alarm : alarms) {
            if (tag.equals(alarm.definition().tag()) && alarm.state().isActive()) {
                tracker(alarm.definition().condition()).active(alarm.raisedTimeMs(), alarm.occurrenceId());
            }
        }
    }

    @Override
    public void configured(Site now, By by) {
        settleAt(by.receiveMs());
        site = by.receiveMs() <= toMs ? now : site;
        if (by.receiveMs() <= toMs) {
            follow(now);
        }
        trackers.values().forEach(each -> each.configured(now, by.receiveMs()));
        if (settled && by.receiveMs() <= toMs) {
            trackers.values().forEach(Tracker::settle);
        }
    }

    /** From the beginning of the span on, each configuration counts. */
    private void settleAt(long receiveMs) {
        if (!settled && receiveMs >= fromMs) {
            settled = true;
            trackers.values().forEach(Tracker::settle);
        }
    }

    @Override
    public void sample(SeenSample sample) {
        settleAt(sample.by().receiveMs());
        trackers.values().forEach(each -> each.sample(sample));
        sign(sample);
        boolean did = !sample.effects().isEmpty();
        if (sample.effectiveMs() < fromMs) {
            before(sample);
        } else if (sample.effectiveMs() <= toMs) {
            count(sample);
            keeper.keep(sample, did || sample.fate() != Fate.TAKEN);
        }
    }

    private void before(SeenSample sample) {
        if (sample.isLive()) {
            heldMs = sample.effectiveMs();
            heldBad = sample.fate() == Fate.BAD;
            lastSeenMs = heldMs;
            keeper.before(sample);
        }
    }

    private void count(SeenSample sample) {
        lastSeenMs = sample.isLive() ? sample.effectiveMs() : lastSeenMs;
        switch (sample.fate()) {
            case TAKEN -> {
                good++;
                uncertain += sample.quality().equals(Quality.UNCERTAIN.name()) ? 1 : 0;
            }
            case BAD -> bad++;
            case LATE -> late++;
            case HISTORY -> history++;
            case REPEAT -> {}
        }
    }

    /** Silence is counted by receipt. */
    private void sign(SeenSample sample) {
        long receiveMs = sample.by().receiveMs();
        if (sample.isLive() || sample.fate() == Fate.REPEAT) {
            silent(receiveMs);
            lastSignMs = receiveMs;
        }
    }

    private void silent(long untilMs) {
        if (lastSignMs != NONE && untilMs >= fromMs && lastSignMs <= toMs) {
            silentMs = Math.max(silentMs, Math.min(untilMs, toMs) - lastSignMs);
        }
    }

    @Override
    public void transition(AlarmEvent event, By by) {
        settleAt(by.receiveMs());
        if (tag.equals(event.definition().tag())
                && (only == null || only.equals(event.definition().condition()))) {
            tracker(event.definition().condition()).transition(event);
        }
    }

    @Override
    public void rejected(Refusal refusal) {
        if (refusal.by().receiveMs() >= fromMs && refusal.by().receiveMs() <= toMs) {
            refusals.add(refusal);
        }
    }

    @Override
    public boolean isAnswered(By by) {
        last = by;
        return by.receiveMs() > toMs && by.receiveMs() - toMs > AFTERWARDS_MS;
    }

    // ---- the answer -------------------------------------------------------------------------------------------------

    /** The event log reaches further on than the replay. */
    void missed(String condition, long onsetMs, long atMs, String occurrence) {
        if (trackers.containsKey(condition)) {
            tracker(condition).missed(onsetMs, atMs, occurrence);
        }
    }

    List<Silence> silences(Words words) {
        settleAt(Long.MAX_VALUE);
        silent(toMs);
        boolean blind = good + bad == 0 && heldBad && heldMs != NONE;
        Counts counts = new Counts(good, uncertain, blind ? 1 : bad, late, history, refusals.size());
        boolean fresh = !heldBad && heldMs != NONE && fromMs - heldMs <= heldAtMostMs();
        return trackers.values().stream()
                .filter(each -> each.isNamedByAnyone() || each.condition().equals(only))
                .map(each -> each.answer(words, counts, lastSeenMs, fresh, silentMs))
                .toList();
    }

    private long heldAtMostMs() {
        ConditionSpec stale = site == null ? null : RuleInForce.spec(site, tag, "STALE");
        return stale instanceof ConditionSpec.Stale spec ? spec.timeoutMs() : HELD_MS;
    }

    By last() {
        return last;
    }

    SampleKeeper samples() {
        return keeper;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    @Nullable
    Site site() {
        return site;
    }
}
