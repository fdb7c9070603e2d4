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
    private static final int SNAPSHOT_VERSION = 1;

    private static final PlateHash NO_KEY = plate -> {
        throw new IllegalStateException("expected a key for plates before the first passage");
    };

    private final Conditions conditions;
    private final AlarmBook alarms;
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
        Feedback feedback = new Feedback();
        gateAlarms = new GateAlarms(site, feedback::engineTimeMs, out);
        gates = new Gates(site.closure(), hash, gateAlarms);
        alarms = new AlarmBook(site, plan, gateAlarms, feedback::engineTimeMs, out);
        conditions = new Conditions(plan, alarms);
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
        old.conditions.tick(receiveTimeMs);
        old.gates.tick(receiveTimeMs);
        alarms.adopt(old.alarms, old.conditions.engineTimeMs());
        gateAlarms.adopt(old.gateAlarms, old.conditions.engineTimeMs());
        conditions.adopt(old.conditions);
        gates.adopt(old.gates);
        configurationChanges = old.configurationChanges + 1;
    }

    @Override
    public void sample(int tag, long effectiveMs, double value, int quality, long receiveMs) {
        gates.tick(receiveMs);
        conditions.sample(tag, effectiveMs, value, quality, receiveMs);
    }

    @Override
    public void history(int tag, long eventMs, double value, int quality, long receiveMs) {
        gates.tick(receiveMs);
        conditions.history(tag, eventMs, value, quality, receiveMs);
    }

    /** One of the rare inputs. */
    public void input(Input input) {
        if (input instanceof Input.Started started) {
            conditions.started(started.receiveTimeMs());
            gates.started(started.receiveTimeMs());
        } else if (input instanceof Input.Drained drained) {
            conditions.drained(drained.receiveTimeMs());
            gates.drained(drained.receiveTimeMs());
        } else if (input instanceof Input.ClockAdjusted adjusted) {
            conditions.clockAdjusted(adjusted.deltaMs());
            gates.clockAdjusted(adjusted.deltaMs());
        } else {
            conditions.tick(input.receiveTimeMs());
            gates.tick(input.receiveTimeMs());
        }
        if (input instanceof Input.GatewayStatus status) {
            alarms.gateway(status);
        } else if (input instanceof Input.GatewayFault fault) {
            alarms.gatewayFault(fault);
        } else if (input instanceof Input.PlatformFault fault) {
            alarms.platform(fault);
        } else if (input instanceof Input.Command command) {
            alarms.command(command);
        } else if (input instanceof Input.Passage passage) {
            gates.passage(passage);
        } else if (input instanceof Input.GateListsChanged changed) {
            gates.lists(changed.lists(), changed.receiveTimeMs());
        }
    }

    /**
     * All that decides about the future, but the lists of gates, which are inputs of their own: the same state gives the
     * same bytes, and these can be hashed to compare two engines.
     */
    public byte[] snapshot() {
        StateWriter out = new StateWriter();
        out.putInt(SNAPSHOT_VERSION);
        conditions.write(out);
        alarms.write(out);
        gateAlarms.write(out);
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
        alarms.read(in);
        gateAlarms.read(in);
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
        return Math.min(conditions.nextDueMs(), gates.nextDueMs());
    }

    /** All that stands of every alarm that was ever raised, in the order of its first raise; those of gates come last. */
    public List<AlarmStatus> statuses() {
        List<AlarmStatus> all = new ArrayList<>(alarms.statuses());
        all.addAll(gateAlarms.statuses());
        return all;
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

    /** Ties the alarms to the conditions' engine time, which exist only after them. */
    private static final class Feedback {
        private @Nullable Conditions conditions;

        long engineTimeMs() {
            Conditions known = conditions;
            if (known == null) {
                throw new IllegalStateException("expected conditions before any output");
            }
            return known.engineTimeMs();
        }
    }
}
