package io.tocsin.server.explain;

import static io.tocsin.server.live.SteppedSite.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.explain.SeenSample.Act;
import io.tocsin.server.explain.SeenSample.Fate;
import io.tocsin.server.explain.Silence.Reason;
import io.tocsin.server.live.SteppedSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random inputs against a plain reading of the rules: what is explained is what a naive scan finds. */
class RandomExplanationTest {
    private static final double LIMIT = 10;
    private static final double DEADBAND = 0.3;
    private static final long ON_DELAY_MS = 3_000;
    private static final long END_MS = 120_000;
    private static final String TAGS = """
            tags:
              - {tag: LT-1, metric: LEVEL, unit: m, enterprise: E1, deadband: 0.3, stale: off, badQuality: off, limits: {H: {value: 10, onDelay: 3s}}}
            """;

    @TempDir
    private Path folder;

    /** @param good false for a bad sample */
    private record Sent(long atMs, double value, boolean good) {}

    /** @param untilMs -1 while active */
    private record Raise(long onsetMs, long raisedMs, long untilMs) {}

    /** What a naive machine makes of samples in order: raises, and spells that did not last. */
    private static final class Naive {
        private final List<Raise> raises = new ArrayList<>();
        private final List<Raise> heldBack = new ArrayList<>();
        private long onsetMs = -1;
        private boolean active;

        void take(Sent sent) {
            fire(sent.atMs());
            if (!sent.good()) {
                return;
            }
            if (active && sent.value() < LIMIT - DEADBAND) {
                active = false;
                Raise open = raises.remove(raises.size() - 1);
                raises.add(new Raise(open.onsetMs(), open.raisedMs(), sent.atMs()));
            } else if (!active && sent.value() >= LIMIT) {
                onsetMs = onsetMs < 0 ? sent.atMs() : onsetMs;
            } else if (!active && onsetMs >= 0) {
                heldBack.add(new Raise(onsetMs, -1, sent.atMs()));
                onsetMs = -1;
            }
        }

        void fire(long nowMs) {
            if (!active && onsetMs >= 0 && onsetMs + ON_DELAY_MS <= nowMs) {
                raises.add(new Raise(onsetMs, onsetMs + ON_DELAY_MS, -1));
                active = true;
                onsetMs = -1;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyRaiseAndEverySilenceIsExplainedAsANaiveScanSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<Sent> live = new ArrayList<>();
        Naive naive = new Naive();
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            long atMs = 0;
            while (atMs < END_MS) {
                atMs += 500 + random.nextInt(3_000);
                step(site, naive, live, atMs, random);
            }
            site.until(END_MS + 10_000);
            naive.fire(END_MS + 10_000);
            raises(site, naive, seed);
            silences(site, naive, live, random, seed);
        }
    }

    private static void step(SteppedSite site, Naive naive, List<Sent> live, long atMs, Random random)
            throws Exception {
        double value = Math.round((9.0 + 2 * random.nextDouble()) * 100) / 100.0;
        int kind = random.nextInt(10);
        if (kind == 0 && !live.isEmpty()) { // late: moves nothing
            site.sample(atMs, live.get(live.size() - 1).atMs() - 200, Double.toString(value), "GOOD");
            naive.fire(atMs);
            return;
        }
        Sent sent = new Sent(atMs, value, kind != 1);
        site.sample(atMs, atMs, Double.toString(value), sent.good() ? "GOOD" : "BAD");
        naive.take(sent);
        live.add(sent);
    }

    private static void raises(SteppedSite site, Naive naive, long seed) throws Exception {
        Explainer explainer = new Explainer(site.home(), StartPoints.BEGINNING, Explainer.Durable.ALL, seq -> {});
        List<LoggedEvent> raised = site.events().stream()
                .filter(event -> event.type().endsWith(".raised"))
                .toList();
        assertThat(raised)
                .as("seed %d", seed)
                .extracting(LoggedEvent::timeMs)
                .containsExactlyElementsOf(naive.raises.stream()
                        .map(raise -> T0 + raise.raisedMs())
                        .toList());
        for (int i = 0; i < raised.size(); i++) {
            String id = raised.get(i).id();
            Explanation why = explainer.occurrence(id.substring(0, id.lastIndexOf('.')));
            Raise expected = naive.raises.get(i);
            List<Long> started = times(why, Act.ON_DELAY_STARTED);
            assertThat(started).as("seed %d %s", seed, id).contains(T0 + expected.onsetMs());
            List<Long> spent = new ArrayList<>(times(why, Act.ON_DELAY_CANCELLED));
            spent.removeIf(each -> each < T0 + expected.onsetMs() || each >= T0 + expected.raisedMs());
            assertThat(spent).as("seed %d %s", seed, id).isEmpty();
            List<Long> cleared = new ArrayList<>(times(why, Act.CLEARED));
            cleared.removeIf(each -> each < T0 + expected.onsetMs()); // of the occurrence before
            if (expected.untilMs() >= 0) {
                assertThat(cleared).as("seed %d %s", seed, id).containsExactly(T0 + expected.untilMs());
            } else {
                assertThat(cleared).as("seed %d %s", seed, id).isEmpty();
            }
        }
    }

    private static List<Long> times(Explanation why, Act act) {
        return why.samples().stream()
                .filter(sample -> sample.effects().stream().anyMatch(effect -> effect.act() == act))
                .map(SeenSample::effectiveMs)
                .toList();
    }

    private static void silences(SteppedSite site, Naive naive, List<Sent> live, Random random, long seed)
            throws Exception {
        Explainer explainer = new Explainer(site.home(), StartPoints.BEGINNING, Explainer.Durable.ALL, seq -> {});
        for (int i = 0; i < 12; i++) {
            long fromMs = random.nextInt((int) END_MS);
            long toMs = fromMs + (random.nextBoolean() ? 0 : random.nextInt(8_000));
            Explanation answer = explainer.silence(new Asked("LT-1", T0 + fromMs, T0 + toMs, "H"));
            boolean late =
                    answer.samples().stream().anyMatch(sample -> sample.fate() == Fate.LATE && sample.value() >= LIMIT);
            assertThat(answer.silences().get(0).reason())
                    .as("seed %d from %d to %d", seed, fromMs, toMs)
                    .isEqualTo(expected(naive, live, fromMs, toMs, late));
        }
    }

    private static Reason expected(Naive naive, List<Sent> live, long fromMs, long toMs, boolean late) {
        if (naive.raises.stream()
                .anyMatch(raise -> raise.raisedMs() <= toMs
                        && (raise.untilMs() < 0 || raise.untilMs() > fromMs || raise.raisedMs() >= fromMs))) {
            return Reason.ACTIVE;
        }
        boolean pending = naive.raises.stream().anyMatch(raise -> raise.onsetMs() <= toMs && raise.raisedMs() > toMs);
        boolean held = naive.heldBack.stream().anyMatch(each -> each.onsetMs() <= toMs && each.untilMs() >= fromMs);
        if (pending || held) {
            return Reason.ON_DELAY_NOT_OVER;
        }
        if (late) {
            return Reason.LATE;
        }
        Sent before = null;
        boolean good = false;
        boolean bad = false;
        for (Sent sent : live) {
            before = sent.atMs() < fromMs ? sent : before;
            boolean in = sent.atMs() >= fromMs && sent.atMs() <= toMs;
            good |= in && sent.good();
            bad |= in && !sent.good();
        }
        if (good || (before != null && before.good())) {
            return Reason.NEVER_BEYOND;
        }
        return bad || before != null ? Reason.BAD_VALUE : Reason.NO_DATA;
    }
}
