package io.tocsin.alarms;

import io.tocsin.config.GateLists;
import io.tocsin.config.Site;
import io.tocsin.rules.Conditions;
import io.tocsin.rules.Heard;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.SampleSink;
import io.tocsin.rules.Standing;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import io.tocsin.rules.composite.Composites;
import io.tocsin.rules.gates.Gates;
import io.tocsin.rules.gates.PlateHash;
import io.tocsin.rules.gates.VehicleInside;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pure engine: inputs go in, transitions come out. Live, replay and backtest differ only in who calls it.
 *
 * <p>Not thread-safe: one writer. It reads no clock; same configuration and same inputs give the same outputs.
 */
public final class Engine implements SampleSink {
    private static final int SNAPSHOT_VERSION = 3;

    private static final PlateHash NO_KEY = plate -> {
        throw new IllegalStateException("expected a key for plates before the first passage");
    };

    private final Conditions conditions;
    private final Composites composites;
    private final AlarmBook alarms;
    private final CommandDesk desk;
    private final Deadlines deadlines = new Deadlines();
    private final Feedback feedback = new Feedback();
    private final PlateHash hash;
    private final Gates gates;
    private final GateAlarms gateAlarms;
    private long configurationChanges;

    /** An engine for a site without gates. */
    public Engine(Site site, AlarmSink out) {
        this(site, NO_KEY, out);
    }

    /** @param hash gives what stands for a plate in ids and keys */
    public Engine(Site site, PlateHash hash, AlarmSink out) {
        this.hash = hash;
        Plan plan = new Plan(site.tags());
        Setting at = new Setting(
                site.park().id(), site.annunciation(), feedback::engineTimeMs, deadlines, new Leaving(), out);
        alarms = new AlarmBook(site, plan, at);
        gateAlarms = new GateAlarms(site, at, alarms::warn);
        gates = new Gates(site.closure(), hash, gateAlarms);
        desk = new CommandDesk(site, at, alarms.windows(), new All());
        conditions = new Conditions(plan, alarms);
        composites = new Composites(site.rules(), site.tags(), alarms);
        alarms.rules().bind(composites);
        conditions.tell(composites, composites.declared(site.tags().size()));
        feedback.conditions = conditions;
    }

    /**
     * An engine for a changed configuration that goes on where another stands: state is kept by id, held values are
     * looked at once under their new limits, and alarms that left the configuration are closed and said to be gone. Who
     * is inside, and the lists in force, go on too.
     *
     * @param old not used any more afterwards
     * @param receiveTimeMs when the new configuration was taken
     */
    public Engine(Site site, Engine old, long receiveTimeMs, AlarmSink out) {
        this(site, old.hash, out);
        old.tick(receiveTimeMs);
        old.conditions.tick(receiveTimeMs);
        old.gates.tick(receiveTimeMs);
        old.alarms.flush();
        long nowMs = old.conditions.engineTimeMs();
        feedback.floorMs = nowMs;
        deadlines.adopt(old.deadlines);
        alarms.adopt(old.alarms, nowMs);
        gateAlarms.adopt(old.gateAlarms, nowMs);
        gateAlarms.recall();
        desk.adopt(old.desk);
        composites.adopt(old.composites, () -> conditions.adopt(old.conditions));
        feedback.floorMs = Long.MIN_VALUE;
        gates.adopt(old.gates);
        alarms.flush();
        configurationChanges = old.configurationChanges + 1;
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        tick(receiveMs);
        gates.tick(receiveMs);
        conditions.sample(tag, effectiveMs, value, quality, receiveMs);
        alarms.flush();
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        tick(receiveMs);
        gates.tick(receiveMs);
        conditions.history(tag, eventMs, value, quality, receiveMs);
        alarms.flush();
    }

    /** Something of a gateway came in, whatever it was worth. */
    public void heard(String gateway, long receiveMs) {
        tick(receiveMs);
        conditions.tick(receiveMs);
        alarms.flush();
        alarms.blinding().heard(gateway, receiveMs);
        alarms.flush();
    }

    /** One of the rare inputs. */
    public void input(Input input) {
        if (input instanceof Input.ClockAdjusted adjusted) {
            deadlines.clockAdjusted(adjusted.deltaMs());
            alarms.blinding().clockAdjusted(adjusted.deltaMs());
            conditions.clockAdjusted(adjusted.deltaMs());
            composites.clockAdjusted(adjusted.deltaMs());
            gates.clockAdjusted(adjusted.deltaMs());
        } else {
            time(input);
        }
        alarms.flush();
        if (input instanceof Input.GatewayStatus status) {
            alarms.blinding().status(status.gateway(), status.online(), status.receiveTimeMs());
        } else if (input instanceof Input.GatewayFault fault) {
            alarms.gatewayFault(fault);
        } else if (input instanceof Input.PlatformFault fault) {
            alarms.platform(fault);
        } else if (input instanceof Input.Command command) {
            command(command);
        } else if (input instanceof Input.Passage passage) {
            gates.passage(passage);
        } else if (input instanceof Input.GateListsChanged changed) {
            gates.lists(changed.lists(), changed.receiveTimeMs());
        }
        alarms.flush();
    }

    private void time(Input input) {
        long nowMs = input.receiveTimeMs();
        if (input instanceof Input.Started) {
            alarms.blinding().started();
            tick(nowMs);
            conditions.started(nowMs);
            composites.started(nowMs);
            gates.started(nowMs);
            alarms.warnings().begin();
        } else if (input instanceof Input.Drained) {
            alarms.blinding().drained(nowMs);
            tick(nowMs);
            composites.drained();
            conditions.drained(nowMs);
            gates.drained(nowMs);
        } else {
            tick(nowMs);
            conditions.tick(nowMs);
            gates.tick(nowMs);
        }
    }

    private void command(Input.Command command) {
        OpenWindow before = alarms.windows().find(windowOf(command));
        desk.take(command);
        alarms.touched(command.alarmId());
        OpenWindow after = alarms.windows().find(windowOf(command));
        if (before != null) {
            alarms.worked(before.window());
        }
        if (after != null) {
            alarms.worked(after.window());
        }
        Alarm ofGate = gateAlarms.find(command.alarmId());
        if (ofGate != null) {
            gateAlarms.settle(ofGate);
        }
    }

    private static String windowOf(Input.Command command) {
        return switch (command.verb()) {
            case OPEN_WINDOW -> command.requestId();
            case CLOSE_WINDOW -> command.alarmId().substring(command.alarmId().indexOf(':') + 1);
            default -> "";
        };
    }

    /** What is due about alarms comes before what an input says. */
    private void tick(long receiveMs) {
        if (deadlines.nextDueMs() > receiveMs || alarms.blinding().isDraining()) {
            return;
        }
        feedback.floorMs = receiveMs;
        for (Deadlines.Due due = deadlines.next(receiveMs); due != null; due = deadlines.next(receiveMs)) {
            fire(due);
            if (due.dueMs() < deadlines.nextDueMs()) {
                alarms.flush();
            }
        }
        feedback.floorMs = Long.MIN_VALUE;
    }

    private void fire(Deadlines.Due due) {
        long nowMs = feedback.engineTimeMs();
        switch (due.kind()) {
            case GATEWAY_SILENT -> alarms.blinding().silent(due, nowMs);
            case GATEWAY_FROZEN -> alarms.blinding().lookAgain(due);
            case WINDOW_BEGINS, WINDOW_ENDS -> window(due);
            default -> {
                Alarm alarm = alarms.known(due.subject());
                Alarm any = alarm == null ? gateAlarms.find(due.subject()) : alarm;
                if (any != null) {
                    any.due(due);
                }
            }
        }
    }

    private void window(Deadlines.Due due) {
        OpenWindow window = alarms.windows().find(due.subject());
        if (window == null) {
            return;
        }
        if (due.kind() == Deadlines.Kind.WINDOW_BEGINS) {
            alarms.windows().begin(window.id(), due.dueMs());
        } else {
            alarms.windows().end(window.id(), due.dueMs());
        }
        alarms.worked(window.window());
    }

    /**
     * All that decides about the future, but the lists of gates, which are inputs of their own: the same state gives the
     * same bytes, and these can be hashed to compare two engines.
     */
    public byte[] snapshot() {
        StateWriter out = new StateWriter();
        out.putInt(SNAPSHOT_VERSION);
        conditions.write(out);
        composites.write(out);
        deadlines.write(out);
        alarms.write(out);
        desk.write(out);
        gateAlarms.write(out);
        alarms.warnings().write(out);
        gates.write(out);
        out.putLong(configurationChanges);
        return out.toBytes();
    }

    /**
     * Goes on where a snapshot was taken; nothing is said by it.
     *
     * @param snapshot of an engine of the very same site and program version; this one must not have seen an input yet
     * @param lists that were in force then
     */
    public void restore(byte[] snapshot, GateLists lists) {
        StateReader in = new StateReader(snapshot);
        in.expect("version", SNAPSHOT_VERSION);
        conditions.read(in);
        composites.read(in);
        deadlines.read(in);
        alarms.read(in);
        desk.read(in);
        gateAlarms.read(in);
        alarms.recallWarnings();
        gateAlarms.recall();
        alarms.warnings().read(in);
        gates.read(in, lists);
        configurationChanges = in.takeLong();
        if (!in.isAtEnd()) {
            throw new IllegalStateException("expected the end of a snapshot, was more");
        }
    }

    /** The lists of gates in force. */
    public GateLists lists() {
        return gates.lists();
    }

    /** The engine time at which the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextDueMs() {
        long ofAlarms = alarms.blinding().isDraining() ? Long.MAX_VALUE : deadlines.nextDueMs();
        long ofConditions = Math.min(conditions.nextDueMs(), composites.nextDueMs());
        return Math.min(ofAlarms, Math.min(ofConditions, gates.nextDueMs()));
    }

    /** All that stands of every alarm that was ever raised, in the order of its first raise; those of gates come last. */
    public List<AlarmStatus> statuses() {
        List<AlarmStatus> all = new ArrayList<>(alarms.statuses());
        all.addAll(gateAlarms.statuses());
        return all;
    }

    /** The early warnings as they were told: of the park, its enterprises and its units; none before the first start. */
    public List<Warning> warnings() {
        return alarms.warnings().told();
    }

    /** Times in which work is done, planned or begun, in the order in which they were asked for. */
    public List<OpenWindow> windows() {
        return alarms.windows().all();
    }

    /** Who has the watch at each position where somebody said so. */
    public List<HandOver> watches() {
        return desk.watches();
    }

    /** Who is in the park, in the order in which it was heard of. */
    public List<VehicleInside> inside() {
        return gates.inside();
    }

    /** How often the configuration was changed so far: numbers the events that say so. */
    public long configurationChanges() {
        return configurationChanges;
    }

    /** Rises whenever {@link #inside()} becomes another. */
    public long insideRevision() {
        return gates.revision();
    }

    /** How a condition stands; {@code slot} as {@link Plan} of the site's tags has it. */
    public Standing standing(int slot) {
        return conditions.standing(slot);
    }

    /** What is known of a tag, by its index in the site. */
    public Heard heard(int tag) {
        return conditions.heard(tag);
    }

    /** Samples that were late, historical or repeated so far. */
    public SampleCounts sampleCounts() {
        return new SampleCounts(conditions.late(), conditions.historical(), conditions.repeats());
    }

    /** Counters of samples that moved nothing live. */
    public record SampleCounts(long late, long historical, long repeats) {}

    /** Where commands find alarms: those of tags and gateways, and those of gates. */
    private final class All implements CommandDesk.Register {
        @Override
        public @Nullable Alarm find(String alarmId) {
            Alarm ofGate = gateAlarms.find(alarmId);
            return ofGate == null ? alarms.find(alarmId) : ofGate;
        }

        @Override
        public int shelved(@Nullable String position) {
            return alarms.shelved(position) + gateAlarms.shelved(position);
        }

        @Override
        public void acknowledged(Alarm alarm, Input.Command command) {
            alarms.acknowledged(alarm, command);
        }
    }

    /** Ties the alarms to the conditions' engine time, which exist only after them. */
    private static final class Feedback {
        private @Nullable Conditions conditions;
        /** It is at least so late, though the conditions do not know yet. */
        private long floorMs = Long.MIN_VALUE;

        long engineTimeMs() {
            Conditions known = conditions;
            if (known == null) {
                throw new IllegalStateException("expected conditions before any output");
            }
            return Math.max(floorMs, known.engineTimeMs());
        }
    }
}
