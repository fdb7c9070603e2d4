package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.rules.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with the platform itself is an alarm like any other. */
class PlatformAlarmsTest {
    private static Bench bench() {
        return new Bench(Sites.site(List.of()));
    }

    private static Input fault(Input.PlatformFault.Part part, boolean standing, long nowMs) {
        return new Input.PlatformFault(part, standing, nowMs);
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultRaisesAnAlarmOfItsOwnAndItsEndReturnsIt(Input.PlatformFault.Part part) {
        Bench bench = bench().input(fault(part, true, 1000)).input(fault(part, false, 2000));
        String id = "system:" + part;
        assertThat(bench.out.said())
                .containsExactly(id + " RAISED 1000 -> UNACK_ACTIVE", id + " CLEARED 2000 -> UNACK_RTN");
        assertThat(bench.out.last().definition().category()).isEqualTo("SYSTEM");
        assertThat(bench.acknowledge("li", 3000).out.last().state()).isEqualTo(AlarmState.NORMAL);
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAFaultThatNeverWasSaysNothing(Input.PlatformFault.Part part) {
        assertThat(bench().input(fault(part, false, 1000)).out.events).isEmpty();
    }

    @Test
    void anotherConfigurationKeepsIt() {
        Bench bench = bench().input(fault(Input.PlatformFault.Part.KAFKA_LINK, true, 1000));
        bench.changeTo(2000, Sites.site(List.of()));
        bench.input(fault(Input.PlatformFault.Part.KAFKA_LINK, false, 3000));
        assertThat(bench.out.said())
                .containsExactly(
                        "system:KAFKA_LINK RAISED 1000 -> UNACK_ACTIVE", "system:KAFKA_LINK CLEARED 3000 -> UNACK_RTN");
    }
}
