package io.tocsin.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PacedCursorTest {
    private final MemoryCursor kept = new MemoryCursor();
    private final PacedCursor cursor = new PacedCursor(kept);

    @Test
    void movesAtOnceTheFirstTime() throws IOException {
        assertThat(cursor.moveTo(1, () -> "", false, 0)).isTrue();
        assertThat(kept.moves()).containsExactly(1L);
    }

    @Test
    void thenMovesAtMostOncePerPace() throws IOException {
        cursor.moveTo(1, () -> "", false, 0);
        assertThat(cursor.moveTo(2, () -> "", false, PacedCursor.PACE_NS - 1)).isFalse();
        assertThat(cursor.moveTo(3, () -> "", false, PacedCursor.PACE_NS)).isTrue();
        assertThat(kept.moves()).containsExactly(1L, 3L);
        assertThat(cursor.position()).isEqualTo(3);
    }

    @Test
    void movesSoonerWhenManyWereAcknowledged() throws IOException {
        cursor.moveTo(1, () -> "", false, 0);
        assertThat(cursor.moveTo(PacedCursor.PACE_SEQS, () -> "", false, 1)).isFalse();
        assertThat(cursor.moveTo(1 + PacedCursor.PACE_SEQS, () -> "", false, 2)).isTrue();
    }

    @Test
    void movesAtOnceWhenAskedTo() throws IOException {
        cursor.moveTo(1, () -> "", false, 0);
        assertThat(cursor.moveTo(2, () -> "", true, 1)).isTrue();
    }

    @Test
    void neverMovesBackNorStandsStillTwice() throws IOException {
        cursor.moveTo(5, () -> "", true, 0);
        assertThat(cursor.moveTo(5, () -> "", true, 1)).isFalse();
        assertThat(cursor.moveTo(4, () -> "", true, 1)).isFalse();
        assertThat(kept.moves()).containsExactly(5L);
    }
}
