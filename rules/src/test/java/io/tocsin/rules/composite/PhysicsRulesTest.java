package io.tocsin.rules.composite;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tocsin.config.Logic;
import io.tocsin.config.Logic.Direction;
import io.tocsin.config.Rule;
import io.tocsin.config.Saturation;
import io.tocsin.config.Tag;
import io.tocsin.config.TankShape;
import io.tocsin.rules.Quality;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The kinds that know physics, as rules of a site: each finds its own inputs among those of the rule. */
class PhysicsRulesTest implements RuleSink {
    private static final List<String> TAGS = List.of("T-1.FLOW", "T-1.LEVEL", "T-1.PRESSURE", "T-1.TEMPERATURE");
    private static final int FLOW = 0;
    private static final int LEVEL = 1;
    private static final int PRESSURE = 2;
    private static final int TEMPERATURE = 3;
    private static final TankShape SHAPE = new TankShape.Vertical(10, 12);

    private static final Logic FILL = new Logic.TimeToLimit("level", "HH", 10, true, 30 * 60_000, 10 * 60_000, 0.99);
    private static final Logic CURVE =
            new Logic.Mismatch("pressure", "temperature", "chlorine", 1000, true, 0.15, Direction.BOTH);
    private static final Logic LOSS = new Logic.Movement(
            List.of(new Logic.Level("level", SHAPE)), List.of("flow"), List.of(), 1_800_000, 2, Direction.DOWN);

    private final List<String> said = new ArrayList<>();
    private List<Rule> rules = List.of();

    @Override
    public void raised(int rule, long timeMs, long onsetMs, double measure) {
        said.add(rules.get(rule).id() + " raised");
    }

    @Override
    public void cleared(int rule, long timeMs, double measure, boolean byConfiguration) {
        said.add(rules.get(rule).id() + " cleared");
    }

    private static Rule rule(String id, Logic logic, String... inputs) {
        TreeMap<String, String> tags = new TreeMap<>();
        for (String input : inputs) {
            tags.put(input, "T-1." + input.toUpperCase(Locale.ROOT));
        }
        return new Rule(id, tags, logic, 0, 0, null);
    }

    private Composites composites(Rule... of) {
        rules = List.of(of);
        List<Tag> tags = TAGS.stream().map(PhysicsRulesTest::tag).toList();
        return new Composites(rules, tags, this);
    }

    private static Tag tag(String id) {
        return new Tag(id, "LEVEL", "m", null, 0, 300_000, null, null, null, null, new TreeMap<>(), List.of());
    }

    private static void good(Composites composites, int tag, long atMs, double value) {
        composites.operand(tag, atMs, value, Quality.GOOD.code(), 0, 0);
    }

    @Test
    void foretellsThatAFillReachesItsLimit() {
        Composites composites = composites(rule("PRE_HH", FILL, "level"));
        for (long at = 0; at < 7_000_000; at += 1000) {
            good(composites, LEVEL, at, Math.min(10.1, 9 + at * 1e-6));
        }

        assertThat(said).containsExactly("PRE_HH raised", "PRE_HH cleared");
    }

    @Test
    void tellsAStuckPressureByItsTemperature() {
        Composites composites = composites(rule("MISMATCH", CURVE, "pressure", "temperature"));
        good(composites, TEMPERATURE, 0, 20);
        good(composites, PRESSURE, 0, (Saturation.CHLORINE.kPa(20) - 101) / 1000);
        good(composites, TEMPERATURE, 60_000, 28);
        assertThat(composites.measure(0)).isNegative();
        good(composites, TEMPERATURE, 120_000, 20);

        assertThat(said).containsExactly("MISMATCH raised", "MISMATCH cleared");
    }

    @Test
    void tellsALossThatNoFlowAccountsFor() {
        Composites composites = composites(rule("LOSS", LOSS, "level", "flow"));
        good(composites, FLOW, 0, 0);
        for (long at = 0; at < 3_600_000; at += 1000) {
            good(composites, LEVEL, at, 5 - at * 3e-8);
        }

        assertThat(said).containsExactly("LOSS raised");
    }

    @Test
    void allocatesNothingUntilASpanOfTimeIsOver() {
        Composites composites = composites(
                rule("PRE_HH", FILL, "level"),
                rule("MISMATCH", CURVE, "pressure", "temperature"),
                rule("LOSS", LOSS, "level", "flow"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // As many rounds as the compiler of the JVM takes to see that nothing leaves: it shares the cores with other
        // tests.
        for (int round = 0; round < 100 && least >= 20_000; round++) {
            long from = 3_600_000L * round;
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 50_000; i++) {
                good(composites, i % TAGS.size(), from + i / 4, 5 + i % 7 * 0.001);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        // The first sample of a round closes the span of the round before: one regression in 50,000 samples.
        assertThat(least).isLessThan(20_000);
    }
}
