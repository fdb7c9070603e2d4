package io.tocsin.rules.gates;

import io.tocsin.config.Closure;
import io.tocsin.config.Closure.Direction;
import io.tocsin.config.Closure.Gate;
import io.tocsin.config.Closure.GateKind;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of gates, said as plainly as can be: lists that are searched from end to end, and no timers. */
final class Naive {
    private static <T> T on(@Nullable T rule) {
        if (rule == null) {
            throw new IllegalStateException("expected the rule to be on");
        }
        return rule;
    }

    /** A stay, and which of its alarms stand since when. */
    private static final class Stay {
        final Input.Passage in;
        final VehicleClass vehicleClass;
        final @Nullable String enterprise;
        final Map<GateRule, Long> standing = new LinkedHashMap<>();
        boolean warned;
        boolean overstayed;

        Stay(Input.Passage in, VehicleClass vehicleClass, @Nullable String enterprise) {
            this.in = in;
            this.vehicleClass = vehicleClass;
            this.enterprise = enterprise;
        }
    }

    private static final long OLD = 300_000;
    final List<String> said = new ArrayList<>();
    private final Closure park;
    private final GateRules rules;
    private GateLists lists = GateLists.EMPTY;
    private final List<Input.Passage> ids = new ArrayList<>();
    private final Map<String, List<Input.Passage>> seen = new LinkedHashMap<>();
    private final Map<String, Long> newestMs = new LinkedHashMap<>();
    private final Map<String, Long> heardMs = new LinkedHashMap<>();
    private final Map<String, Stay> inside = new LinkedHashMap<>();
    private final Map<String, Long> impossible = new LinkedHashMap<>();
    private long nowMs = Long.MIN_VALUE;

    Naive(Closure park) {
        this.park = park;
        rules = park.rules();
    }

    void lists(GateLists next, long atMs) {
        tick(atMs);
        lists = next;
    }

    void tick(long atMs) {
        nowMs = Math.max(nowMs, atMs);
        boolean fired = true;
        while (fired) {
            fired = fireEarliest();
        }
    }

    private boolean fireEarliest() {
        Stay next = null;
        for (Stay stay : inside.values()) {
            if (due(stay) <= nowMs
                    && (next == null
                            || due(stay) < due(next)
                            || (due(stay) == due(next) && deadline(stay) < deadline(next)))) {
                next = stay;
            }
        }
        if (next == null) {
            return false;
        }
        long at = deadline(next);
        if (isWarning(next)) {
            next.warned = true;
            raise(GateRule.OVERSTAY_SOON, next, at, stay().warnPriority(), List.of(GateReason.OVERSTAY_SOON));
        } else {
            clear(next, GateRule.OVERSTAY_SOON, at);
            next.overstayed = true;
            raise(GateRule.OVERSTAY, next, at, stay().priority(), List.of(GateReason.OVERSTAY));
        }
        return true;
    }

    private GateRules.Stay stay() {
        return on(rules.overstay());
    }

    private boolean isWatched(Stay stay) {
        return rules.overstay() != null && rules.overstay().classes().contains(stay.vehicleClass);
    }

    private boolean isWarning(Stay stay) {
        return !stay.warned
                && delayed(stay, stay.in.passTimeMs() + stay().warnMs())
                        < delayed(stay, stay.in.passTimeMs() + stay().limitMs());
    }

    private long deadline(Stay stay) {
        return stay.in.passTimeMs() + (isWarning(stay) ? stay().warnMs() : stay().limitMs());
    }

    private long due(Stay stay) {
        return stay.overstayed || !isWatched(stay) ? Long.MAX_VALUE : delayed(stay, deadline(stay));
    }

    private long delayed(Stay stay, long atMs) {
        return isOld(stay.in) ? Math.max(atMs, stay.in.receiveTimeMs() + OLD) : atMs;
    }

    private static boolean isOld(Input.Passage passage) {
        return passage.receiveTimeMs() - passage.passTimeMs() > OLD;
    }

    void passage(Input.Passage p) {
        tick(p.receiveTimeMs());
        forget(p.plate());
        List<Input.Passage> before = seen.getOrDefault(p.plate(), List.of());
        if (isKnownId(p)) {
            tell(p, Verdict.DUPLICATE, List.of(), null);
        } else if (p.plate().isEmpty()) {
            tell(p, Verdict.NO_PLATE, List.of(), null);
        } else if (before.stream()
                .anyMatch(b -> b.gate().equals(p.gate())
                        && b.direction() == p.direction()
                        && Math.abs(b.passTimeMs() - p.passTimeMs()) <= rules.dedupeMs())) {
            tell(p, Verdict.DUPLICATE, List.of(), null);
        } else if (p.confidence() >= 0 && p.confidence() < rules.confidenceMin()) {
            tell(p, Verdict.LOW_CONFIDENCE, List.of(), null);
        } else {
            judge(p, before);
        }
    }

    private boolean isKnownId(Input.Passage p) {
        if (p.eventId().isEmpty()) {
            return false;
        }
        Optional<Input.Passage> same = ids.stream()
                .filter(b -> b.gate().equals(p.gate()) && b.eventId().equals(p.eventId()))
                .reduce((a, b) -> b);
        boolean known =
                same.isPresent() && Math.abs(same.get().passTimeMs() - p.passTimeMs()) <= EventIds.SAME_WITHIN_MS;
        if (!known) {
            ids.add(p);
        }
        return known;
    }

    private void forget(String plate) {
        if (!inside.containsKey(plate) && nowMs - heardMs.getOrDefault(plate, nowMs) > memoryMs()) {
            seen.remove(plate);
            newestMs.remove(plate);
        }
    }

    private long memoryMs() {
        return OLD
                + Math.max(
                        rules.dedupeMs(),
                        rules.impossible() == null ? 0 : rules.impossible().withinMs());
    }

    private void judge(Input.Passage p, List<Input.Passage> before) {
        boolean checkpoint = gate(p).kind() == GateKind.CHECKPOINT;
        Optional<Input.Passage> twin = checkpoint ? Optional.empty() : twin(p, before);
        long newest = newestMs.getOrDefault(p.plate(), Long.MIN_VALUE);
        remember(p);
        if (!checkpoint) {
            newestMs.merge(p.plate(), p.passTimeMs(), Math::max);
        }
        if (checkpoint) {
            tell(p, Verdict.JUDGED, List.of(), null);
        } else if (p.passTimeMs() <= newest) {
            tell(p, Verdict.LATE, reasons(List.of(), twin), null);
        } else if (p.direction() == Direction.IN) {
            enter(p, twin);
        } else {
            leave(p, twin);
        }
        twin.ifPresent(other -> two(p, other));
        if (!inside.containsKey(p.plate()) && impossible.containsKey(p.plate())) {
            long at = Math.max(impossible.remove(p.plate()), p.passTimeMs());
            said.add("-IMPOSSIBLE_PASSAGE s-" + p.plate() + " " + at);
        }
        heardMs.put(p.plate(), nowMs);
    }

    /** What is older than the newest by more than the memory counts no more. */
    private void remember(Input.Passage p) {
        List<Input.Passage> all = seen.computeIfAbsent(p.plate(), plate -> new ArrayList<>());
        all.add(p);
        long latest = all.stream().mapToLong(Input.Passage::passTimeMs).max().orElseThrow();
        all.removeIf(b -> b.passTimeMs() < latest - memoryMs());
    }

    private Optional<Input.Passage> twin(Input.Passage p, List<Input.Passage> before) {
        if (rules.impossible() == null) {
            return Optional.empty();
        }
        return before.stream()
                .filter(b -> gate(b).kind() != GateKind.CHECKPOINT && !b.gate().equals(p.gate()))
                .filter(b -> Math.abs(b.passTimeMs() - p.passTimeMs())
                        <= rules.impossible().withinMs())
                .min(Comparator.comparingLong(b -> Math.abs(b.passTimeMs() - p.passTimeMs())));
    }

    private static List<GateReason> reasons(List<GateReason> own, Optional<Input.Passage> twin) {
        List<GateReason> all = new ArrayList<>(own);
        twin.ifPresent(other -> all.add(GateReason.IMPOSSIBLE_PASSAGE));
        return all;
    }

    private void enter(Input.Passage p, Optional<Input.Passage> twin) {
        VehicleClass c = classOf(p);
        Optional<GateLists.Reservation> reservation = reservation(p);
        boolean needed =
                rules.reservation() != null && rules.reservation().classes().contains(c) && c != VehicleClass.RESCUE;
        List<GateReason> own = new ArrayList<>();
        List<Priority> priorities = new ArrayList<>();
        if (!isOld(p)
                && rules.blacklist() != null
                && vehicle(p).map(GateLists.Vehicle::bannedFor).isPresent()) {
            own.add(GateReason.BLACKLISTED);
            priorities.add(rules.blacklist().priority());
        }
        if (!isOld(p) && rules.wrongGate() != null && isWrong(p, c)) {
            own.add(GateReason.WRONG_GATE);
            priorities.add(rules.wrongGate().priority());
        }
        if (!isOld(p) && needed && reservation.isEmpty()) {
            own.add(GateReason.NO_RESERVATION);
            priorities.add(on(rules.reservation()).priority());
        }
        tell(p, Verdict.JUDGED, reasons(own, twin), reservation.isPresent() ? Boolean.TRUE : needed ? false : null);
        end(p.plate(), p.passTimeMs());
        String enterprise = reservation
                .map(GateLists.Reservation::enterprise)
                .or(() -> vehicle(p).map(GateLists.Vehicle::enterprise))
                .orElse(null);
        Stay stay = new Stay(p, c, enterprise);
        inside.put(p.plate(), stay);
        if (!own.isEmpty()) {
            raise(
                    GateRule.GATE_ENTRY,
                    stay,
                    p.passTimeMs(),
                    priorities.stream().sorted().findFirst().orElseThrow(),
                    own);
        }
    }

    private void leave(Input.Passage p, Optional<Input.Passage> twin) {
        Stay stay = inside.get(p.plate());
        VehicleClass c = classOf(p) == VehicleClass.UNKNOWN && stay != null ? stay.vehicleClass : classOf(p);
        boolean wrong = !isOld(p) && rules.wrongGate() != null && isWrong(p, c);
        List<GateReason> own = wrong ? List.of(GateReason.WRONG_GATE) : List.of();
        tell(p, Verdict.JUDGED, reasons(own, twin), null);
        end(p.plate(), p.passTimeMs());
        if (wrong) {
            String enterprise = stay != null
                    ? stay.enterprise
                    : vehicle(p).map(GateLists.Vehicle::enterprise).orElse(null);
            said.add("+GATE_ENTRY s-" + p.plate() + " " + own + " " + p.passTimeMs() + " "
                    + on(rules.wrongGate()).priority() + " " + p.gate() + " " + enterprise);
            said.add("-GATE_ENTRY s-" + p.plate() + " " + p.passTimeMs());
        }
    }

    private void two(Input.Passage p, Input.Passage other) {
        if (impossible.containsKey(p.plate())) {
            return;
        }
        boolean isLast = p.passTimeMs() >= other.passTimeMs();
        Input.Passage last = isLast ? p : other;
        Input.Passage first = isLast ? other : p;
        Stay stay = inside.get(p.plate());
        String enterprise = stay != null
                ? stay.enterprise
                : vehicle(p).map(GateLists.Vehicle::enterprise).orElse(null);
        impossible.put(p.plate(), last.passTimeMs());
        said.add("+IMPOSSIBLE_PASSAGE s-" + p.plate() + " [IMPOSSIBLE_PASSAGE] " + last.passTimeMs() + " "
                + on(rules.impossible()).priority() + " " + last.gate() + first.gate() + " " + enterprise);
    }

    private void end(String plate, long atMs) {
        Stay stay = inside.remove(plate);
        if (stay != null) {
            clear(stay, GateRule.GATE_ENTRY, atMs);
            clear(stay, GateRule.OVERSTAY_SOON, atMs);
            clear(stay, GateRule.OVERSTAY, atMs);
        }
    }

    private void clear(Stay stay, GateRule rule, long atMs) {
        Long since = stay.standing.remove(rule);
        if (since != null) {
            said.add("-" + rule + " s-" + stay.in.plate() + " " + Math.max(since, atMs));
        }
    }

    private void raise(GateRule rule, Stay stay, long atMs, Priority priority, List<GateReason> reasons) {
        stay.standing.put(rule, atMs);
        said.add("+" + rule + " s-" + stay.in.plate() + " " + reasons + " " + atMs + " " + priority + " "
                + stay.in.gate() + " " + stay.enterprise);
    }

    private void tell(Input.Passage p, Verdict verdict, List<GateReason> reasons, @Nullable Boolean reservation) {
        said.add(p.plate() + " " + p.gate() + " " + p.direction() + " " + p.passTimeMs() + " " + verdict + " " + reasons
                + " " + reservation);
    }

    private Gate gate(Input.Passage p) {
        return park.gate(p.gate()).orElseThrow();
    }

    private boolean isWrong(Input.Passage p, VehicleClass c) {
        List<VehicleClass> allowed = gate(p).allows();
        return c != VehicleClass.RESCUE && !allowed.isEmpty() && !allowed.contains(c);
    }

    private Optional<GateLists.Vehicle> vehicle(Input.Passage p) {
        return lists.vehicles().stream()
                .filter(v -> v.plate().equals(p.plate()))
                .findFirst();
    }

    private VehicleClass classOf(Input.Passage p) {
        VehicleClass listed = vehicle(p).map(GateLists.Vehicle::vehicleClass).orElse(VehicleClass.UNKNOWN);
        return listed != VehicleClass.UNKNOWN ? listed : p.hazmat() ? VehicleClass.HAZMAT : p.vehicleClass();
    }

    private Optional<GateLists.Reservation> reservation(Input.Passage p) {
        GateRules.Reserved rule = rules.reservation();
        return rule == null
                ? Optional.empty()
                : lists.reservations().stream()
                        .filter(r -> r.plate().equals(p.plate()))
                        .filter(r -> r.gate() == null || r.gate().equals(p.gate()))
                        .filter(r -> r.fromMs() <= p.passTimeMs())
                        .filter(r -> p.passTimeMs()
                                < (r.untilMs() == GateLists.OPEN_END ? r.fromMs() + rule.validityMs() : r.untilMs()))
                        .findFirst();
    }
}
