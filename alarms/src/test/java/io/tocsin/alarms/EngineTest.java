package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Annunciation;
import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole engine: samples, gateways, commands and time in, events out. */
class EngineTest {
    private static final Site TANK_FARM = Sites.site(
            List.of(new Site.Gateway("G1", "e")),
            Sites.tag(
                    "T-101.LEVEL",
                    new ConditionSpec.Limit(Condition.HH, 13.1, 0.03, 5000, 0, Priority.CRITICAL, true, false),
                    new ConditionSpec.Limit(Condition.H, 12.9, 0.03, 15_000, 0, Priority.HIGH, false, false),
                    new ConditionSpec.BadQuality(0, 0, Priority.LOW, false),
                    new ConditionSpec.Stale(60_000, Priority.MEDIUM, false)),
            Sites.tag(
                    "GD-201",
                    new ConditionSpec.Limit(Condition.GAS_L1, 25, 0, 0, 0, Priority.HIGH, true, true),
                    new ConditionSpec.Stale(60_000, Priority.MEDIUM, false)));

    @Test
    void anOverfillFromTheFirstSampleToTheReset() {
        Bench bench = new Bench(TANK_FARM);
        bench.input(new Input.Started(0)).input(new Input.Drained(0));
        bench.good(0, 1000, 12.95).good(0, 10_000, 13.2).good(1, 10_000, 3).tick(15_000);
        bench.acknowledge("li", 15_500)
                .good(0, 16_000, 13.2)
                .good(0, 20_000, 13.0)
                .good(0, 30_000, 12.0);
        bench.input(Bench.command(Input.Verb.RESET, "r", "T-101.LEVEL:HH", "park~T-101.LEVEL:HH~15000", "li", 31_000));
        assertThat(bench.out.said())
                .containsExactly(
                        "T-101.LEVEL:HH RAISED 15000 -> UNACK_ACTIVE",
                        "T-101.LEVEL:HH ACKNOWLEDGED 15500 -> ACK_ACTIVE",
                        "T-101.LEVEL:H RAISED 16000 -> UNACK_ACTIVE",
                        "T-101.LEVEL:H ACKNOWLEDGED 16000 -> ACK_ACTIVE",
                        "T-101.LEVEL:HH CLEARED 20000 -> LATCHED_ACK",
                        "T-101.LEVEL:H UNSUPPRESSED 20000 -> ACK_ACTIVE",
                        "T-101.LEVEL:H CLEARED 30000 -> NORMAL",
                        "T-101.LEVEL:HH RESET 31000 -> NORMAL");
    }

    @Test
    void aSiteThatFallsSilent() {
        Bench bench = new Bench(TANK_FARM);
        bench.input(new Input.Started(0)).input(new Input.Drained(0));
        bench.good(0, 1000, 5).gateway("G1", false, 2000).tick(100_000).gateway("G1", true, 100_001);
        bench.engine().sample(1, 100_002, 0, 2, 100_002);
        assertThat(bench.out.said())
                .containsExactly(
                        "gateway:G1:OFFLINE RAISED 2000 -> UNACK_ACTIVE",
                        "GD-201:STALE RAISED 60000 -> UNACK_ACTIVE",
                        "T-101.LEVEL:STALE RAISED 61000 -> UNACK_ACTIVE",
                        "gateway:G1:OFFLINE CLEARED 100001 -> UNACK_RTN",
                        "GD-201:GAS_L1 RAISED 100002 -> UNACK_ACTIVE",
                        "GD-201:STALE CLEARED 100002 -> UNACK_RTN");
    }

    @Test
    void countsWhatMovedNothingLive() {
        Bench bench = new Bench(TANK_FARM).good(0, 5000, 5).good(0, 5000, 5).good(0, 4000, 5);
        bench.engine().history(0, 6000, 99, 0, 7000);
        assertThat(bench.engine().sampleCounts()).isEqualTo(new Engine.SampleCounts(1, 1, 1));
    }

    @Test
    void saysWhenATickIsNeeded() {
        Bench bench = new Bench(TANK_FARM).good(0, 1000, 12.95);
        assertThat(bench.engine().nextDueMs()).isEqualTo(16_000);
        bench.input(new Input.Started(2000));
        assertThat(bench.engine().nextDueMs()).isEqualTo(Long.MAX_VALUE);
        bench.input(new Input.Drained(3000));
        assertThat(bench.engine().nextDueMs()).isEqualTo(16_000);
    }

    @Test
    void anyInputMovesEngineTime() {
        List<Input> inputs = List.of(
                new Input.Tick(60_000),
                new Input.Drained(60_000),
                new Input.GatewayStatus("unknown", true, 60_000, 60_000),
                Bench.command(Input.Verb.RESET, "", "unknown", "x", "li", 60_000));
        for (Input input : inputs) {
            Bench bench = new Bench(TANK_FARM).good(0, 1000, 12.95).input(input);
            assertThat(bench.out.said()).as("%s", input).containsExactly("T-101.LEVEL:H RAISED 16000 -> UNACK_ACTIVE");
        }
    }

    @Test
    void messagesAreWrittenForPeopleInBothLanguages() {
        List<ConditionSpec> specs = everyCondition();
        Tag tag = Sites.tag("T", specs.toArray(new ConditionSpec[0]));
        assertThat(specs).extracting(ConditionSpec::condition).containsExactly(Condition.values());
        assertThat(specs).allSatisfy(spec -> {
            Definition definition = Definition.of(tag, spec, Annunciation.NONE);
            assertThat(definition.id()).isEqualTo("T:" + spec.condition());
            assertThat(definition.message().zh()).matches("T \\p{IsHan}+");
            assertThat(definition.message().en()).matches("T [a-z0-9 -]+");
        });
        assertThat(specs)
                .extracting(spec ->
                        Definition.of(tag, spec, Annunciation.NONE).message().zh())
                .doesNotHaveDuplicates();
    }

    @Test
    void aDefinitionSaysTheLimitWhereThereIsOne() {
        Tag tag = Sites.tag("T");
        assertThat(everyCondition().stream()
                        .map(spec -> Definition.of(tag, spec, Annunciation.NONE))
                        .filter(definition -> !Double.isNaN(definition.limit()))
                        .map(Definition::condition))
                .containsExactly("CH", "HH", "H", "L", "LL", "GAS_L1", "GAS_L2", "DEV", "ROC", "ROC_UP", "ROC_DOWN");
    }

    private static List<ConditionSpec> everyCondition() {
        List<ConditionSpec> all = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            all.add(
                    switch (condition) {
                        case DEV -> new ConditionSpec.Deviation(5, 2, 0, 0, 0, Priority.LOW, false);
                        case ROC, ROC_UP, ROC_DOWN ->
                            new ConditionSpec.RateOfChange(condition, 3, 60_000, 0, 0, 0, Priority.LOW, false);
                        case FLAT -> new ConditionSpec.Flatline(60_000, 0, Priority.LOW, false);
                        case STATE -> new ConditionSpec.State(List.of(1.0), 0, 0, Priority.LOW, false, false);
                        case RANGE -> new ConditionSpec.OutOfRange(0, 10, 0, 0, Priority.LOW, false);
                        case BAD -> new ConditionSpec.BadQuality(0, 0, Priority.LOW, false);
                        case STALE -> new ConditionSpec.Stale(60_000, Priority.LOW, false);
                        default -> new ConditionSpec.Limit(condition, 5, 0, 0, 0, Priority.LOW, false, false);
                    });
        }
        return all;
    }

    // ---- random walks -----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("Consumers drop repeats by eventId and see gaps")
    void eventIdsAreUniqueAndWithoutGapsAndTheSameOnReplay() {
        for (long seed = 0; seed < Integer.getInteger("seeds", 200); seed++) {
            Recorder walk = walk(seed);
            assertThat(walk.events)
                    .as("seed=%d", seed)
                    .extracting(AlarmEvent::eventId)
                    .doesNotHaveDuplicates();
            Map<String, Integer> last = new LinkedHashMap<>();
            for (AlarmEvent event : walk.events) {
                int number = last.merge(event.occurrenceId(), 1, Integer::sum);
                assertThat(event.eventId()).as("seed=%d", seed).isEqualTo(event.occurrenceId() + "." + number);
            }
            assertThat(walk(seed).all).as("seed=%d", seed).isEqualTo(walk.all);
        }
    }

    /** Samples, acknowledgements, resets, wills and changed limits, delays and priorities on a coarse grid of times. */
    private static Recorder walk(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        Bench bench = new Bench(randomSite(random));
        long now = 1000;
        for (int i = 0; i < 200; i++) {
            now += random.nextInt(3) * 10L;
            switch (random.nextInt(12)) {
                case 0 -> bench.changeTo(now, randomSite(random));
                case 1 -> bench.gateway("G", random.nextBoolean(), now);
                case 2 -> bench.tick(now);
                case 3, 4 -> command(bench, Input.Verb.ACKNOWLEDGE, random, now);
                case 5 -> command(bench, Input.Verb.RESET, random, now);
                default ->
                    bench.engine()
                            .sample(
                                    random.nextInt(2),
                                    now - random.nextInt(4) * 10L,
                                    random.nextInt(4) * 5,
                                    random.nextInt(8) == 0 ? 2 : 0,
                                    now);
            }
        }
        return bench.out;
    }

    private static void command(Bench bench, Input.Verb verb, Random random, long now) {
        List<AlarmStatus> statuses = bench.engine().statuses();
        if (!statuses.isEmpty()) {
            AlarmStatus status = statuses.get(random.nextInt(statuses.size()));
            String request = "r" + random.nextInt(50);
            bench.input(Bench.command(verb, request, status.definition().id(), status.occurrenceId(), "li", now));
        }
    }

    private static Site randomSite(Random random) {
        Priority[] priorities = Priority.values();
        List<Tag> tags = new ArrayList<>();
        for (String id : List.of("A", "B")) {
            Priority priority = priorities[random.nextInt(priorities.length)];
            tags.add(Sites.tag(
                    id,
                    Sites.high(5 + random.nextInt(3) * 5, random.nextInt(3) * 10L, priority, random.nextBoolean()),
                    new ConditionSpec.BadQuality(0, 0, Priority.LOW, false),
                    new ConditionSpec.Stale(30 + random.nextInt(3) * 10L, Priority.LOW, false)));
        }
        return Sites.site(List.of(new Site.Gateway("G", "e")), tags.toArray(new Tag[0]));
    }

    @Test
    void historyBeyondALimitIsMissedAndMovesNoState() {
        Bench bench = Bench.high();
        bench.engine().history(0, 5000, 11, 0, 100_000);
        assertThat(bench.out.events).isEmpty();
        assertThat(bench.out.missed).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(AlarmEvent.Type.MISSED);
            assertThat(event.eventId()).isEqualTo("park~T:H~5000~missed.1");
            assertThat(event.timeMs()).isEqualTo(5000);
            assertThat(event.recordedTimeMs()).isEqualTo(100_000);
            assertThat(event.state()).isEqualTo(AlarmState.NORMAL);
            assertThat(event.value()).isEqualTo(11);
        });
        assertThat(bench.engine().statuses()).isEmpty();
    }

    @Test
    void historyOfATimeAtWhichItDidRingIsNotMissed() {
        Bench bench = Bench.high().good(1000, 11).good(3000, 1);
        bench.engine().history(0, 2000, 11, 0, 4000);
        assertThat(bench.out.missed).isEmpty();
        bench.engine().history(0, 2001, 1, 0, 4001);
        bench.engine().history(0, 3500, 11, 0, 4002);
        assertThat(bench.out.missed).extracting(AlarmEvent::timeMs).containsExactly(3500L);
    }

    @Test
    void ourOwnClockThatIsSetRaisesNothing() {
        Bench bench = Bench.high().good(1000, 1);
        bench.input(new Input.ClockAdjusted(3_600_000, 3_601_000))
                .tick(3_602_000)
                .good(3_603_000, 11);
        assertThat(bench.out.said()).containsExactly("T:H RAISED 3603000 -> UNACK_ACTIVE");
    }
}
