package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.live.Watermarks.Word;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WatermarkWordTest {
    @Test
    void isAnObjectOfThreeFieldsWhateverTheSessionIsCalled() {
        byte[] json = WatermarkWord.json(new Word("E", "G", "a\"1", 41), 1_795_305_600_000L);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"session\":\"a\\\"1\",\"upToSeq\":41,\"ts\":1795305600000}");
    }
}
