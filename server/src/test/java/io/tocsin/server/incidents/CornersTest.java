package io.tocsin.server.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.AlarmMatch;
import io.tocsin.config.Annunciation;
import io.tocsin.config.Position;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corners of the rules; and, with positions that alarms go up through, the incidents too. */
class CornersTest {
    private static final Site TIERS = tiers();
    private static final Map<String, Play.Outcome> OUTCOMES = new LinkedHashMap<>();

    /** Where the engine does otherwise than the rules say: what it does, and what it should. */
    private static final Map<String, List<String>> DEPARTURES = Map.of(
            "long-outage",
            List.of(
                    "did +00:20:00.000 gateway:33019900000201:GATEWAY_FROZEN RAISED_AND_TOLD",
                    "did +00:20:00.000 gateway:33019900000201:GATEWAY_FROZEN CLEARED"),
            "back-with-some-silent",
            List.of(
                    "did +00:14:00.000 gateway:33019900000201:GATEWAY_FROZEN RAISED_AND_TOLD",
                    "did +00:14:00.000 gateway:33019900000201:GATEWAY_FROZEN CLEARED"),
            "three-dark",
            List.of(
                    "did +00:02:00.000 gateway:33019900000301:OFFLINE RAISED_AND_TOLD",
                    "should +00:02:00.000 gateway:33019900000301:OFFLINE RAISED_QUIETLY"),
            "stale-again",
            List.of("should +00:20:00.000 T-204.LEVEL:STALE CAME_BACK_IN_A_GROUP"),
            "superior-returns-first",
            List.of("expected T-101.LEVEL:H to go up at +00:14:00.000, was never"),
            "I12",
            List.of(
                    "expected GD-101.GAS:GAS_L1 to go up at +00:04:52.000, was never",
                    "expected GD-301.GAS:GAS_L1 to go up at +00:06:14.000, was never",
                    "expected GD-304.GAS:GAS_L1 to go up at +00:04:36.000, was never"));

    /** Binhai where each alarm belongs to the shift, and goes up to its leader and to the duty desk. */
    private static Site tiers() {
        Site site = Played.BINHAI;
        Annunciation said = site.annunciation();
        Annunciation tiers = new Annunciation(
                said.classes(),
                said.classOf(),
                List.of(position("SHIFT", "LEADER"), position("LEADER", "DUTY"), position("DUTY", null)),
                List.of(new Annunciation.Responsible(AlarmMatch.ANY, "SHIFT", List.of())),
                said.responses(),
                said.parents(),
                said.shelving(),
                said.warnings());
        return new Site(
                site.park(),
                site.enterprises(),
                site.gateways(),
                site.tanks(),
                site.tags(),
                site.ground(),
                site.closure(),
                site.rules(),
                tiers,
                site.settings(),
                site.hash());
    }

    private static Position position(String id, @Nullable String next) {
        return new Position(id, Text.of(id), null, next, List.of());
    }

    static Stream<Script> scripts() {
        return Stream.concat(Corners.all().stream(), Scripts.all().stream());
    }

    private static Play.Outcome play(Script script) {
        return OUTCOMES.computeIfAbsent(script.id(), id -> Play.of(TIERS, Played.LISTS, script));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theRulesHold(Script script) {
        assertThat(departures(script)).containsExactlyElementsOf(DEPARTURES.getOrDefault(script.id(), List.of()));
    }

    private static List<String> departures(Script script) {
        Play.Outcome outcome = play(script);
        List<Fact> did = new ArrayList<>(outcome.recording().facts());
        List<Fact> should = new ArrayList<>(outcome.naive().facts());
        did.removeAll(outcome.naive().facts());
        should.removeAll(outcome.recording().facts());
        List<String> all = new ArrayList<>();
        did.forEach(fact -> all.add("did " + fact));
        should.forEach(fact -> all.add("should " + fact));
        all.addAll(new Escalations(TIERS).faults(outcome.recording(), Play.START_MS + script.lengthMs()));
        return all;
    }
}
