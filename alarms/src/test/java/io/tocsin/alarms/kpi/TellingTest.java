package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingTest {
    private static Telling of(String type, @Nullable Boolean annunciated, boolean suppressed, boolean grouped) {
        return new Telling(type, annunciated, suppressed, grouped, true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "RAISED, RAISED",
        "REALARMED, ANNUNCIATED",
        "UNSHELVED, ANNUNCIATED",
        "UNSUPPRESSED, ANNUNCIATED",
        "RETURNED_TO_SERVICE, ANNUNCIATED"
    })
    void whateverIsAnnunciatedIsAnAnnunciation(String type, Kind kind) {
        assertThat(of(type, true, false, false).kind()).isEqualTo(kind);
        assertThat(of(type, true, false, false).audience()).isEqualTo(Audience.PERSON);
    }

    @Test
    void aRaiseThatIsNotAnnunciatedIsForNobody() {
        assertThat(of("RAISED", false, true, false).audience()).isEqualTo(Audience.NOBODY);
        assertThat(of("RAISED", false, false, false).audience()).isEqualTo(Audience.NOBODY);
        assertThat(of("RAISED", false, true, false).kind()).isEqualTo(Kind.RAISED);
    }

    @Test
    void ofManyThatComeBackTogetherOnlyOneIsCounted() {
        assertThat(of("UNSUPPRESSED", false, false, true).kind()).isEqualTo(Kind.GROUPED);
        assertThat(of("UNSUPPRESSED", true, false, true).kind()).isEqualTo(Kind.ANNUNCIATED);
    }

    @Test
    void whatIsSeenOrStillSuppressedDoesNotComeBackWithTheOthers() {
        assertThat(new Telling("UNSUPPRESSED", false, false, true, false, false).kind())
                .isEqualTo(Kind.OTHER);
        assertThat(of("UNSHELVED", false, true, true).kind()).isEqualTo(Kind.OTHER);
        assertThat(of("COMMENTED", false, false, true).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void whatLeavesTheConfigurationStandsNoMore() {
        assertThat(of("CONFIG_CHANGED", false, false, false).kind()).isEqualTo(Kind.GONE);
    }

    @Test
    void aLogThatDoesNotSayIsReadAsBefore() {
        assertThat(of("RAISED", null, false, false).kind()).isEqualTo(Kind.RAISED);
        assertThat(of("RAISED", null, true, false).audience()).isEqualTo(Audience.NOBODY);
        assertThat(of("REALARMED", null, false, false).kind()).isEqualTo(Kind.OTHER);
        assertThat(of("CONFIG_CHANGED", null, false, false).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void aDrillIsADrillWhateverElseItIs() {
        assertThat(new Telling("RAISED", true, true, false, true, true).audience())
                .isEqualTo(Audience.DRILL);
    }
}
