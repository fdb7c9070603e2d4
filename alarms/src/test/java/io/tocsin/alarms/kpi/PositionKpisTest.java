package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PositionKpisTest {
    private static final String H = "T-101.LEVEL:H";

    private final PositionKpis positions = new PositionKpis();

    private void line(Kind kind, long timeMs, @Nullable String position) {
        positions.line(new LogLine(H, kind, timeMs, Priority.HIGH, Audience.PERSON, position));
    }

    @Test
    void anAnnunciationCountsWhereTheAlarmWasThen() {
        line(Kind.RAISED, 0, "east");
        line(Kind.RAISED, 1, "west");
        line(Kind.RAISED, 2, null);
        Map<String, Kpis> all = positions.ofSpan(0, 10);
        assertThat(all.keySet()).containsExactly("", "east", "west");
        assertThat(all.values()).allMatch(kpis -> kpis.load().annunciations() == 1);
    }

    @Test
    void theAnswerGoesWhereItWaitsEvenIfItWentUpATier() {
        line(Kind.RAISED, 0, "east");
        line(Kind.ACKNOWLEDGED, 5, "boss");
        line(Kind.CLEARED, 9, "boss");
        Map<String, Kpis> all = positions.ofSpan(0, 10);
        assertThat(all.keySet()).containsExactly("east");
        Kpis east = Objects.requireNonNull(all.get("east"));
        assertThat(east.standing()).isEmpty();
        assertThat(east.acknowledgements().get(0).p50Ms()).isEqualTo(5);
        assertThat(east.aside().unmatchedClears()).isZero();
    }

    @Test
    void whatWasBeforeTheSpanStandsAndWaitsAndIsNotCounted() {
        line(Kind.RAISED, 0, "east");
        positions.begin();
        line(Kind.ACKNOWLEDGED, 1_000, "east");
        Kpis east = Objects.requireNonNull(positions.ofSpan(500, 2_000).get("east"));
        assertThat(east.load().annunciations()).isZero();
        assertThat(east.standing()).extracting(Kpis.Standing::sinceMs).containsExactly(0L);
        assertThat(east.acknowledgements().get(0).p50Ms()).isEqualTo(1_000);
    }

    @Test
    void whatLeftTheConfigurationNeitherStandsNorWaits() {
        line(Kind.RAISED, 0, "east");
        line(Kind.GONE, 1, "east");
        Kpis east = Objects.requireNonNull(positions.ofSpan(0, 2).get("east"));
        assertThat(east.standing()).isEmpty();
        assertThat(east.acknowledgements()).isEmpty();
        assertThat(east.load().annunciations()).isOne();
    }
}
