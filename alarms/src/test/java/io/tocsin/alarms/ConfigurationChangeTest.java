package io.tocsin.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.ConditionSpec;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of alarms when the configuration changes. */
class ConfigurationChangeTest {
    private static final ConditionSpec HIGH = Sites.high(Priority.HIGH, false);
    private static final ConditionSpec LOW_LIMIT =
            new ConditionSpec.Limit(Condition.L, 1, 0, 0, 0, Priority.LOW, false, false);

    @Test
    void anAlarmIsKeptByItsIdWithAllThatWasDone() {
        Bench bench = Bench.high().good(0, 12).acknowledge("li", 1000);
        AlarmStatus before = bench.out.status();
        bench.changeTo(2000, Sites.tag("NEW", LOW_LIMIT), Sites.tag("T", HIGH, LOW_LIMIT));
        assertThat(bench.engine().statuses()).containsExactly(before);
        assertThat(bench.out.events).hasSize(2);
        bench.good(1, 3000, 5);
        assertThat(bench.out.last().eventId()).isEqualTo("park~T:H~0.3");
        assertThat(bench.out.last().state()).isEqualTo(AlarmState.NORMAL);
    }

    @Test
    void unacknowledgedOccurrencesAreKeptToo() {
        Bench bench = Bench.high().good(0, 12).good(1000, 5).good(2000, 12).changeTo(3000, HIGH);
        bench.acknowledge("li", 4000);
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.SUPERSEDED);
        assertThat(bench.out.status().count()).isEqualTo(2);
    }

    @Test
    void aRemovedActiveAlarmIsClosedAndSaid() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, LOW_LIMIT);
        assertThat(bench.out.said())
                .containsExactly("T:H RAISED 0 -> UNACK_ACTIVE", "T:H CONFIG_CHANGED 2000 -> NORMAL");
        assertThat(bench.out.last().cause()).isEqualTo("CONFIG");
        assertThat(bench.out.last().eventId()).isEqualTo("park~T:H~0.2");
        assertThat(bench.out.status().clearedTimeMs()).isEqualTo(2000);
        assertThat(bench.out.removed).containsExactly("T:H 2000");
        assertThat(bench.engine().statuses()).isEmpty();
    }

    @Test
    void aRemovedAlarmThatHadReturnedKeepsTheTimeOfItsReturn() {
        Bench bench = Bench.of(HIGH).good(0, 12).good(1000, 5).changeTo(2000, LOW_LIMIT);
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.CONFIG_CHANGED);
        assertThat(bench.out.status().clearedTimeMs()).isEqualTo(1000);
    }

    @Test
    void aRemovedNormalAlarmOnlyLeaves() {
        Bench bench = Bench.of(HIGH).good(0, 12).acknowledge("li", 1).good(1000, 5);
        bench.changeTo(2000, Sites.tag("OTHER", HIGH));
        assertThat(bench.out.events).hasSize(3);
        assertThat(bench.out.removed).containsExactly("T:H 2000");
    }

    @Test
    void aReturnByConfigurationSaysItsCause() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, Sites.high(15, 0, Priority.HIGH, false));
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.CLEARED);
        assertThat(bench.out.last().cause()).isEqualTo("CONFIG");
        assertThat(bench.out.last().recordedTimeMs()).isEqualTo(2000);
        assertThat(bench.out.last().definition().limit()).isEqualTo(15);
    }

    @Test
    void aReturnByASampleAfterTheChangeSaysNone() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, Sites.high(11, 0, Priority.HIGH, false));
        assertThat(bench.good(3000, 5).out.last().cause()).isNull();
    }

    @Test
    void whatIsDueBeforeTheChangeHappensUnderTheOldLimits() {
        Bench bench = Bench.of(Sites.high(10, 5000, Priority.HIGH, false)).good(0, 12);
        bench.changeTo(6000, Sites.high(15, 5000, Priority.HIGH, false));
        assertThat(bench.out.said())
                .containsExactly("T:H RAISED 5000 -> UNACK_ACTIVE", "T:H CLEARED 6000 -> UNACK_RTN");
    }

    @Test
    @DisplayName("A priority that rises asks for another look: the same occurrence")
    void aRisingPriorityAsksForAnotherLook() {
        Bench bench = Bench.of(HIGH).good(0, 12).acknowledge("li", 1000);
        bench.changeTo(2000, Sites.high(Priority.CRITICAL, false));
        assertThat(bench.out.said()).last().isEqualTo("T:H REALARMED 2000 -> UNACK_ACTIVE");
        assertThat(bench.out.last().eventId()).isEqualTo("park~T:H~0.3");
        assertThat(bench.out.last().cause()).isEqualTo("CONFIG");
        assertThat(bench.out.last().definition().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(bench.out.status().acknowledgedBy()).isNull();
        assertThat(bench.acknowledge("wang", 3000).out.reply().accepted()).isTrue();
    }

    @Test
    void aRisingPriorityOfAnUnacknowledgedAlarmIsSilent() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, Sites.high(Priority.CRITICAL, false));
        assertThat(bench.out.events).hasSize(1);
        assertThat(bench.acknowledge("li", 3000).out.last().definition().priority())
                .isEqualTo(Priority.CRITICAL);
    }

    @Test
    @DisplayName("A falling priority is no event; the highest stays until the return")
    void aFallingPriorityIsNoEventAndTheHighestStaysUntilTheReturn() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, Sites.high(Priority.LOW, false));
        assertThat(bench.out.events).hasSize(1);
        assertThat(bench.acknowledge("li", 3000).out.last().definition().priority())
                .isEqualTo(Priority.HIGH);
        assertThat(bench.good(4000, 5).out.last().definition().priority()).isEqualTo(Priority.LOW);
    }

    @Test
    void aPriorityThatFellAndRoseAgainIsNoEventEither() {
        Bench bench = Bench.of(HIGH).good(0, 12).acknowledge("li", 1000);
        bench.changeTo(2000, Sites.high(Priority.LOW, false)).changeTo(3000, HIGH);
        assertThat(bench.out.events).hasSize(2);
    }

    @Test
    void anAlarmThatBecameLatchingLatchesOnItsReturn() {
        Bench bench = Bench.of(HIGH).good(0, 12).changeTo(2000, Sites.high(Priority.HIGH, true));
        assertThat(bench.good(3000, 5).out.last().state()).isEqualTo(AlarmState.LATCHED_UNACK);
    }

    @Test
    void aGatewaysAlarmIsKeptWhileTheSiteNamesIt() {
        List<Site.Gateway> gateways = List.of(new Site.Gateway("G", "e"));
        Bench bench = new Bench(Sites.site(gateways)).gateway("G", false, 1000);
        bench.changeTo(2000, Sites.site(gateways)).gateway("G", true, 3000);
        assertThat(bench.out.last().eventId()).isEqualTo("park~gateway:G:OFFLINE~1000.2");
        bench.changeTo(4000, Sites.site(List.of()));
        assertThat(bench.out.last().type()).isEqualTo(AlarmEvent.Type.CONFIG_CHANGED);
        assertThat(bench.out.removed).containsExactly("gateway:G:OFFLINE 4000");
    }

    @Test
    void occurrencesAfterTheChangeCarryTheSitesNewName() {
        Bench bench = Bench.of(HIGH).good(0, 12);
        bench.changeTo(1000, Sites.site("renamed", List.of(), Sites.tag("T", HIGH)));
        assertThat(bench.good(2000, 5).out.last().eventId()).isEqualTo("park~T:H~0.2");
        assertThat(bench.good(3000, 12).out.last().eventId()).isEqualTo("renamed~T:H~3000.1");
    }
}
