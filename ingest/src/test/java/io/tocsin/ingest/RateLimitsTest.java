package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Rate;
import io.tocsin.config.Settings;
import io.tocsin.config.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final String GW1 = "park/330199P01/330199000001/gw1/telemetry";
    private static final String GW1_STATUS = "park/330199P01/330199000001/gw1/status";
    private static final String GW9 = "park/330199P01/330199000002/gw9/telemetry";
    private static final String OTHER = "park/330199P01/330199000001/gwX/telemetry";
    private static final String FOREIGN = "park/330199P01/330199000002/gw1/telemetry";

    private long nowMs = Recorded.NOW;
    private RateLimits limits = limits(new Rate(3, 1_000, 1_000), new Rate(2, 100, 1_000));

    /** @param own of gw1; gw9 and all that is shared have the other */
    private RateLimits limits(Rate own, Rate otherwise) {
        Site site = Sites.binhai(new Settings.Ingest(60_000, 1 << 20, 10_000, 8, otherwise));
        return new RateLimits(with(site, own, otherwise), nowMs);
    }

    private static Site with(Site site, Rate own, Rate otherwise) {
        return new Site(
                site.park(),
                site.enterprises(),
                List.of(new Site.Gateway("gw1", Sites.OURS, own), new Site.Gateway("gw9", Sites.OTHERS, otherwise)),
                site.tanks(),
                site.tags(),
                site.ground(),
                site.closure(),
                site.settings(),
                site.hash());
    }

    private boolean send(String topic, int bytes) {
        return limits.mayPass(Arrival.of(topic, new byte[bytes], false, 1 << 20, nowMs), 0);
    }

    private int passed(String topic, int messages) {
        int passed = 0;
        for (int i = 0; i < messages; i++) {
            passed += send(topic, 10) ? 1 : 0;
        }
        return passed;
    }

    @Test
    void givesEachGatewayItsOwnRateOverAllOfItsTopics() {
        assertThat(passed(GW1, 2)).isEqualTo(2);
        assertThat(passed(GW1_STATUS, 5)).isEqualTo(1);
        assertThat(passed(GW9, 5)).isEqualTo(2);
        nowMs += 1_000;
        assertThat(passed(GW1, 5)).isEqualTo(3);
    }

    @Test
    void limitsBytesAsWell() {
        assertThat(send(GW1, 990)).isTrue();
        assertThat(send(GW1, 11)).isFalse();
        assertThat(send(GW1, 10)).isTrue();
    }

    @Test
    void countsAPayloadAsItWasSentAndNotAsItWasCut() {
        Arrival cut = Arrival.of(GW1, new byte[600], false, 500, nowMs);
        assertThat(limits.mayPass(cut, 0)).isTrue();
        assertThat(limits.mayPass(cut, 0)).isFalse();
    }

    @Test
    void letsThoseThatAreNotListedShareOneAllowance() {
        assertThat(passed(OTHER, 1)).isEqualTo(1);
        assertThat(passed(FOREIGN, 1)).isEqualTo(1);
        assertThat(passed("no/such/topic", 1)).isZero();
        assertThat(passed(GW1, 3)).isEqualTo(3);
    }

    @Test
    void hasAnAllowanceForGatesAndOneForCameras() {
        assertThat(passed(Recorded.PASSAGES, 3)).isEqualTo(2);
        assertThat(passed("park/330199P01/gates/G2/passages", 1)).isZero();
        assertThat(passed(Recorded.CAMERA, 3)).isEqualTo(2);
        assertThat(passed(OTHER, 3)).isEqualTo(2);
    }

    @Test
    void switchedOffItLimitsNothing() {
        limits = limits(new Rate(Rate.UNLIMITED, Rate.UNLIMITED, 1_000), Rate.defaults());
        assertThat(passed(GW1, 100_000)).isEqualTo(100_000);
    }

    @Test
    void addsWhatTheTimeAwayAllows() {
        assertThat(passed(GW1, 4)).isEqualTo(3);
        Arrival next = Arrival.of(GW1, new byte[10], false, 1 << 20, nowMs);
        for (int i = 0; i < 9; i++) {
            assertThat(limits.mayPass(next, 3_000)).isTrue();
        }
        assertThat(limits.mayPass(next, 3_000)).isFalse();
        assertThat(limits.mayPass(next, 2_000)).isFalse();
    }

    @Test
    void tellsTheBeginningAtOnceAndTheRestByAndBy() {
        assertThat(passed(GW1, 5)).isEqualTo(3);
        assertThat(limits.begun(GW1, nowMs)).isEqualTo(new RateExcess("gw1", true, 2, 20, GW1));
        assertThat(limits.begun(GW1, nowMs)).isNull();
        nowMs += 1;
        assertThat(passed(GW1_STATUS, 1)).isZero();
        assertThat(limits.begun(GW1, nowMs)).isNull();
        nowMs += RateLimits.REPORT_MS - 2;
        assertThat(limits.due(nowMs)).isEmpty();
        nowMs += 1;
        assertThat(limits.due(nowMs)).containsExactly(new RateExcess("gw1", true, 1, 10, GW1_STATUS));
        assertThat(limits.due(nowMs)).isEmpty();
    }

    @Test
    void saysThatItIsOverOnceItWasQuietForLongEnough() {
        passed(GW1, 5);
        limits.begun(GW1, nowMs);
        nowMs += RateLimits.QUIET_MS - 1;
        assertThat(limits.due(nowMs)).isEmpty();
        nowMs += 1;
        assertThat(limits.due(nowMs)).containsExactly(new RateExcess("gw1", false, 0, 0, ""));
        assertThat(limits.due(nowMs + RateLimits.QUIET_MS)).isEmpty();
    }

    @Test
    void doesNotSayOverAndAgainWhileItFlickers() {
        passed(GW1, 4);
        limits.begun(GW1, nowMs);
        int told = 0;
        for (int second = 0; second < 60; second++) {
            nowMs += 1_000;
            passed(GW1, 4);
            List<RateExcess> due = limits.due(nowMs);
            assertThat(due).allMatch(RateExcess::standing);
            told += due.size();
        }
        assertThat(told).isEqualTo(6);
    }

    @Test
    void countsEveryMessageExactlyOnce() {
        long told = 0;
        long passed = 0;
        for (int tick = 0; tick < 3_000; tick++) {
            nowMs += 7;
            passed += passed(GW1, 11);
            RateExcess begun = limits.begun(GW1, nowMs);
            told += begun == null ? 0 : begun.messages();
            told += limits.due(nowMs).stream().mapToLong(RateExcess::messages).sum();
        }
        told += limits.untold(nowMs).stream().mapToLong(RateExcess::messages).sum();
        assertThat(passed + told).isEqualTo(33_000);
        assertThat(limits.untold(nowMs)).isEmpty();
    }

    @Test
    void takesUpAnExcessThatStoodBefore() {
        limits.resume("gw9", nowMs);
        limits.resume("a gateway that left", nowMs);
        assertThat(passed(GW9, 2)).isEqualTo(2);
        assertThat(limits.due(nowMs + RateLimits.QUIET_MS)).containsExactly(new RateExcess("gw9", false, 0, 0, ""));
    }

    @Test
    void standsInTheJournalAsItWas() {
        RateExcess excess = new RateExcess("网关_1", true, 1L << 40, 7, GW1);
        assertThat(RateExcess.of(excess.toBytes())).isEqualTo(excess);
    }

    @Test
    void namesWhoeverHasAnAllowance() {
        assertThat(RateLimits.sources(Sites.binhai()))
                .containsExactly("gw1", "gw9", RateExcess.UNLISTED, RateExcess.GATES, RateExcess.CAMERAS);
    }

    @Test
    void theDecoderCountsWhatWasDroppedAndSaysSo() {
        Recorded heard = Recorded.binhai();
        heard.decoder.dropped(new RateExcess("gw1", true, 5, 50, GW1), Recorded.NOW, heard);
        heard.decoder.dropped(new RateExcess("gw1", true, 7, 70, GW1), Recorded.NOW, heard);
        heard.decoder.dropped(new RateExcess("gw1", false, 0, 0, ""), Recorded.NOW, heard);
        assertThat(heard.reasons()).containsExactly(Rejection.Reason.RATE_EXCEEDED, Rejection.Reason.RATE_EXCEEDED);
        assertThat(heard.rejections.get(0).detail())
                .isEqualTo("expected no more than gw1 may send, was 5 messages and 50 bytes more");
        heard.restart();
        assertThat(heard.decoder.counts().rejected(Rejection.Reason.RATE_EXCEEDED))
                .isEqualTo(12);
        assertThat(heard.decoder.counts().dropped("gw1")).isEqualTo(12);
        assertThat(heard.decoder.counts().dropped("gw9")).isZero();
    }
}
