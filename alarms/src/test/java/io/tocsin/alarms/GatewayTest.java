package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.rules.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that is offline is an alarm. */
class GatewayTest {
    private static final Site.Gateway G1 = new Site.Gateway("G1", "330199000001");

    private static Bench bench(Tag... tags) {
        return new Bench(Sites.site(List.of(G1), tags));
    }

    private static Priority priority(Tag... tags) {
        return bench(tags).gateway("G1", false, 1000).out.last().definition().priority();
    }

    @Test
    void itsWillRaisesAndItsBirthReturns() {
        Bench bench = bench().gateway("G1", false, 1000).gateway("G1", true, 2000);
        assertThat(bench.out.said())
                .containsExactly(
                        "gateway:G1:OFFLINE RAISED 1000 -> UNACK_ACTIVE",
                        "gateway:G1:OFFLINE CLEARED 2000 -> UNACK_RTN");
        assertThat(bench.out.last().eventId()).isEqualTo("park~gateway:G1:OFFLINE~1000.2");
    }

    @Test
    void aBirthBeforeAnyWillSaysNothing() {
        Bench bench = bench().gateway("G1", true, 1000);
        assertThat(bench.out.events).isEmpty();
        assertThat(bench.engine().statuses()).isEmpty();
    }

    @Test
    void aSecondWillOrBirthSaysNothing() {
        Bench bench = bench().gateway("G1", false, 1000).gateway("G1", false, 2000);
        assertThat(bench.out.events).hasSize(1);
        assertThat(bench.gateway("G1", true, 3000).gateway("G1", true, 4000).out.events)
                .hasSize(2);
    }

    @Test
    void aGatewayThatTheSiteDoesNotNameHasNoAlarm() {
        assertThat(bench().gateway("G9", false, 1000).out.events).isEmpty();
    }

    @Test
    void itIsAcknowledgedLikeAnyOther() {
        Bench bench = bench().gateway("G1", false, 1000).acknowledge("li", 2000).gateway("G1", true, 3000);
        assertThat(bench.out.last().state()).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    void itBelongsToThePlatformAndToTheGatewaysEnterprise() {
        Definition definition = bench().gateway("G1", false, 1000).out.last().definition();
        assertThat(definition.category()).isEqualTo("SYSTEM");
        assertThat(definition.enterprise()).isEqualTo("330199000001");
        assertThat(definition.tag()).isNull();
        assertThat(definition.condition()).isEqualTo("OFFLINE");
        assertThat(definition.message().zh()).isEqualTo("网关 G1 离线");
        assertThat(definition.message().en()).isEqualTo("Gateway G1 offline");
    }

    @Test
    void itIsNeverLessThanHigh() {
        assertThat(priority()).isEqualTo(Priority.HIGH);
        assertThat(priority(Sites.tagOf("T", null, "G1", Sites.high(Priority.LOW, false))))
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void itIsAtLeastAsUrgentAsWhatItBlinds() {
        assertThat(priority(Sites.tagOf("T", null, "G1", Sites.high(Priority.CRITICAL, false))))
                .isEqualTo(Priority.CRITICAL);
        assertThat(priority(Sites.tagOf("T", "330199000001", null, Sites.high(Priority.CRITICAL, false))))
                .isEqualTo(Priority.CRITICAL);
        assertThat(priority(Sites.tagOf("T", null, null, Sites.high(Priority.CRITICAL, false))))
                .isEqualTo(Priority.CRITICAL);
    }

    @Test
    void whatOthersSpeakForDoesNotCount() {
        assertThat(priority(Sites.tagOf("T", "330199000001", "G2", Sites.high(Priority.CRITICAL, false))))
                .isEqualTo(Priority.HIGH);
        assertThat(priority(Sites.tagOf("T", "330199000002", null, Sites.high(Priority.CRITICAL, false))))
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void timersDueBeforeItsWillFireBeforeIt() {
        Bench bench = bench(Sites.tag("T", Sites.high(10, 5000, Priority.HIGH, false)));
        bench.good(0, 12).gateway("G1", false, 6000);
        assertThat(bench.out.said())
                .containsExactly("T:H RAISED 5000 -> UNACK_ACTIVE", "gateway:G1:OFFLINE RAISED 6000 -> UNACK_ACTIVE");
    }

    private static Bench fault(Bench bench, Input.GatewayFault.Fault fault, boolean standing, long nowMs) {
        return bench.input(new Input.GatewayFault("G1", fault, standing, nowMs));
    }

    @Test
    void aClockThatRunsAheadIsAsUrgentAsItsSilence() {
        Bench bench = bench(Sites.tagOf("T", null, "G1", Sites.high(Priority.CRITICAL, false)));
        fault(bench, Input.GatewayFault.Fault.CLOCK_SKEW, true, 1000);
        assertThat(bench.out.last().definition().priority()).isEqualTo(Priority.CRITICAL);
        fault(bench, Input.GatewayFault.Fault.CLOCK_SKEW, false, 2000);
        assertThat(bench.out.said())
                .containsExactly(
                        "gateway:G1:CLOCK_SKEW RAISED 1000 -> UNACK_ACTIVE",
                        "gateway:G1:CLOCK_SKEW CLEARED 2000 -> UNACK_RTN");
    }

    @Test
    void aClockThatWasSetBackIsAnAlarmOfItsOwn() {
        Bench bench = bench().gateway("G1", false, 500);
        fault(bench, Input.GatewayFault.Fault.CLOCK_STEP, true, 1000);
        assertThat(bench.out.said())
                .containsExactly(
                        "gateway:G1:OFFLINE RAISED 500 -> UNACK_ACTIVE",
                        "gateway:G1:CLOCK_STEP RAISED 1000 -> UNACK_ACTIVE");
        assertThat(bench.out.last().definition().priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void oneThatSendsTooMuchIsAsUrgentAsItsSilence() {
        Bench bench = bench(Sites.tagOf("T", null, "G1", Sites.high(Priority.CRITICAL, false)));
        fault(bench, Input.GatewayFault.Fault.RATE_EXCEEDED, true, 1000);
        assertThat(bench.out.last().definition().priority()).isEqualTo(Priority.CRITICAL);
        fault(bench, Input.GatewayFault.Fault.RATE_EXCEEDED, true, 2000);
        fault(bench, Input.GatewayFault.Fault.RATE_EXCEEDED, false, 3000);
        assertThat(bench.out.said())
                .containsExactly(
                        "gateway:G1:RATE_EXCEEDED RAISED 1000 -> UNACK_ACTIVE",
                        "gateway:G1:RATE_EXCEEDED CLEARED 3000 -> UNACK_RTN");
    }
}
