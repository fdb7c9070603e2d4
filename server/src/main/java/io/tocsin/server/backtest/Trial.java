package io.tocsin.server.backtest;

import io.tocsin.config.Rule;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.history.TagTable;
import io.tocsin.rules.ConditionSink;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Plan;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.composite.RuleSink;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One configuration on trial over history: its conditions and composite rules, and what they said so far. */
final class Trial implements ConditionSink, RuleSink {
    private static final int[] NONE = {};

    private final Plan plan;
    private final Conditions conditions;
    private final Composites composites;
    private final AlarmSlots slots;
    private final int[][] tagsOf;
    private final TransitionQueue queue;
    private final @Nullable SlotTally[] tallies;
    private final double[] least;
    private final double[] most;
    /** How much later than the newest receipt a transition may still come, in its own time. */
    private long slackMs;

    /**
     * @param tags of the configuration; several may follow the same tag of the data
     * @param names which tag of the data each of them follows
     * @param rules over these tags
     * @param out hears of the transitions in the order of their times
     */
    Trial(List<Tag> tags, List<String> names, List<Rule> rules, TagTable table, Consumer<Transition> out) {
        plan = new Plan(tags);
        slots = new AlarmSlots(plan, rules);
        conditions = new Conditions(plan, this);
        composites = new Composites(rules, tags, this);
        conditions.tell(composites, composites.declared(tags.size()));
        queue = new TransitionQueue(slots, transition -> {
            tally(transition.slot()).add(transition);
            out.accept(transition);
        });
        tallies = new SlotTally[slots.size()];
        tagsOf = new int[table.size()][];
        Arrays.fill(tagsOf, NONE);
        for (int tag = 0; tag < names.size(); tag++) {
            int index = table.indexOf(names.get(tag));
            tagsOf[index] = Arrays.copyOf(tagsOf[index], tagsOf[index].length + 1);
            tagsOf[index][tagsOf[index].length - 1] = tag;
        }
        least = new double[table.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        most = new double[table.size()];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /** A site as it stands. */
    static Trial of(Site site, TagTable table, Consumer<Transition> out) {
        List<String> names = site.tags().stream().map(Tag::id).toList();
        return new Trial(site.tags(), names, site.rules(), table, out);
    }

    // ---- data -------------------------------------------------------------------------------------------------------

    void sample(int tableTag, long timeMs, double value, int quality, long receivedMs) {
        for (int tag : tagsOf[tableTag]) {
            conditions.sample(tag, timeMs, value, quality, receivedMs);
        }
        if (value < least[tableTag]) {
            least[tableTag] = value;
        }
        if (value > most[tableTag]) {
            most[tableTag] = value;
        }
        queue.releaseBefore(conditions.engineTimeMs() - slackMs);
    }

    /** A sample that came too late to move anything live. */
    void history(int tableTag, long timeMs, double value, int quality, long receivedMs) {
        for (int tag : tagsOf[tableTag]) {
            conditions.history(tag, timeMs, value, quality, receivedMs);
        }
    }

    /** From now on samples are received later than their own time, by at most this much as far as they are live. */
    void expectLag(long lagMs) {
        slackMs = lagMs;
    }

    /** The data ends: what is due at or before its newest time fires. */
    void end(long newestMs) {
        conditions.tick(newestMs);
        queue.releaseBefore(Long.MAX_VALUE);
        for (int slot = 0; slot < plan.slots(); slot++) {
            long sinceMs = conditions.pendingSinceMs(slot);
            if (sinceMs != Long.MAX_VALUE) {
                tally(slot).beyond(Math.max(0, newestMs - sinceMs));
            }
        }
    }

    byte[] snapshot() {
        StateWriter out = new StateWriter();
        conditions.write(out);
        composites.write(out);
        return out.toBytes();
    }

    void goOnFrom(byte[] snapshot) {
        StateReader in = new StateReader(snapshot);
        conditions.read(in);
        composites.read(in);
    }

    // ---- what rules say ---------------------------------------------------------------------------------------------

    @Override
    public void raised(int rule, long timeMs, long onsetMs, double measure) {
        queue.add(new Transition(slots.ofRule(rule), true, timeMs, onsetMs, measure, true));
    }

    @Override
    public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
        queue.add(new Transition(slots.ofRule(rule), false, timeMs, timeMs, measure, true));
    }

    // ---- what the conditions say ------------------------------------------------------------------------------------

    @Override
    public void raised(int slot, long timeMs, long onsetMs, double value, int quality) {
        queue.add(new Transition(slot, true, timeMs, onsetMs, value, true));
    }

    @Override
    public void cleared(int slot, long timeMs, double value, int quality, boolean byConfiguration) {
        queue.add(new Transition(slot, false, timeMs, timeMs, value, true));
    }

    @Override
    public void heldBack(int slot, long onsetMs, long untilMs) {
        tally(slot).heldBack(untilMs - onsetMs);
    }

    @Override
    public void missed(int slot, long timeMs, long onsetMs, double value, int quality) {
        tally(slot).countMissed();
    }

    private SlotTally tally(int slot) {
        SlotTally tally = tallies[slot];
        if (tally == null) {
            tally = new SlotTally();
            tallies[slot] = tally;
        }
        return tally;
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    Plan plan() {
        return plan;
    }

    AlarmSlots slots() {
        return slots;
    }

    String alarm(int slot) {
        return slots.alarm(slot);
    }

    /** Null where nothing at all was seen of it. */
    @Nullable
    SlotTally tallyOf(int slot) {
        return tallies[slot];
    }

    /** Greatest minus least number seen of a tag of the data; 0 where there was none. */
    double spread(int tableTag) {
        return Math.max(0, most[tableTag] - least[tableTag]);
    }

    long late() {
        return conditions.late();
    }

    long historical() {
        return conditions.historical();
    }

    long repeats() {
        return conditions.repeats();
    }
}
