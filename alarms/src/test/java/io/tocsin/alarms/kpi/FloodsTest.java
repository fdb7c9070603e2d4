package io.tocsin.alarms.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.kpi.Floods.Episode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FloodsTest {
    private static final String POST = "control-room";
    private static final long MINUTE = 60_000;

    private final Floods floods = new Floods();

    private void tell(long timeMs, int count) {
        for (int i = 0; i < count; i++) {
            floods.annunciated(POST, timeMs);
        }
    }

    @Test
    @DisplayName("Flood (live) begins when a sliding 10 min holds more than 10 annunciations: ten are none")
    void beginsWithTheEleventhWithinTenMinutes() {
        tell(0, 5);
        tell(9 * MINUTE, 5);
        assertThat(floods.at(POST, 9 * MINUTE).isFlood()).isFalse();
        tell(10 * MINUTE - 1, 1);
        assertThat(floods.at(POST, 10 * MINUTE - 1)).isEqualTo(new Floods.Now(11, 10 * MINUTE - 1));
    }

    @Test
    void theWindowSlidesAndKnowsNoSlots() {
        tell(7 * MINUTE, 6);
        tell(13 * MINUTE, 5);
        assertThat(floods.at(POST, 13 * MINUTE).isFlood()).isTrue();
    }

    @Test
    void whatIsTenMinutesOldIsNotInTheWindowAnyMore() {
        tell(0, 1);
        tell(10 * MINUTE, 10);
        assertThat(floods.at(POST, 10 * MINUTE)).isEqualTo(new Floods.Now(10, -1));
    }

    @Test
    @DisplayName("Flood (live) ends below 5: five still are one")
    void endsAtTheMomentWhenFewerThanFiveAreLeft() {
        tell(0, 7);
        tell(3 * MINUTE, 1);
        tell(5 * MINUTE, 4);
        assertThat(floods.at(POST, 10 * MINUTE)).isEqualTo(new Floods.Now(5, 5 * MINUTE));
        assertThat(floods.at(POST, 13 * MINUTE - 1).isFlood()).isTrue();
        assertThat(floods.at(POST, 13 * MINUTE)).isEqualTo(new Floods.Now(4, -1));
        assertThat(floods.episodes(12 * MINUTE)).containsExactly(new Episode(POST, 5 * MINUTE, -1));
        assertThat(floods.episodes(20 * MINUTE)).containsExactly(new Episode(POST, 5 * MINUTE, 13 * MINUTE));
    }

    @Test
    void betweenFiveAndTenItGoesOnAsItWas() {
        tell(0, 11);
        tell(9 * MINUTE, 6);
        assertThat(floods.at(POST, 15 * MINUTE)).isEqualTo(new Floods.Now(6, 0));
    }

    @Test
    void eachPositionHasItsOwn() {
        tell(0, 10);
        floods.annunciated("other", 0);
        assertThat(floods.at(POST, 0).isFlood()).isFalse();
        assertThat(floods.at("other", 0).annunciations()).isOne();
        assertThat(floods.at("nobody heard", 0)).isEqualTo(new Floods.Now(0, -1));
    }

    @Test
    void lookingChangesNothing() {
        tell(0, 11);
        assertThat(floods.at(POST, 60 * MINUTE).isFlood()).isFalse();
        assertThat(floods.at(POST, MINUTE).isFlood()).isTrue();
    }

    @Test
    void aClockThatWasSetBackMovesTheWindowWithIt() {
        tell(100 * MINUTE, 11);
        tell(40 * MINUTE, 1);
        assertThat(floods.at(POST, 40 * MINUTE)).isEqualTo(new Floods.Now(12, 40 * MINUTE));
        assertThat(floods.at(POST, 50 * MINUTE)).isEqualTo(new Floods.Now(0, -1));
    }

    @Test
    void remembersOnlySoManyThatAreOver() {
        for (int i = 0; i < Floods.REMEMBERED + 10; i++) {
            tell(60L * i * MINUTE, 11);
        }
        assertThat(floods.episodes(0)).hasSize(Floods.REMEMBERED + 1);
    }
}
