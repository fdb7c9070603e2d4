package io.tocsin.server.explain;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.Reply;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Site;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.server.events.EventNames;
import io.tocsin.server.explain.LoggedEvents.Logged;
import io.tocsin.server.explain.Ringing.End;
import io.tocsin.server.explain.Ringing.Order;
import io.tocsin.server.explain.Ringing.Timer;
import io.tocsin.server.explain.Ringing.Wait;
import io.tocsin.server.explain.SeenSample.Effect;
import io.tocsin.server.explain.SeenSample.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers, from a replay, what one occurrence came of. The event log says which occurrence; the replay says why. */
final class WhyItRang implements Watcher {
    private static final int BEFORE = 3;
    /** A rate and a stuck value come of what was before. */
    private static final int BEFORE_WITH_MEMORY = 30;

    private static final long NONE = -1;

    private final String occurrence;
    private final String alarm;
    private final @Nullable String tag;
    private final String condition;
    private final long onsetMs;
    private final boolean missed;
    private final String lastEventId;
    private final boolean overInLog;
    private final SampleKeeper keeper;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<RuleInForce> rules = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, By> bys = new LinkedHashMap<>();
    private @Nullable Site site;
    private @Nullable ConditionSpec spec;
    private long configuredMs = NONE;
    private boolean ringing;
    private long returningMs = NONE;
    private long clearedMs = NONE;
    private boolean uncertain;
    private boolean bad;
    private boolean stale;
    private By newest = new By(0, "", "", NONE);

    /** @param events of the occurrence in the log, at least one */
    WhyItRang(String occurrence, List<Logged> events) {
        LoggedFields first = events.get(0).fields();
        LoggedFields last = events.get(events.size() - 1).fields();
        this.occurrence = occurrence;
        alarm = events.get(0).event().key();
        tag = first.text("tag");
        condition = first.text("condition", "");
        onsetMs = first.timeMs("onsetTime");
        missed = AlarmEvent.Type.MISSED.name().equals(first.text("type"));
        lastEventId = last.text("eventId", "");
        overInLog =
                missed || events.stream().anyMatch(each -> isEnd(each.fields().text("type", "")));
        boolean remembers = condition.startsWith("ROC") || condition.equals("FLAT");
        keeper = new SampleKeeper(remembers ? BEFORE_WITH_MEMORY : BEFORE);
    }

    private static boolean isEnd(String type) {
        return type.equals(AlarmEvent.Type.CLEARED.name()) || type.equals(AlarmEvent.Type.CONFIG_CHANGED.name());
    }

    // ---- what the replay tells --------------------------------------------------------------------------------------

    @Override
    public @Nullable String tag() {
        return tag;
    }

    @Override
    public void configured(Site now, By by) {
        site = now;
        configuredMs = by.receiveMs();
        ConditionSpec before = spec;
        spec = tag == null ? null : RuleInForce.spec(now, tag, condition);
        if (ringing && tag != null && spec != null && !spec.equals(before)) {
            rules.add(RuleInForce.of(now, tag, spec, configuredMs));
        }
    }

    @Override
    public void sample(SeenSample sample) {
        if (missed && sample.isLive()) {
            return;
        }
        if (sample.effectiveMs() < onsetMs) {
            if (sample.isLive()) {
                keeper.before(sample);
            }
            return;
        }
        boolean did = sample.did(condition);
        bad |= sample.fate() == Fate.BAD && clearedMs == NONE;
        uncertain |= did && sample.quality().equals(Quality.UNCERTAIN.name());
        if (clearedMs != NONE && !did) {
            keeper.before(sample);
        } else {
            keeper.keep(sample, did || sample.fate() != Fate.TAKEN);
        }
        sample.effects().stream()
                .filter(effect -> effect.condition().equals(condition))
                .forEach(effect -> delay(effect, sample));
    }

    private void delay(Effect effect, SeenSample sample) {
        if (clearedMs != NONE && sample.effectiveMs() <= clearedMs) {
            return;
        }
        switch (effect.act()) {
            case OFF_DELAY_STARTED -> returningMs = sample.effectiveMs();
            case OFF_DELAY_CANCELLED -> cancelReturn(sample.effectiveMs(), sample.by());
            default -> {}
        }
    }

    private void cancelReturn(long atMs, By by) {
        if (returningMs != NONE) {
            timers.add(new Timer(Wait.OFF_DELAY, returningMs, returningMs + offDelayMs(), atMs, End.CANCELLED, by));
            returningMs = NONE;
        }
    }

    private long offDelayMs() {
        ConditionSpec now = spec;
        return now == null ? 0 : now.offDelayMs();
    }

    @Override
    public void transition(AlarmEvent event, By by) {
        boolean ofTag = tag != null && tag.equals(event.definition().tag());
        if (ringing && ofTag && event.type() == AlarmEvent.Type.RAISED && isStale(event)) {
            stale = true;
            cancelReturn(event.timeMs(), by);
        }
        if (!event.occurrenceId().equals(occurrence)) {
            return;
        }
        bys.put(event.eventId(), by);
        switch (event.type()) {
            case RAISED, MISSED -> raised(event, by);
            case CLEARED, CONFIG_CHANGED -> over(event, by);
            default -> {}
        }
    }

    private static boolean isStale(AlarmEvent event) {
        return event.definition().condition().equals("STALE");
    }

    private void raised(AlarmEvent event, By by) {
        ringing = true;
        ConditionSpec now = spec;
        Site in = site;
        if (tag == null || now == null || in == null) {
            return;
        }
        rules.add(RuleInForce.of(in, tag, now, configuredMs));
        uncertain |= event.quality() == Quality.UNCERTAIN.code();
        if (now instanceof ConditionSpec.Stale silent) {
            long heardMs = event.timeMs() - silent.timeoutMs();
            timers.add(new Timer(Wait.SILENCE, heardMs, event.timeMs(), event.timeMs(), End.FIRED, by));
        } else if (event.timeMs() > event.onsetTimeMs() || now.onDelayMs() > 0) {
            timers.add(new Timer(Wait.ON_DELAY, event.onsetTimeMs(), event.timeMs(), event.timeMs(), End.FIRED, by));
        }
    }

    private void over(AlarmEvent event, By by) {
        if (clearedMs != NONE) {
            return; // Closed when it left the configuration, long after it had returned.
        }
        clearedMs = event.timeMs();
        if (offDelayMs() > 0 && event.cause() == null) {
            long startedMs = event.timeMs() - offDelayMs();
            timers.add(new Timer(Wait.OFF_DELAY, startedMs, event.timeMs(), event.timeMs(), End.FIRED, by));
        }
        returningMs = NONE;
    }

    @Override
    public void rejected(Refusal refusal) {
        if (refusal.by().receiveMs() >= onsetMs && refusals.size() < SampleKeeper.QUIET_MAX) {
            refusals.add(refusal);
        }
    }

    @Override
    public void reply(Reply reply) {
        Input.Command command = reply.command();
        if (occurrence.equals(command.occurrenceId())) {
            orders.add(new Order(
                    EventNames.command(command.verb()),
                    command.requestId(),
                    command.principal().operator(),
                    command.principal().via(),
                    command.comment(),
                    command.receiveTimeMs(),
                    reply.reason() == null,
                    reply.reason() == null ? null : reply.reason().name()));
        }
    }

    @Override
    public boolean isAnswered(By by) {
        newest = by;
        return overInLog && bys.containsKey(lastEventId);
    }

    // ---- what was gathered ------------------------------------------------------------------------------------------

    /** False where the replay did not bring it forth: then nothing of it may be shown. */
    boolean isFound() {
        return ringing;
    }

    By newest() {
        return newest;
    }

    By by(String eventId) {
        return bys.getOrDefault(eventId, new By(0, "", "", NONE));
    }

    String alarm() {
        return alarm;
    }

    String condition() {
        return condition;
    }

    long onsetMs() {
        return onsetMs;
    }

    boolean isMissed() {
        return missed;
    }

    @Nullable
    Site site() {
        return site;
    }

    Ringing.Flags flags(boolean latched) {
        return new Ringing.Flags(uncertain, bad, stale, latched, missed);
    }

    List<RuleInForce> rules() {
        return rules;
    }

    List<Timer> timers() {
        List<Timer> all = new ArrayList<>(timers);
        if (returningMs != NONE) {
            all.add(new Timer(Wait.OFF_DELAY, returningMs, returningMs + offDelayMs(), NONE, End.RUNNING, null));
        }
        return all;
    }

    List<Order> orders() {
        return orders;
    }

    SampleKeeper samples() {
        return keeper;
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
