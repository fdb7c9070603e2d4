package io.tocsin.server.explain;

import static io.tocsin.server.live.SteppedSite.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Offset.offset;

import io.tocsin.server.explain.Ringing.End;
import io.tocsin.server.explain.Ringing.Wait;
import io.tocsin.server.explain.SeenSample.Act;
import io.tocsin.server.explain.SeenSample.Effect;
import io.tocsin.server.explain.SeenSample.Fate;
import io.tocsin.server.explain.Silence.Reason;
import io.tocsin.server.live.SteppedSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that an explanation can say, on a real engine's folder. */
class ExplainerTest {
    private static final String TAGS = """
            tags:
              - tag: LT-1
                metric: LEVEL
                unit: m
                enterprise: E1
                deadband: 0.1
                range: {low: 0, high: 20}
                stale: {timeout: 2m}
                badQuality: {onDelay: 0s}
                limits: {H: {value: 10, onDelay: 10s, offDelay: 5s}, HH: {value: 12, latching: true}}
              - {tag: FT-2, enterprise: E1}
            """;

    @TempDir
    private Path folder;

    private static Explainer explainer(SteppedSite site) {
        return new Explainer(site.home(), StartPoints.BEGINNING, Explainer.Durable.ALL, seq -> {});
    }

    private static Explanation why(SteppedSite site, String alarm) throws Exception {
        return explainer(site).occurrence(site.occurrence(alarm));
    }

    private static Silence whyNot(SteppedSite site, String condition, long fromMs, long toMs) throws Exception {
        return silences(site, condition, fromMs, toMs).silences().get(0);
    }

    private static Explanation silences(SteppedSite site, @Nullable String condition, long fromMs, long toMs)
            throws Exception {
        return explainer(site).silence(new Asked("LT-1", T0 + fromMs, T0 + toMs, condition));
    }

    private static Ringing ringing(Explanation explanation) {
        Ringing ringing = explanation.ringing();
        assertThat(ringing).isNotNull();
        return java.util.Objects.requireNonNull(ringing);
    }

    private static List<Act> acts(Explanation explanation, String condition) {
        return explanation.samples().stream()
                .flatMap(sample -> sample.effects().stream())
                .filter(effect -> effect.condition().equals(condition))
                .map(Effect::act)
                .toList();
    }

    // ---- why it rang ------------------------------------------------------------------------------------------------

    @Test
    void namesTheSamplesThatStartedHeldAndReturnedIt() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9);
            site.sample(2_000, 10.5);
            site.sample(4_000, 9.9); // held back
            site.sample(6_000, 10.2);
            site.sample(9_000, 10.4);
            site.until(16_000); // the tick that fires it
            site.sample(20_000, 9.5); // off-delay
            site.sample(22_000, 10.1); // cancelled
            site.sample(24_000, 9.5);
            site.until(30_000);
            site.sample(31_000, 9.4);

            Explanation why = why(site, "LT-1:H");
            Ringing ringing = ringing(why);
            assertThat(acts(why, "H"))
                    .containsExactly(
                            Act.ON_DELAY_STARTED,
                            Act.ON_DELAY_CANCELLED,
                            Act.ON_DELAY_STARTED,
                            Act.OFF_DELAY_STARTED,
                            Act.OFF_DELAY_CANCELLED,
                            Act.OFF_DELAY_STARTED);
            assertThat(ringing.timers())
                    .extracting(
                            Ringing.Timer::kind,
                            Ringing.Timer::end,
                            timer -> timer.startedMs() - T0,
                            timer -> timer.dueMs() - T0)
                    .containsExactly(
                            tuple(Wait.ON_DELAY, End.FIRED, 6_000L, 16_000L),
                            tuple(Wait.OFF_DELAY, End.CANCELLED, 20_000L, 25_000L),
                            tuple(Wait.OFF_DELAY, End.FIRED, 24_000L, 29_000L));
            assertThat(ringing.timers().get(0).by()).extracting(By::input).isEqualTo("TICK");
            assertThat(ringing.timers().get(1).by()).extracting(By::topic).isEqualTo("park/it/E1/g1/telemetry");
            RuleInForce rule = ringing.rules().get(0);
            assertThat(rule.limit()).isEqualTo(10);
            assertThat(rule.deadband()).isEqualTo(0.1);
            assertThat(rule.onDelayMs()).isEqualTo(10_000);
            assertThat(rule.offDelayMs()).isEqualTo(5_000);
            assertThat(rule.priority()).isEqualTo("MEDIUM");
            assertThat(rule.configVersion()).hasSize(12);
            assertThat(ringing.transitions()).extracting(Ringing.Step::type).containsExactly("RAISED", "CLEARED");
            assertThat(ringing.transitions()).allMatch(step -> step.by() != null);
            assertThat(why.summary().en())
                    .contains(
                            "LT-1:H rang at 2027-01-15 16:00:16.000", "at or above 10 m", "on-delay of 10 s", "9.5 m");
            assertThat(why.summary().zh()).contains("≥ 10 m", "持续 10 s");
        }
    }

    @Test
    void tellsStampsReceiptsAndWhatWasDoneWithEachSample() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9);
            site.sample(2_000, 12.5);
            site.sample(3_000, 5_000, "12.6", "UNCERTAIN"); // stamped ahead: shifted to its receipt
            site.sample(4_000, 3_000, "12.6", "GOOD"); // the newest one's effective time and value again
            site.sample(5_000, 2_500, "8", "GOOD");
            site.sample(6_000, 6_000, "null", "GOOD");
            site.sample(7_000, 12.7);
            site.send(8_000, "{\"values\":[{\"tag\":\"LT-1\",\"v\":1,\"ts\":\"soon\"}]}");
            Explanation why = why(site, "LT-1:HH");
            assertThat(why.samples())
                    .extracting(SeenSample::fate)
                    .containsExactly(Fate.TAKEN, Fate.TAKEN, Fate.TAKEN, Fate.REPEAT, Fate.LATE, Fate.BAD, Fate.TAKEN);
            SeenSample ahead = why.samples().get(2);
            assertThat(ahead.stampMs()).isEqualTo(T0 + 5_000);
            assertThat(ahead.effectiveMs()).isEqualTo(T0 + 3_000);
            assertThat(ahead.by().receiveMs()).isEqualTo(T0 + 3_000);
            assertThat(ahead.quality()).isEqualTo("UNCERTAIN");
            assertThat(why.samples().get(5).quality()).isEqualTo("UNREADABLE");
            assertThat(why.rejections()).extracting(Refusal::reason).contains("BAD_TIME");
            Ringing.Flags flags = ringing(why).flags();
            assertThat(flags).isEqualTo(new Ringing.Flags(false, true, false, true, false));
            assertThat(acts(why, "HH")).containsExactly(Act.RAISED);
        }
    }

    @Test
    void saysWhoAcknowledgedAndWhoWasRefused() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 12.5);
            String occurrence = site.occurrence("LT-1:HH");
            site.command(2_000, "reset", "LT-1:HH", occurrence);
            site.command(3_000, "acknowledge", "LT-1:HH", occurrence);
            Ringing ringing = ringing(why(site, "LT-1:HH"));
            assertThat(ringing.commands())
                    .extracting(Ringing.Order::command, Ringing.Order::operator, Ringing.Order::accepted)
                    .containsExactly(tuple("reset", "li.wei", false), tuple("acknowledge", "li.wei", true));
            assertThat(ringing.commands().get(1).via()).isEqualTo("kafka");
            assertThat(ringing.commands().get(1).comment()).isEqualTo("seen");
            assertThat(ringing.commands().get(0).reason()).isNotNull();
        }
    }

    @Test
    void silenceIsATimerOfItsOwn() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9);
            site.until(130_000);
            Explanation why = why(site, "LT-1:STALE");
            assertThat(ringing(why).timers())
                    .extracting(Ringing.Timer::kind, timer -> timer.startedMs() - T0, timer -> timer.dueMs() - T0)
                    .containsExactly(tuple(Wait.SILENCE, 1_000L, 121_000L));
            assertThat(why.samples()).hasSize(1);
        }
    }

    @Test
    void blindnessCancelsAReturn() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS.replace("offDelay: 5s", "offDelay: 5m"))) {
            site.sample(1_000, 11);
            site.until(12_000);
            site.sample(13_000, 9);
            site.until(140_000); // STALE at 133 s
            Ringing ringing = ringing(why(site, "LT-1:H"));
            assertThat(ringing.flags().stale()).isTrue();
            assertThat(ringing.timers())
                    .extracting(Ringing.Timer::kind, Ringing.Timer::end)
                    .containsExactly(tuple(Wait.ON_DELAY, End.FIRED), tuple(Wait.OFF_DELAY, End.CANCELLED));
        }
    }

    @Test
    void whatHistoryMissedIsExplainedToo() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(700_000, 9);
            site.send(
                    701_000, "{\"values\":[{\"tag\":\"LT-1\",\"v\":12.5,\"ts\":" + (T0 + 1_000) + ",\"hist\":true}]}");
            String occurrence = site.events().stream()
                    .map(event -> event.id().substring(0, event.id().lastIndexOf('.')))
                    .filter(id -> id.endsWith("~missed"))
                    .findFirst()
                    .orElseThrow();
            Explanation why = explainer(site).occurrence(occurrence);
            assertThat(ringing(why).flags().missed()).isTrue();
            assertThat(why.samples()).extracting(SeenSample::fate).containsExactly(Fate.HISTORY);
            assertThat(acts(why, "HH")).containsExactly(Act.MISSED);
            assertThat(whyNot(site, "HH", 0, 2_000).reason()).isEqualTo(Reason.MISSED);
            assertThat(whyNot(site, "H", 0, 2_000).reason()).isEqualTo(Reason.LATE);
        }
    }

    @Test
    void whatIsOlderThanTheJournalIsAnsweredFromTheEventLogAlone() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 12.5);
            String occurrence = site.occurrence("LT-1:HH");
            site.command(3_000, "acknowledge", "LT-1:HH", occurrence);
            Explainer late = new Explainer(site.home(), List::of, Explainer.Durable.ALL, seq -> {});
            Explanation why = late.occurrence(occurrence);
            assertThat(why.reach().replayed()).isFalse();
            assertThat(why.reach().note().en()).contains("the samples are no longer held");
            assertThat(why.summary().zh()).contains("样本已不再保存");
            assertThat(why.samples()).isEmpty();
            assertThat(ringing(why).rules().get(0).limit()).isEqualTo(12);
            assertThat(ringing(why).commands())
                    .extracting(Ringing.Order::operator)
                    .containsExactly("li.wei");
            Explanation not = late.silence(new Asked("LT-1", T0, T0 + 2_000, null));
            assertThat(not.silences())
                    .extracting(Silence::condition, Silence::reason)
                    .contains(tuple("HH", Reason.ACTIVE), tuple("H", Reason.SAMPLES_NOT_HELD));
        }
    }

    @Test
    void theEventItselfSaysTheRuleWhereTheConfigurationIsGone() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 11);
            site.until(12_000);
            String occurrence = site.occurrence("LT-1:H");
            try (Stream<Path> kept = Files.walk(site.home().resolve("configurations"))) {
                for (Path file :
                        kept.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            Files.createDirectories(site.home().resolve("configurations"));
            Explainer late = new Explainer(site.home(), List::of, Explainer.Durable.ALL, seq -> {});
            RuleInForce rule = ringing(late.occurrence(occurrence)).rules().get(0);
            assertThat(rule.limit()).isEqualTo(10);
            assertThat(rule.deadband()).isEqualTo(0.1);
            assertThat(rule.onDelayMs()).isEqualTo(10_000);
            assertThat(rule.offDelayMs()).isEqualTo(5_000);
        }
    }

    @Test
    void saysHowFarBackItReaches() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 12.5);
            Reach reach = why(site, "LT-1:HH").reach();
            assertThat(reach.journalSeq()).isEqualTo(1);
            assertThat(reach.journalMs()).isEqualTo(T0);
            assertThat(reach.eventsSeq()).isEqualTo(1);
            // The early warnings of the start are the first to be told.
            assertThat(reach.eventsMs()).isEqualTo(T0);
            assertThat(reach.replayed()).isTrue();
        }
    }

    @Test
    void aWrongIdNamesTheNearest() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 12.5);
            String occurrence = site.occurrence("LT-1:HH");
            assertThatThrownBy(() -> explainer(site).occurrence(occurrence.replace("LT-1", "LT1")))
                    .isInstanceOf(Unexplained.class)
                    .hasMessageContaining("(nearest: " + occurrence + ")");
            assertThatThrownBy(() -> explainer(site).silence(new Asked("LT-11", T0, T0, null)))
                    .isInstanceOf(Unexplained.class)
                    .hasMessageContaining("(nearest: LT-1)");
        }
    }

    @Test
    void aReplayEndsWithTheAnswer() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 11);
            site.until(12_000);
            site.sample(13_000, 9);
            site.until(20_000);
            String occurrence = site.occurrence("LT-1:H");
            long reached = explainer(site).occurrence(occurrence).reach().replayedToSeq();
            for (int i = 0; i < 50; i++) {
                site.sample(30_000 + i * 1_000, 9);
            }
            assertThat(explainer(site).occurrence(occurrence).reach().replayedToSeq())
                    .isEqualTo(reached);
        }
    }

    // ---- why nothing rang -------------------------------------------------------------------------------------------

    @Test
    void neverBeyondTheLimitNamesTheNearestValue() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9);
            site.sample(2_000, 9.84);
            site.sample(3_000, 9.2);
            Silence high = whyNot(site, "H", 0, 10_000);
            assertThat(high.reason()).isEqualTo(Reason.NEVER_BEYOND);
            assertThat(high.figures().nearest()).isEqualTo(9.84);
            assertThat(high.figures().missing()).isCloseTo(0.16, offset(1e-9));
            assertThat(high.figures().nearestMs()).isEqualTo(T0 + 2_000);
            assertThat(high.sentence().en())
                    .isEqualTo("never met (at or above 10 m): the nearest was 9.84 m at 2027-01-15 16:00:02.000,"
                            + " 0.16 m short of it");
            assertThat(high.sentence().zh()).contains("还差 0.16 m");
            Silence held = whyNot(site, "H", 5_000, 5_000);
            assertThat(held.reason()).isEqualTo(Reason.NEVER_BEYOND);
            assertThat(held.figures().nearest()).isEqualTo(9.2);
            assertThat(whyNot(site, "BAD", 0, 10_000).sentence().en()).isEqualTo("no sample was bad");
            Silence stale = whyNot(site, "STALE", 0, 10_000);
            assertThat(stale.reason()).isEqualTo(Reason.NEVER_BEYOND);
        }
    }

    @Test
    void beyondItButNotForLongEnough() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9);
            site.sample(2_000, 10.5);
            site.sample(8_000, 9.9);
            Silence high = whyNot(site, "H", 0, 10_000);
            assertThat(high.reason()).isEqualTo(Reason.ON_DELAY_NOT_OVER);
            assertThat(high.figures().beyondMs()).isEqualTo(T0 + 2_000);
            assertThat(high.figures().untilMs()).isEqualTo(T0 + 8_000);
            assertThat(high.figures().missingMs()).isEqualTo(4_000);
            assertThat(high.sentence().en()).contains("the on-delay of 10 s was not over: 4 s were missing");
            assertThat(whyNot(site, "H", 4_000, 4_000).reason()).isEqualTo(Reason.ON_DELAY_NOT_OVER);
        }
    }

    @Test
    void badSamplesRaiseNothing() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 1_000, "13", "BAD");
            site.sample(2_000, 2_000, "13", "BAD");
            Silence high = whyNot(site, "H", 0, 10_000);
            assertThat(high.reason()).isEqualTo(Reason.BAD_VALUE);
            assertThat(high.figures().counts().bad()).isEqualTo(2);
            assertThat(whyNot(site, "H", 3_000, 4_000).reason()).isEqualTo(Reason.BAD_VALUE);
            assertThat(whyNot(site, "BAD", 0, 10_000).reason()).isEqualTo(Reason.ACTIVE);
        }
    }

    @Test
    void nothingWasHeard() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.until(1_000);
            assertThat(whyNot(site, "H", 0, 1_000).reason()).isEqualTo(Reason.NO_DATA);
            assertThat(whyNot(site, "H", 0, 1_000).sentence().en()).contains("nothing had ever been heard");
            site.sample(2_000, 9);
            site.until(900_000);
            Silence later = whyNot(site, "H", 800_000, 810_000);
            assertThat(later.reason()).isEqualTo(Reason.NO_DATA);
            assertThat(later.figures().lastHeardMs()).isEqualTo(T0 + 2_000);
        }
    }

    @Test
    void rejectedSamplesAreNamedWithTheReason() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 500_000, "13", "GOOD"); // far ahead: refused
            Explanation whole = silences(site, "H", 0, 10_000);
            assertThat(whole.silences().get(0).reason()).isEqualTo(Reason.REJECTED);
            assertThat(whole.rejections()).extracting(Refusal::reason).containsExactly("CLOCK_SKEW");
        }
    }

    @Test
    void itWasActiveAlready() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 12.5);
            site.sample(2_000, 12.6);
            Silence high = whyNot(site, "HH", 5_000, 6_000);
            assertThat(high.reason()).isEqualTo(Reason.ACTIVE);
            assertThat(high.figures().activeMs()).isEqualTo(T0 + 1_000);
            assertThat(high.figures().occurrence()).isEqualTo(site.occurrence("LT-1:HH"));
            assertThat(high.sentence().zh()).contains("有报警");
        }
    }

    @Test
    void anotherLimitWasInForceThen() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.sample(1_000, 9.7);
            site.sample(2_000, 9.2);
            site.configure(60_000, TAGS.replace("value: 10,", "value: 9.5,").replace("HH:", "L: 1, HH:"));
            Silence high = whyNot(site, "H", 0, 10_000);
            assertThat(high.reason()).isEqualTo(Reason.OTHER_LIMIT);
            assertThat(high.rule()).extracting(RuleInForce::limit).isEqualTo(10.0);
            assertThat(high.now()).extracting(RuleInForce::limit).isEqualTo(9.5);
            assertThat(high.sentence().en()).contains("at or above 10 m", "at or above 9.5 m");
            Silence low = whyNot(site, "L", 0, 10_000);
            assertThat(low.reason()).isEqualTo(Reason.NOT_CONFIGURED);
            assertThat(low.now()).extracting(RuleInForce::limit).isEqualTo(1.0);
            assertThat(whyNot(site, "LL", 0, 10_000).reason()).isEqualTo(Reason.NOT_CONFIGURED);
        }
    }

    @Test
    void aTagWithoutConditionsSaysSo() throws Exception {
        try (SteppedSite site = new SteppedSite(folder, TAGS)) {
            site.until(1_000);
            Explanation none = explainer(site).silence(new Asked("FT-2", T0, T0 + 1_000, null));
            assertThat(none.silences()).isEmpty();
            assertThat(none.summary().en()).contains("had no condition at all");
        }
    }

    @Test
    void aFolderThatIsNoEnginesIsSaid() {
        Explainer nobody = new Explainer(folder, StartPoints.BEGINNING, Explainer.Durable.ALL, seq -> {});
        assertThatThrownBy(() -> nobody.occurrence("x"))
                .isInstanceOf(Unexplained.class)
                .hasMessageContaining("expected the folder of an engine");
    }
}
