package io.tocsin.rules.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Closure;
import io.tocsin.config.GateLists;
import io.tocsin.config.GateRules;
import io.tocsin.config.Priority;
import io.tocsin.config.VehicleClass;
import io.tocsin.rules.StateReader;
import io.tocsin.rules.StateWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random passages, shuffled, repeated and late, lists that change, and ticks; more with {@code -Dseeds=N}. */
class RandomGatesTest {
    private static final int SEEDS = Integer.getInteger("seeds", 3_000);
    private static final long T = 100 * Rig.HOUR;
    private static final String[] PLATES = {"H1", "H2", "C1", "R1", "X1"};
    private static final List<VehicleClass> CLASSES = List.of(VehicleClass.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final String[] GATES = {"G1", "G2", "G3", "R1"};

    /** One step: a passage, other lists, or nothing but time. */
    private record Step(
            long nowMs, Rig.@Nullable Pass pass, @Nullable GateLists lists) {
        void to(Gates gates) {
            if (pass != null) {
                gates.passage(pass.input());
            } else if (lists != null) {
                gates.lists(lists, nowMs);
            } else {
                gates.tick(nowMs);
            }
        }

        void to(Naive naive) {
            if (pass != null) {
                naive.passage(pass.input());
            } else if (lists != null) {
                naive.lists(lists, nowMs);
            } else {
                naive.tick(nowMs);
            }
        }
    }

    private static GateRules rules(SplittableRandom random) {
        GateRules all = GateRules.defaults();
        List<VehicleClass> classes = random.nextBoolean()
                ? List.of(VehicleClass.HAZMAT)
                : List.of(VehicleClass.HAZMAT, VehicleClass.CAR, VehicleClass.RESCUE);
        return new GateRules(
                random.nextInt(3) * 30_000L,
                90,
                random.nextInt(4) == 0 ? null : new GateRules.Judged(PRIORITIES.get(random.nextInt(4))),
                random.nextInt(4) == 0 ? null : new GateRules.Judged(PRIORITIES.get(random.nextInt(4))),
                random.nextInt(4) == 0
                        ? null
                        : new GateRules.Reserved(classes, 10 * Rig.MINUTE, PRIORITIES.get(random.nextInt(4))),
                random.nextInt(4) == 0
                        ? null
                        : new GateRules.Stay(
                                classes,
                                4 * Rig.MINUTE,
                                6 * Rig.MINUTE,
                                Priority.LOW,
                                PRIORITIES.get(random.nextInt(4))),
                random.nextInt(4) == 0 ? null : all.impossible());
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        List<Rig.Pass> earlier = new ArrayList<>();
        long now = T;
        for (int i = 0; i < 40; i++) {
            now += random.nextInt(3) == 0 ? random.nextInt(8) * Rig.MINUTE : random.nextInt(6) * 10L * Rig.SECOND;
            int what = random.nextInt(10);
            if (what == 0) {
                steps.add(new Step(now, null, null));
            } else if (what == 1) {
                steps.add(new Step(now, null, lists(random, now)));
            } else if (what == 2 && !earlier.isEmpty()) {
                steps.add(new Step(
                        now, earlier.get(random.nextInt(earlier.size())).heardAt(now), null));
            } else {
                Rig.Pass pass = pass(random, now);
                earlier.add(pass);
                steps.add(new Step(now, pass, null));
            }
        }
        return steps;
    }

    private static Rig.Pass pass(SplittableRandom random, long now) {
        String plate = random.nextInt(15) == 0 ? "" : PLATES[random.nextInt(PLATES.length)];
        String gate = GATES[random.nextInt(GATES.length)];
        long late = random.nextInt(4) == 0 ? random.nextInt(12) * Rig.MINUTE : random.nextInt(4) * 10L * Rig.SECOND;
        boolean in = random.nextInt(5) < 3;
        Rig.Pass pass = (in ? Rig.in(plate, gate, now - late) : Rig.out(plate, gate, now - late)).heardAt(now);
        pass = random.nextInt(12) == 0 ? pass.sure(50 + random.nextInt(50)) : pass;
        pass = random.nextInt(3) == 0 ? pass.id("e" + random.nextInt(8)) : pass;
        pass = random.nextInt(8) == 0 ? pass.as(VehicleClass.UNKNOWN) : pass;
        return random.nextInt(12) == 0 ? pass.withHazardPlate() : pass;
    }

    private static GateLists lists(SplittableRandom random, long now) {
        List<GateLists.Vehicle> vehicles = new ArrayList<>();
        List<GateLists.Reservation> reservations = new ArrayList<>();
        for (String plate : PLATES) {
            if (random.nextInt(3) == 0) {
                VehicleClass vehicleClass = CLASSES.get(random.nextInt(CLASSES.size()));
                vehicles.add(new GateLists.Vehicle(
                        plate, vehicleClass, "E2", random.nextInt(3) == 0 ? "for a reason" : null));
            }
            if (random.nextInt(3) > 0) {
                long from = now - random.nextInt(20) * Rig.MINUTE;
                long until = random.nextBoolean() ? GateLists.OPEN_END : from + random.nextInt(20) * Rig.MINUTE;
                String gate = random.nextInt(3) == 0 ? GATES[random.nextInt(3)] : null;
                reservations.add(new GateLists.Reservation(plate, gate == null ? "E1" : null, from, until, gate));
            }
        }
        return new GateLists(vehicles, reservations);
    }

    private static List<String> naive(Closure park, List<Step> steps) {
        Naive naive = new Naive(park);
        steps.forEach(step -> step.to(naive));
        return naive.said;
    }

    /** What stands between two steps. */
    private enum Between {
        NOTHING,
        TICKS,
        THE_SAME_CONFIGURATION,
        A_SNAPSHOT
    }

    private static Gates fromSnapshot(Closure park, Gates gates, Rig.Recorder out) {
        byte[] snapshot = snapshot(gates);
        Gates next = new Gates(park, plate -> "s-" + plate, out);
        StateReader in = new StateReader(snapshot);
        next.read(in, gates.lists());
        assertThat(in.isAtEnd()).isTrue();
        assertThat(snapshot(next)).isEqualTo(snapshot);
        return next;
    }

    private static byte[] snapshot(Gates gates) {
        StateWriter out = new StateWriter();
        gates.write(out);
        return out.toBytes();
    }

    private static List<String> real(Closure park, List<Step> steps, Between between) {
        Rig.Recorder out = new Rig.Recorder();
        Gates gates = new Gates(park, plate -> "s-" + plate, out);
        for (Step step : steps) {
            while (between == Between.TICKS && gates.nextDueMs() <= step.nowMs()) {
                int before = out.said.size();
                gates.tick(gates.nextDueMs());
                assertThat(out.said).as("a tick that was due says something").hasSizeGreaterThan(before);
            }
            step.to(gates);
            if (between == Between.THE_SAME_CONFIGURATION) {
                Gates next = new Gates(park, plate -> "s-" + plate, out);
                next.adopt(gates);
                gates = next;
            } else if (between == Between.A_SNAPSHOT) {
                gates = fromSnapshot(park, gates, out);
            }
        }
        return out.said;
    }

    @Test
    void saysWhatThePlainModelSaysInTheSameOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Closure park = Rig.park(rules(random));
            List<Step> steps = steps(random);
            List<String> expected = naive(park, steps);
            assertThat(real(park, steps, Between.NOTHING))
                    .as("seed=%d %s", seed, steps)
                    .isEqualTo(expected);
            assertThat(real(park, steps, Between.TICKS))
                    .as("seed=%d with ticks", seed)
                    .isEqualTo(expected);
            assertThat(real(park, steps, Between.THE_SAME_CONFIGURATION))
                    .as("seed=%d, the same configuration again", seed)
                    .isEqualTo(expected);
            assertThat(real(park, steps, Between.A_SNAPSHOT))
                    .as("seed=%d, from a snapshot at every step", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theRandomCasesReachEveryVerdictReasonAndRule() {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        Set<GateRule> rules = EnumSet.noneOf(GateRule.class);
        Set<List<GateReason>> reasons = new LinkedHashSet<>();
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rig.Recorder out = new Rig.Recorder();
            Gates gates = new Gates(Rig.park(rules(random)), plate -> "s-" + plate, out);
            steps(random).forEach(step -> step.to(gates));
            out.passages.forEach(passage -> verdicts.add(passage.verdict()));
            out.passages.forEach(passage -> reasons.add(passage.reasons()));
            out.raises.forEach(raise -> rules.add(raise.rule()));
        }
        assertThat(verdicts).containsExactlyInAnyOrder(Verdict.values());
        assertThat(rules).containsExactlyInAnyOrder(GateRule.values());
        assertThat(reasons.stream().filter(each -> each.size() == 2).count()).isGreaterThanOrEqualTo(6);
    }
}
