package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceTest {
    /** A step is {@code seq} or {@code seq@session}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing missing               | 1 2 3            | 0 | 0 | 0",
                "the first number is no gap    | 500 501          | 0 | 0 | 0",
                "a gap                         | 1 2 5 6          | 2 | 0 | 0",
                "two gaps                      | 1 3 10           | 7 | 0 | 0",
                "a redelivery                  | 1 2 3 2 3 4      | 0 | 2 | 0",
                "neighbours swapped            | 1 2 4 3 5        | 1 | 0 | 1",
                "late, and then again          | 1 4 2 2 3 5      | 2 | 1 | 2",
                "late by more than is kept     | 1 3 100 2        | 97 | 1 | 0",
                "late by as much as is kept    | 1 3 65 2         | 62 | 0 | 1",
                "before the first is no gap    | 5 3 6            | 0 | 1 | 0",
                "a restart without a session   | 7 8 0 1 2        | 0 | 0 | 0",
                "a restart that begins at one  | 7 8 1 2 4        | 1 | 0 | 0",
                "a new session                 | 7@a 8@a 3@b 4@b  | 0 | 0 | 0",
                "a gap in the new session      | 7@a 3@b 5@b      | 1 | 0 | 0",
                "a session named only at times | 7@a 8 9@a        | 0 | 0 | 0",
                "a session does not restart    | 7@a 8@a 0@a 9@a  | 0 | 1 | 0",
                "a session late by far         | 1@a 3@a 100@a 2@a| 97 | 0 | 1",
                "numbers left out at times     | 7 . 8            | 0 | 0 | 0",
            })
    void countsGaps(String story, String steps, long missing, long repeats, long late) {
        Recorded heard = Recorded.binhai();
        for (String step : steps.trim().split(" ", -1)) {
            String[] parts = step.split("@", -1);
            String seq = parts[0].equals(".") ? "null" : parts[0];
            String session = parts.length > 1 ? ",\"session\":\"" + parts[1] + "\"" : "";
            heard.hear("{\"seq\":" + seq + session + ",\"values\":[]}");
        }
        assertThat(heard.decoder.counts().missing()).as(story).isEqualTo(missing);
        assertThat(heard.decoder.counts().repeats()).as(story).isEqualTo(repeats);
        assertThat(heard.decoder.counts().late()).as(story).isEqualTo(late);
    }

    @Test
    void countsEachGatewayByItself() {
        Recorded heard = Recorded.binhai();
        for (String gateway : new String[] {"a", "b", "a", "b"}) {
            String seq = heard.envelopes.size() < 2 ? "1" : gateway.equals("a") ? "2" : "4";
            heard.hear(
                    "park/330199P01/330199000001/" + gateway + "/telemetry",
                    "{\"seq\":" + seq + ",\"values\":[]}",
                    Recorded.NOW);
        }
        assertThat(heard.decoder.state().gateways())
                .extracting(DecoderState.Gateway::gateway, DecoderState.Gateway::missing)
                .containsExactly(tuple("a", 0L), tuple("b", 2L));
    }

    @Test
    void doesNotOverflowWhateverAGatewaySends() {
        Recorded heard = Recorded.binhai();
        for (int i = 0; i < 2_000; i++) {
            heard.hear("{\"seq\":0,\"values\":[]}").hear("{\"seq\":9007199254740992,\"values\":[]}");
        }
        assertThat(heard.decoder.counts().missing()).isEqualTo(1L << 61);
    }
}
