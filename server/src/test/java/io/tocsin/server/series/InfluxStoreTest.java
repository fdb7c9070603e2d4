package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Settings;
import io.tocsin.ingest.series.WriteOutcome;
import io.tocsin.ingest.series.WriteOutcome.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxStoreTest {
    private static final String LINE = "level,tag=LT-1 v=1.0,q=0i 1795305600000\n";

    private static Settings.Series at(String url) {
        return new Settings.Series(url, "an org", "a bucket", "tocsin", "secret-token");
    }

    @ParameterizedTest
    @CsvSource({
        "204, ACCEPTED",
        "400, POISON",
        "422, POISON",
        "413, TOO_LARGE",
        "401, HELD",
        "403, HELD",
        "404, HELD",
        "405, HELD",
        "408, RETRY",
        "429, RETRY",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY"
    })
    void knowsWhatAnAnswerMeans(int status, Kind kind) throws Exception {
        try (StubStore stub = new StubStore("", lines -> status);
                InfluxStore store = new InfluxStore(at(stub.url()))) {
            WriteOutcome outcome = store.write(LINE);
            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.reason()).isEqualTo(status == 204 ? "" : "HTTP " + status + ": told to");
            assertThat(stub.authorizations).containsExactly("Token secret-token");
            assertThat(stub.queries).containsExactly("org=an org&bucket=a bucket&precision=ms");
        }
    }

    @Test
    void triesAgainWhereNobodyAnswersAndSaysNoSecret() throws Exception {
        try (InfluxStore store = new InfluxStore(at("http://127.0.0.1:1"))) {
            WriteOutcome outcome = store.write(LINE);
            assertThat(outcome.kind()).isEqualTo(Kind.RETRY);
            assertThat(outcome.reason()).contains("127.0.0.1").doesNotContain("secret");
            assertThatThrownBy(store::requireAnswer).isInstanceOf(IOException.class);
        }
    }

    @Test
    void isContentWithAnyAnswerToBegin() throws Exception {
        try (StubStore stub = new StubStore("", lines -> 204);
                InfluxStore store = new InfluxStore(at(stub.url()))) {
            assertThatCode(store::requireAnswer).doesNotThrowAnyException();
        }
    }
}
