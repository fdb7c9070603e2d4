package io.tocsin.server.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmEvent;
import io.tocsin.alarms.AlarmSink;
import io.tocsin.alarms.AlarmStatus;
import io.tocsin.alarms.Definition;
import io.tocsin.alarms.Engine;
import io.tocsin.alarms.Reply;
import io.tocsin.alarms.Warning;
import io.tocsin.config.Site;
import io.tocsin.history.History;
import io.tocsin.history.HistoryFile;
import io.tocsin.history.OnMistake;
import io.tocsin.history.TagTable;
import io.tocsin.rules.Input;
import io.tocsin.rules.Plan;
import io.tocsin.rules.gates.JudgedPassage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live and backtest are the same code: what one says of the same samples, the other says. */
class SameAsLiveTest {
    private static final int SEEDS = Integer.getInteger("seeds", 20);
    private static final String[] TAGS = {
        "{tag: T, metric: VALUE, deadband: 0.5, limits: {HH: {value: 13, onDelay: 3s}, H: 11, L: {value: 9, offDelay: 5s}},"
                + " stale: {timeout: 90s}, badQuality: {onDelay: 1s}}",
        "{tag: T1, metric: VALUE, onDelay: 10s, limits: {H: 11.5, LL: 7}, flatline: {window: 10s, epsilon: 0.3, when: moving}}",
        "{tag: T2, metric: VALUE, rateOfChange: {perMinute: 60, window: 5s}, deviation: {setpoint: 10, limit: 2}}"
    };

    /** Of each kind that needs no plant. */
    private static final List<String> RULES = List.of(
            "{id: moving, kind: moving, inputs: {a: T}, window: 20s, amount: 1}",
            "{id: both, inputs: {a: T, b: T1}, expr: 'a.H && b > 10.5', onDelay: 4s, offDelay: 2s, priority: HIGH}",
            "{id: soon, kind: timeToLimit, inputs: {a: T}, limit: HH, within: 1m, window: 40s, priority: HIGH}",
            "{id: apart, kind: discrepancy, inputs: {a: T, c: T2}, between: [a, c], limit: 2, onDelay: 3s, priority: LOW}",
            "{id: often, kind: count, inputs: {a: T}, of: a.H, times: 3, window: 2m, priority: LOW}",
            "{id: most, kind: vote, inputs: {a: T, b: T1, c: T2}, of: [a > 11, b > 11, c > 11], votes: 2, priority: LOW}",
            "{id: rests, inputs: {c: T2}, expr: '(both || often) && !isBad(c)', priority: HIGH, when: moving}");

    @TempDir
    private Path folder;

    private Desk desk;
    private Site site;

    @BeforeEach
    void sit() throws Exception {
        desk = new Desk(folder);
        site = desk.ruled(RULES, TAGS);
    }

    /** Writes down condition transitions as a backtest writes them. */
    private static final class Live implements AlarmSink {
        record Said(String alarm, AlarmEvent.Type type, long timeMs) {}

        final List<Said> said = new ArrayList<>();

        @Override
        public void event(AlarmEvent event, AlarmStatus status) {
            if (event.type() == AlarmEvent.Type.RAISED || event.type() == AlarmEvent.Type.CLEARED) {
                said.add(new Said(event.definition().id(), event.type(), event.timeMs()));
            }
        }

        @Override
        public void warning(Warning warning) {
            // Not what is looked at here.
        }

        @Override
        public void missed(AlarmEvent event) {}

        @Override
        public void reply(Reply reply) {}

        @Override
        public void passage(JudgedPassage passage) {}

        @Override
        public void removed(Definition definition, long recordedTimeMs) {}
    }

    private List<String> live(RandomHistory history) {
        Live live = new Live();
        Engine engine = new Engine(site, live);
        for (RandomHistory.Row row : history.byReceipt()) {
            engine.sample(row.tag(), row.timeMs(), row.value(), row.quality(), row.receivedMs());
        }
        long lastMs = history.byReceipt().get(history.rows().size() - 1).receivedMs();
        engine.input(new Input.Tick(lastMs));
        return live.said.stream()
                .sorted(Comparator.comparingLong(Live.Said::timeMs))
                .map(said -> said.alarm() + " " + said.type() + " " + said.timeMs())
                .toList();
    }

    private List<String> backtest(RandomHistory history) throws Exception {
        List<String> said = new ArrayList<>();
        run(history, table -> Trial.of(site, table, transition -> said.add(line(transition))));
        return said;
    }

    private String line(Transition transition) {
        AlarmSlots slots = new AlarmSlots(new Plan(site.tags()), site.rules());
        return slots.alarm(transition.slot()) + (transition.raised() ? " RAISED " : " CLEARED ") + transition.timeMs();
    }

    private interface Maker {
        Trial trial(TagTable table);
    }

    private Trial run(RandomHistory history, Maker maker) throws Exception {
        TagTable table = Backtest.table(List.of(site));
        Trial trial = maker.trial(table);
        try (History file = HistoryFile.open(history.write(desk), table, OnMistake.STOP)) {
            new Backtest(file, List.of(trial), Backtest.Slice.ALL).run((read, total) -> {});
            assertThat(file.findings().mistakes()).isEmpty();
        }
        return trial;
    }

    @Test
    void saysWhatALiveEngineSaid() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = RandomHistory.of(seed, 3, 2_000, false);
            assertThat(backtest(history))
                    .as("seed=%d", seed)
                    .isEqualTo(live(history))
                    .hasSizeGreaterThan(50);
        }
    }

    @Test
    void everyRuleThatRingsDoesSo() throws Exception {
        List<String> said = new ArrayList<>();
        for (long seed = 0; seed < 5; seed++) {
            said.addAll(backtest(RandomHistory.of(seed, 3, 2_000, false)));
        }
        for (String rule : List.of("both", "soon", "apart", "often", "most", "rests")) {
            assertThat(said).anyMatch(line -> line.startsWith("rule:" + rule + " RAISED"));
        }
        assertThat(said).noneMatch(line -> line.startsWith("rule:moving"));
    }

    @Test
    void saysWhatALiveEngineSaidOfWhatCameLateAndOutOfOrder() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = RandomHistory.of(seed, 3, 2_000, true);
            assertThat(backtest(history)).as("seed=%d", seed).isEqualTo(live(history));
        }
    }

    @Test
    void goingOnFromASnapshotSaysTheSame() throws Exception {
        RandomHistory history = RandomHistory.of(1, 3, 4_000, false);
        List<String> whole = backtest(history);
        List<String> halves = new ArrayList<>();
        int cut = history.rows().size() / 2;
        Trial first = run(
                new RandomHistory(history.rows().subList(0, cut), false),
                table -> Trial.of(site, table, transition -> halves.add(line(transition))));
        byte[] snapshot = first.snapshot();
        run(new RandomHistory(history.rows().subList(cut, history.rows().size()), false), table -> {
            Trial second = Trial.of(site, table, transition -> halves.add(line(transition)));
            second.goOnFrom(snapshot);
            return second;
        });
        assertThat(halves).isEqualTo(whole);
    }
}
