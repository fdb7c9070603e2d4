package io.tocsin.rules.gates;

import io.tocsin.config.Closure;
import io.tocsin.config.Closure.Direction;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateLists.Reservation;
import io.tocsin.config.GateRules;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The register of who is in the park, and the rules of its gates: passages, lists and ticks go in; judged passages,
 * raised and cleared come out.
 *
 * <p>Pure and deterministic; not thread-safe, one writer. <em>Engine time</em> is the newest receive time or tick. A
 * timer fires when engine time reaches it, before the input that brought engine time there is looked at; so cutting one
 * advance into many changes nothing. docs/gates.md says what each rule means.
 */
public final class Gates {
    /** A passage that was on its way for longer says who is inside, and raises nothing at the gate any more. */
    public static final long OLD_MS = 300_000;

    private final Closure closure;
    private final PlateHash hash;
    private final Telling tell;
    private Register register = new Register();
    private EventIds events = new EventIds();
    private final Timers timers = new Timers();
    private GateLists lists;
    private Admission admission;
    private long engineMs = Long.MIN_VALUE;
    private boolean waiting;
    private long visits;
    private long revision;

    /** @param hash gives what stands for a plate */
    public Gates(Closure closure, PlateHash hash, GateSink out) {
        this.closure = closure;
        this.hash = hash;
        lists = GateLists.EMPTY;
        admission = new Admission(closure, lists);
        tell = new Telling(out, admission);
    }

    // ---- inputs -----------------------------------------------------------------------------------------------------

    /** Vehicles and reservations are others from now on; what was judged stays judged. */
    public void lists(GateLists newLists, long receiveMs) {
        tick(receiveMs);
        inForce(newLists);
    }

    private void inForce(GateLists now) {
        lists = now;
        admission = new Admission(closure, lists);
        tell.admission(admission);
    }

    /** Moves engine time to {@code nowMs} and fires what is due; a time in the past changes nothing. */
    public void tick(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        while (!waiting && timers.nextMs() <= engineMs) {
            fire(timers.take());
        }
    }

    /** The host's clock was set: what is due moves along, and nothing fires by it. Passages keep their cameras' times. */
    public void clockAdjusted(long deltaMs) {
        engineMs = engineMs == Long.MIN_VALUE ? engineMs : engineMs + deltaMs;
        timers.shift(deltaMs);
    }

    /** The engine (re)starts: no timer fires until {@link #drained}, so that a way out that waited is heard first. */
    public void started(long nowMs) {
        engineMs = Math.max(engineMs, nowMs);
        waiting = true;
    }

    /** What waited at the broker has been taken in, or was waited for long enough. */
    public void drained(long nowMs) {
        waiting = false;
        tick(nowMs);
    }

    /** A vehicle passed. */
    public void passage(Input.Passage passage) {
        tick(passage.receiveTimeMs());
        String subject = passage.plate().isEmpty() ? null : hash.subject(passage.plate());
        if (events.isKnown(passage)) {
            tell.passage(passage, subject, Verdict.DUPLICATE, List.of(), null);
        } else if (subject == null) {
            tell.passage(passage, null, Verdict.NO_PLATE, List.of(), null);
        } else {
            plated(passage, subject);
        }
    }

    private void plated(Input.Passage passage, String subject) {
        Track known = register.find(passage.plate(), engineMs, memoryMs());
        GateRules rules = closure.rules();
        if (known != null
                && known.hasSeen(passage.gate(), passage.direction(), passage.passTimeMs(), rules.dedupeMs())) {
            tell.passage(passage, subject, Verdict.DUPLICATE, List.of(), null);
        } else if (passage.confidence() >= 0 && passage.confidence() < rules.confidenceMin()) {
            tell.passage(passage, subject, Verdict.LOW_CONFIDENCE, List.of(), null);
        } else {
            judge(passage, known == null ? new Track(passage.plate(), subject) : known);
        }
    }

    private void judge(Input.Passage passage, Track track) {
        boolean checkpoint = admission.isCheckpoint(passage.gate());
        Track.Seen twin = checkpoint ? null : twin(passage, track);
        track.see(new Track.Seen(passage.gate(), passage.direction(), checkpoint, passage.passTimeMs()), memoryMs());
        if (checkpoint) {
            tell.passage(passage, track.subject, Verdict.JUDGED, List.of(), null);
        } else if (passage.passTimeMs() <= track.newestMs) {
            tell.passage(passage, track.subject, Verdict.LATE, with(List.of(), twin), null);
        } else {
            track.newestMs = passage.passTimeMs();
            if (passage.direction() == Direction.IN) {
                enter(passage, track, twin);
            } else {
                leave(passage, track, twin);
            }
        }
        if (twin != null) {
            tell.raiseImpossible(passage, track, twin);
        }
        endImpossible(passage, track);
        register.keep(track, engineMs, memoryMs());
        giveUpTheEldest();
    }

    // ---- in and out -------------------------------------------------------------------------------------------------

    private void enter(Input.Passage passage, Track track, Track.@Nullable Seen twin) {
        VehicleClass vehicleClass = admission.classOf(passage);
        Reservation reservation = admission.reservation(passage);
        List<GateReason> against = isOld(passage) ? List.of() : admission.wayIn(passage, vehicleClass, reservation);
        Boolean reserved =
                reservation != null ? Boolean.TRUE : admission.needsReservation(vehicleClass) ? Boolean.FALSE : null;
        tell.passage(passage, track.subject, Verdict.JUDGED, with(against, twin), reserved);
        // Whoever comes in again has left, even if nobody saw it.
        end(track, passage.passTimeMs());
        Visit.Arrival arrival = new Visit.Arrival(
                vehicleClass,
                passage.gate(),
                passage.passTimeMs(),
                isOld(passage) ? engineMs + OLD_MS : Long.MIN_VALUE);
        Visit visit = new Visit(track, arrival, admission.enterprise(passage, reservation), visits++);
        track.visit = visit;
        revision++;
        if (!against.isEmpty()) {
            visit.entryMs = visit.sinceMs;
            tell.raise(GateRule.GATE_ENTRY, visit, against, visit.sinceMs);
        }
        arm(visit, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private void leave(Input.Passage passage, Track track, Track.@Nullable Seen twin) {
        boolean wrong = !isOld(passage) && admission.isWrongGate(passage.gate(), classInside(passage, track));
        List<GateReason> against = wrong ? List.of(GateReason.WRONG_GATE) : List.of();
        tell.passage(passage, track.subject, Verdict.JUDGED, with(against, twin), null);
        String enterprise = track.visit == null ? admission.enterprise(passage, null) : track.visit.enterprise;
        end(track, passage.passTimeMs());
        if (wrong) {
            tell.leftWrongly(passage, track, enterprise);
        }
    }

    /** Seen from behind a tank body may look like a box: what it came in as counts where the camera now says less. */
    private VehicleClass classInside(Input.Passage passage, Track track) {
        VehicleClass now = admission.classOf(passage);
        return now == VehicleClass.UNKNOWN && track.visit != null ? track.visit.vehicleClass : now;
    }

    /** The stay is over, and what was raised because of it; but for an IMPOSSIBLE_PASSAGE. */
    private void end(Track track, long timeMs) {
        Visit visit = track.visit;
        if (visit == null) {
            return;
        }
        timers.cancel(visit);
        tell.clear(GateRule.GATE_ENTRY, visit, visit.entryMs, timeMs);
        tell.clear(GateRule.OVERSTAY_SOON, visit, visit.soonMs, timeMs);
        tell.clear(GateRule.OVERSTAY, visit, visit.overstayMs, timeMs);
        track.visit = null;
        revision++;
    }

    private void giveUpTheEldest() {
        Track eldest = register.tooMany();
        if (eldest != null) {
            end(eldest, engineMs);
            tell.clearImpossible(eldest, engineMs);
            register.keep(eldest, engineMs, memoryMs());
        }
    }

    private boolean isOld(Input.Passage passage) {
        return passage.receiveTimeMs() - passage.passTimeMs() > OLD_MS;
    }

    // ---- two gates at once ------------------------------------------------------------------------------------------

    private Track.@Nullable Seen twin(Input.Passage passage, Track track) {
        GateRules.Travel rule = closure.rules().impossible();
        return rule == null ? null : track.elsewhere(passage.gate(), passage.passTimeMs(), rule.withinMs());
    }

    /** It returns when the plate leaves the park; of a plate that is not inside it is over at once. */
    private void endImpossible(Input.Passage passage, Track track) {
        if (track.visit == null) {
            tell.clearImpossible(track, passage.passTimeMs());
        }
    }

    private static List<GateReason> with(List<GateReason> against, Track.@Nullable Seen twin) {
        List<GateReason> all = new ArrayList<>(against);
        if (twin != null) {
            all.add(GateReason.IMPOSSIBLE_PASSAGE);
        }
        return all;
    }

    // ---- staying too long -------------------------------------------------------------------------------------------

    /** The times are those before which nothing ends, however long the stay is already. */
    private void arm(Visit visit, long earliestSoonMs, long earliestOverMs) {
        GateRules.Stay stay = stay(visit.vehicleClass);
        if (stay == null) {
            return;
        }
        long soonMs = Math.max(visit.sinceMs + stay.warnMs(), earliestSoonMs);
        long overMs = Math.max(visit.sinceMs + stay.limitMs(), earliestOverMs);
        long soonDueMs = Math.max(soonMs, visit.notBeforeMs);
        long overDueMs = Math.max(overMs, visit.notBeforeMs);
        if (visit.overstayMs == Visit.CLOSED) {
            timers.add(new Timers.Timer(overDueMs, overMs, false, visit));
            if (!visit.soonDone && soonDueMs < overDueMs) {
                timers.add(new Timers.Timer(soonDueMs, soonMs, true, visit));
            }
        }
    }

    private GateRules.@Nullable Stay stay(VehicleClass vehicleClass) {
        GateRules.Stay stay = closure.rules().overstay();
        return stay != null && stay.classes().contains(vehicleClass) ? stay : null;
    }

    private void fire(Timers.Timer timer) {
        Visit visit = timer.visit();
        if (timer.soon()) {
            visit.soonDone = true;
            visit.soonMs = timer.deadlineMs();
            tell.raise(GateRule.OVERSTAY_SOON, visit, List.of(GateReason.OVERSTAY_SOON), visit.soonMs);
        } else {
            tell.clear(GateRule.OVERSTAY_SOON, visit, visit.soonMs, timer.deadlineMs());
            visit.soonMs = Visit.CLOSED;
            visit.soonDone = true;
            visit.overstayMs = timer.deadlineMs();
            tell.raise(GateRule.OVERSTAY, visit, List.of(GateReason.OVERSTAY), visit.overstayMs);
        }
    }

    // ---- configuration ----------------------------------------------------------------------------------------------

    /**
     * A changed configuration takes over from another one: the register, the lists and what was raised go on. A stay
     * that is running ends by its new length, but no earlier than the change.
     *
     * @param old not used any more afterwards
     */
    public void adopt(Gates old) {
        register = old.register;
        events = old.events;
        inForce(old.lists);
        engineMs = old.engineMs;
        waiting = old.waiting;
        visits = old.visits;
        revision = old.revision + 1;
        for (Track track : register.inside()) {
            adopt(track);
        }
    }

    private void adopt(Track track) {
        GateRules rules = closure.rules();
        Visit visit = track.visit;
        if (rules.impossible() == null) {
            track.impossibleMs = Visit.CLOSED;
        }
        if (visit == null) {
            return;
        }
        long soonMs = earliest(visit, true);
        long overMs = earliest(visit, false);
        visit.timers.clear();
        if (rules.blacklist() == null && rules.wrongGate() == null && rules.reservation() == null) {
            visit.entryMs = Visit.CLOSED;
        }
        if (rules.overstay() == null) {
            visit.soonMs = Visit.CLOSED;
            visit.overstayMs = Visit.CLOSED;
            visit.soonDone = false;
        }
        arm(visit, soonMs, overMs);
    }

    /** A changed limit ends a stay no earlier than the change; one that was due before stays due when it was. */
    private long earliest(Visit visit, boolean soon) {
        return visit.timers.stream()
                .filter(timer -> timer.soon() == soon)
                .mapToLong(timer -> Math.min(timer.deadlineMs(), engineMs))
                .findFirst()
                .orElse(engineMs);
    }

    // ---- snapshot ---------------------------------------------------------------------------------------------------

    /** Writes all that decides about the future but the lists, which are inputs of their own. */
    public void write(StateWriter out) {
        out.putLong(engineMs);
        out.putBoolean(waiting);
        out.putLong(visits);
        out.putLong(revision);
        events.write(out);
        register.write(out);
    }

    /**
     * Goes on where a snapshot was taken.
     *
     * @param in written by gates of the very same configuration; these must not have seen an input yet
     * @param now the lists that were in force then
     */
    public void read(StateReader in, GateLists now) {
        inForce(now);
        engineMs = in.takeLong();
        waiting = in.takeBoolean();
        visits = in.takeLong();
        revision = in.takeLong();
        events.read(in);
        register.read(in);
        for (Track track : register.inside()) {
            Visit visit = track.visit;
            if (visit != null) {
                List<Timers.Timer> armed = List.copyOf(visit.timers);
                visit.timers.clear();
                armed.forEach(timers::add);
            }
        }
    }

    /** The lists in force. */
    public GateLists lists() {
        return lists;
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** So long a plate that is not inside is remembered, and passages that came out of order are set against others. */
    private long memoryMs() {
        GateRules.Travel impossible = closure.rules().impossible();
        return OLD_MS + Math.max(closure.rules().dedupeMs(), impossible == null ? 0 : impossible.withinMs());
    }

    /** The engine time at which the next timer is due; {@link Long#MAX_VALUE} when there is none. */
    public long nextDueMs() {
        return waiting ? Timers.NEVER : timers.nextMs();
    }

    /** The newest receive time or tick. */
    public long engineTimeMs() {
        return engineMs;
    }

    /** Rises whenever {@link #inside()} becomes another. */
    public long revision() {
        return revision;
    }

    /** Who is in the park, in the order in which it was heard of. */
    public List<VehicleInside> inside() {
        List<VehicleInside> all = new ArrayList<>();
        for (Track track : register.inside()) {
            Visit visit = track.visit;
            if (visit != null) {
                GateRules.Stay stay = stay(visit.vehicleClass);
                long overstayMs = stay == null ? -1 : visit.sinceMs + stay.limitMs();
                all.add(new VehicleInside(
                        track.subject, track.plate, visit.vehicleClass, visit.gate, visit.sinceMs, overstayMs));
            }
        }
        return all;
    }

    int remembered() {
        return register.remembered();
    }
}
