package io.tocsin.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final Throttle throttle = new Throttle();

    @Test
    void delaysMoreEachTimeAndNeverForEver() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            delays.add(throttle.delayMs("li.wei", 1_000));
            throttle.attempted("li.wei", 1_000);
        }
        assertThat(delays.subList(0, 8)).containsExactly(0L, 100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L);
        assertThat(delays.subList(8, 100)).containsOnly(Throttle.LONGEST_MS);
    }

    @Test
    void delaysNobodyElse() {
        throttle.attempted("li.wei", 1_000);
        assertThat(throttle.delayMs("wang.fang", 1_000)).isZero();
    }

    @Test
    void forgetsAfterAQuarterOfAnHour() {
        throttle.attempted("li.wei", 0);
        throttle.attempted("li.wei", 1_000);
        assertThat(throttle.delayMs("li.wei", 1_000 + 15 * 60_000 - 1)).isEqualTo(200);
        assertThat(throttle.delayMs("li.wei", 1_000 + 15 * 60_000)).isZero();
        throttle.attempted("li.wei", 1_000 + 15 * 60_000);
        assertThat(throttle.delayMs("li.wei", 1_000 + 15 * 60_000)).isEqualTo(100);
    }

    @Test
    void forgetsAtASuccess() {
        throttle.attempted("li.wei", 0);
        throttle.succeeded("li.wei");
        assertThat(throttle.delayMs("li.wei", 0)).isZero();
    }

    @Test
    void remembersABoundedNumber() {
        for (int i = 0; i < 10_001; i++) {
            throttle.attempted("name " + i, 0);
        }
        assertThat(throttle.delayMs("name 0", 0)).isZero();
        assertThat(throttle.delayMs("name 1", 0)).isEqualTo(100);
        assertThat(throttle.delayMs("name 10000", 0)).isEqualTo(100);
    }
}
