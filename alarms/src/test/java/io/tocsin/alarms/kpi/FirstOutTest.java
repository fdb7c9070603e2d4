package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.FirstOut.Standing;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FirstOutTest {
    private static Standing of(String alarm, long onsetMs, String gateway, long skewMs) {
        return new Standing(alarm, "T-101", onsetMs, gateway, skewMs);
    }

    private static FirstOut first(Standing... standing) {
        return FirstOut.of(List.of(standing)).get(0);
    }

    @Test
    @DisplayName("First-out of a group compares onsetTime: of one gateway a millisecond is enough")
    void ofOneGatewayTheEarliestOnsetIsTheFirst() {
        FirstOut found = first(of("b", 1_001, "g1", 5_000), of("a", 1_000, "g1", 5_000));
        assertThat(found).isEqualTo(new FirstOut("T-101", List.of("a")));
        assertThat(found.isCertain()).isTrue();
    }

    @Test
    @DisplayName("First-out across gateways only beyond the sum of their skews, else not certain")
    void acrossGatewaysTheSumOfTheSkewsDecides() {
        FirstOut near = first(of("a", 0, "g1", 1_000), of("b", 3_000, "g2", 2_000));
        assertThat(near.isCertain()).isFalse();
        assertThat(near.alarms()).containsExactly("a", "b");
        assertThat(first(of("a", 0, "g1", 1_000), of("b", 3_001, "g2", 2_000)).alarms())
                .containsExactly("a");
    }

    @Test
    void onlyThoseThatMayHaveBeenTheFirstAreListed() {
        FirstOut found = first(of("a", 0, "g1", 1_000), of("late", 9_000, "g2", 1_000), of("b", 1_500, "g2", 1_000));
        assertThat(found.alarms()).containsExactly("a", "b");
    }

    @Test
    void aTieOfOneGatewayIsNotCertain() {
        assertThat(first(of("b", 5, "g1", 0), of("a", 5, "g1", 0)).alarms()).containsExactly("a", "b");
    }

    @Test
    void anUnknownGatewayIsOneOfItsOwn() {
        Standing unknown = new Standing("b", "T-101", 1_000, null, 1_000);
        Standing other = new Standing("a", "T-101", 0, null, 1_000);
        assertThat(first(other, unknown).isCertain()).isFalse();
    }

    @Test
    void eachUnitHasItsOwnAndOneAlarmAloneIsNoFirst() {
        assertThat(FirstOut.of(List.of(
                        new Standing("x", "V-2", 9, "g", 0), new Standing("y", "V-2", 8, "g", 0), of("a", 0, "g", 0))))
                .containsExactly(new FirstOut("V-2", List.of("y")));
    }
}
