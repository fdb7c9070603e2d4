package io.tocsin.server.targets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookCourierTest {
    private static final ToldEvent EVENT = EventLogOf.told("e-1");

    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = Receiver.start(0);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private WebhookCourier courier() {
        return new WebhookCourier(Sample.hook(receiver.url()), () -> EventLogOf.TIME_MS, null);
    }

    @Test
    void signsAsOpensslDoes() {
        // printf '%s' '1795305600.{"target":...}' | openssl dgst -sha256 -hmac 'sixteen-letters!'
        assertThat(new Signature(Sample.SECRET)
                        .of("1795305600", "{\"target\":\"duty-hook\",\"sequence\":7,\"events\":[]}".getBytes(UTF_8)))
                .isEqualTo("v1=f1eeb65fea4aa18aa004d7aaff2bd11684b9a86cbba5d7062d2bce61c95d6e78");
    }

    @Test
    void postsSignedJsonWithoutThePlate() throws Exception {
        assertThat(courier().deliver(List.of(EVENT, EventLogOf.told("e-2")))).isEqualTo(new Outcome.Taken());
        Receiver.Received got = receiver.received().get(0);
        assertThat(got.headers())
                .containsEntry("Tocsin-Timestamp", "1795305600")
                .containsEntry("Tocsin-Delivery", "e-1")
                .containsEntry(
                        "Tocsin-Signature",
                        new Signature(Sample.SECRET).of("1795305600", got.body().getBytes(UTF_8)));
        assertThat(got.json().get("target").asString()).isEqualTo("hook");
        assertThat(got.json().get("sequence").asLong()).isEqualTo(1);
        assertThat(got.ids()).containsExactly("e-1", "e-2");
        assertThat(got.json().at("/events/0/plate").isNull()).isTrue();
        assertThat(got.body()).doesNotContain("Y0001").contains("\"value\":13.12");
    }

    @Test
    void writesAnIdOfAnyLanguageIntoItsHeader() {
        assertThat(WebhookCourier.header("风速:H/3%")).isEqualTo("%E9%A3%8E%E9%80%9F:H/3%25");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 413, 422, 451})
    void isRefusedWhereTheMessageIsWrong(int status) throws Exception {
        receiver.answer(status);
        assertThat(courier().deliver(List.of(EVENT)))
                .isEqualTo(new Outcome.Refused("expected HTTP 2xx, was " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407, 301, 302, 308})
    void isHeldWhereAPersonMustHelp(int status) throws Exception {
        receiver.answer(message -> new Receiver.Answer(status, Map.of("Location", receiver.url())));
        assertThat(courier().deliver(List.of(EVENT))).isEqualTo(new Outcome.Held("expected HTTP 2xx, was " + status));
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void comesLaterWhereTheServerSaysSo(int status) throws Exception {
        receiver.answer(message -> new Receiver.Answer(status, Map.of("Retry-After", "7")));
        assertThat(courier().deliver(List.of(EVENT)))
                .isEqualTo(new Outcome.Later("expected HTTP 2xx, was " + status, 7_000));
    }

    @Test
    void understandsWhenToComeAgain() {
        assertThat(WebhookCourier.retryAfterMs("120", 0)).isEqualTo(120_000);
        assertThat(WebhookCourier.retryAfterMs("999999999", 0)).isEqualTo(3_600_000);
        assertThat(WebhookCourier.retryAfterMs("Thu, 01 Jan 1970 00:01:00 GMT", 10_000))
                .isEqualTo(50_000);
        assertThat(WebhookCourier.retryAfterMs("Thu, 01 Jan 1970 00:00:05 GMT", 10_000))
                .isZero();
        assertThat(WebhookCourier.retryAfterMs("soon", 0)).isZero();
        assertThat(WebhookCourier.retryAfterMs("", 0)).isZero();
    }

    @Test
    void failsWhereNobodyListens() throws Exception {
        receiver.close();
        assertThatThrownBy(() -> courier().deliver(List.of(EVENT))).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void joinsWhatCameBackTogether() {
        ToldEvent a = EventLogOf.told("a", "group=g");
        ToldEvent b = EventLogOf.told("b", "group=g");
        ToldEvent other = EventLogOf.told("c", "group=h");
        assertThat(courier().joins(List.of(), EVENT)).isTrue();
        assertThat(courier().joins(List.of(EVENT), EVENT)).isFalse();
        assertThat(courier().joins(List.of(a), b)).isTrue();
        assertThat(courier().joins(List.of(a), other)).isFalse();
        assertThat(courier().joins(java.util.Collections.nCopies(100, a), b)).isFalse();
        assertThat(courier().everyMs()).isZero();
    }

    @Test
    void speaksTlsToWhomItTrustsOnly(@TempDir Path folder) throws Exception {
        Path store = SelfMade.store(folder);
        try (Receiver tls = Receiver.startTls(SelfMade.context(store))) {
            Target target = Sample.hook(tls.url());
            assertThatThrownBy(() -> new WebhookCourier(target, () -> 0, null).deliver(List.of(EVENT)))
                    .isInstanceOf(SSLException.class);
            assertThat(tls.received()).isEmpty();
            assertThat(new WebhookCourier(target, () -> 0, SelfMade.context(store)).deliver(List.of(EVENT)))
                    .isEqualTo(new Outcome.Taken());
            assertThat(tls.ids()).containsExactly("e-1");
        }
    }
}
