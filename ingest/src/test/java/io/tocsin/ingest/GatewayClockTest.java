package io.tocsin.ingest;

import static io.tocsin.ingest.Recorded.NOW;
import static io.tocsin.ingest.Recorded.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.Recorded.Out;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway's clock that runs ahead, is set back, and is set right again. */
class GatewayClockTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    private final Recorded heard = Recorded.binhai();
    private long receiveMs = NOW;
    private int seq = 100;

    /** A message one second after the one before, stamped as a clock that is wrong by {@code offMs} would. */
    private GatewayClockTest say(long offMs) {
        return sayAt(receiveMs + 1000, receiveMs + 1000 + offMs);
    }

    private GatewayClockTest sayAt(long atMs, long stampMs) {
        receiveMs = atMs;
        seq++;
        return says("{\"seq\":" + seq + ",\"ts\":" + stampMs + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
    }

    private GatewayClockTest says(String payload) {
        heard.hear(TOPIC, payload, receiveMs);
        return this;
    }

    private GatewayClockTest say(long offMs, int messages) {
        for (int i = 0; i < messages; i++) {
            say(offMs);
        }
        return this;
    }

    private List<String> faults() {
        return heard.clockFaults.stream()
                .map(fault -> fault.fault() + " " + fault.standing() + " " + (fault.receiveMs() - NOW))
                .toList();
    }

    private long lastLagMs() {
        Out last = heard.samples.get(heard.samples.size() - 1);
        return receiveMs - last.timeMs();
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, HOUR, DAY, 30 * DAY})
    void aClockThatWasSetBackIsMovedOnOnceTenSecondsHaveProvenIt(long backMs) {
        say(0, 3).say(-backMs, 10);
        assertThat(faults()).isEmpty();
        assertThat(lastLagMs()).isEqualTo(backMs);
        say(-backMs);
        assertThat(faults()).containsExactly("CLOCK_STEP true 14000");
        assertThat(lastLagMs()).isZero();
        say(-backMs, 100);
        assertThat(lastLagMs()).isZero();
        assertThat(faults()).hasSize(1);
    }

    @Test
    void itIsOverWhenTheClockIsSetRight() {
        say(0, 3).say(-HOUR, 20).say(-300);
        assertThat(faults()).containsExactly("CLOCK_STEP true 14000", "CLOCK_STEP false 24000");
        assertThat(lastLagMs()).isEqualTo(300);
        assertThat(heard.rejections).isEmpty();
    }

    @Test
    void aClockThatIsSetAgainButNotRightIsFollowedAtOnce() {
        say(0, 3).say(-DAY, 20).say(-HOUR);
        assertThat(faults()).hasSize(1);
        assertThat(lastLagMs()).isZero();
    }

    @Test
    void aBufferThatIsSentOnceMoreIsNoClock() {
        say(0, 3);
        long fromMs = receiveMs - 10 * 60_000;
        for (int i = 0; i < 600; i++) {
            sayAt(receiveMs + 100, fromMs + i * 1000L);
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void aBufferBetweenCurrentMessagesIsNoClock() {
        say(0, 3);
        for (int i = 0; i < 60; i++) {
            say(-HOUR).say(0);
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void messagesThatAreSentAgainAreNoClock() {
        say(0, 3);
        for (int i = 0; i < 30; i++) {
            receiveMs += 1000;
            says("{\"seq\":" + (50 + i % 3) + ",\"ts\":" + (receiveMs - HOUR)
                    + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void historyIsNoClock() {
        say(0, 3);
        for (int i = 0; i < 30; i++) {
            receiveMs += 1000;
            seq++;
            says("{\"seq\":" + seq + ",\"hist\":true,\"ts\":" + (receiveMs - HOUR)
                    + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void aStampThatStandsStillIsNoClock() {
        say(0, 3);
        long stampMs = receiveMs;
        for (int i = 0; i < 30; i++) {
            sayAt(receiveMs + 1000, stampMs);
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void withoutSequenceNumbersTheOrderOfReceiptDecides() {
        for (int i = 0; i < 15; i++) {
            receiveMs += 1000;
            long stampMs = receiveMs - (i < 3 ? 0 : HOUR);
            says("{\"ts\":" + stampMs + ",\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
        }
        assertThat(faults()).containsExactly("CLOCK_STEP true 14000");
    }

    @Test
    void aClockThatRunsAheadIsAnAlarmUntilSomethingOfItIsTaken() {
        say(0).say(HOUR, 3).say(0, 2);
        assertThat(faults()).containsExactly("CLOCK_SKEW true 2000", "CLOCK_SKEW false 5000");
        assertThat(heard.rejections).hasSize(3);
    }

    @Test
    void aDecoderThatGoesOnFromItsStateKnowsTheClock() {
        say(0, 3).say(-HOUR, 8);
        heard.restart();
        say(-HOUR, 5);
        assertThat(faults()).containsExactly("CLOCK_STEP true 14000");
        heard.restart();
        say(-HOUR);
        assertThat(lastLagMs()).isZero();
    }

    @Test
    void theSeriesKeepsTheGatewaysOwnStamps() {
        say(0, 3).say(-HOUR, 15);
        assertThat(heard.envelopes.get(heard.envelopes.size() - 1).newestMs()).isEqualTo(receiveMs - HOUR);
        assertThat(heard.envelopes.get(heard.envelopes.size() - 1).shiftMs()).isEqualTo(-HOUR);
    }
}
