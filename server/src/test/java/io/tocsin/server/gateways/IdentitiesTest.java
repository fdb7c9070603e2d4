package io.tocsin.server.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.server.gateways.Identities.Wanted;
import io.tocsin.server.gateways.Identity.Kind;
import io.tocsin.server.gateways.RegisteredOnly.Own;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {
    private static final String PASSWORD = "a long enough password";
    private static final Wanted GATEWAY = new Wanted("G", Kind.GATEWAY, "P", "E");

    @TempDir
    private Path home;

    private Identities identities;

    @BeforeEach
    void open() throws Exception {
        identities = Identities.open(home);
    }

    @Test
    void knowsWhomItWasTold() throws Exception {
        assertThat(identities.add(GATEWAY, PASSWORD, 7)).isTrue();
        assertThat(identities.add(GATEWAY, PASSWORD, 8)).isFalse();

        Identity kept = Identities.open(home).named("G").orElseThrow();
        assertThat(kept).isEqualTo(new Identity("G", Kind.GATEWAY, "P", "E", kept.hash(), 7));
        assertThat(BrokerPassword.matches(PASSWORD, kept.hash())).isTrue();
        assertThat(BrokerPassword.matches(PASSWORD + " ", kept.hash())).isFalse();
    }

    @Test
    void changesAndRevokes() throws Exception {
        identities.add(GATEWAY, PASSWORD, 7);
        assertThat(identities.password("G", "another password", 8)).isTrue();
        assertThat(identities.password("H", "another password", 8)).isFalse();
        Identity changed = identities.named("G").orElseThrow();
        assertThat(BrokerPassword.matches("another password", changed.hash())).isTrue();
        assertThat(changed.changedMs()).isEqualTo(8);

        assertThat(identities.revoke("H")).isFalse();
        assertThat(identities.revoke("G")).isTrue();
        assertThat(identities.all()).isEmpty();
        assertThat(home.resolve("brokers/mosquitto.passwords")).isEmptyFile();
    }

    @Test
    void writesWhatBrokersNeedAndNobodyElseMayRead() throws Exception {
        identities.add(GATEWAY, PASSWORD, 7);
        identities.add(new Wanted("tocsin", Kind.ENGINE, "P", ""), PASSWORD, 7);
        identities.add(new Wanted("gates", Kind.GATES, "P", ""), PASSWORD, 7);

        assertThat(Files.readString(home.resolve("brokers/mosquitto.passwords")))
                .matches("(?s)G:\\$7\\$10000\\$[^\n]+\ngates:\\$7\\$[^\n]+\ntocsin:\\$7\\$[^\n]+\n");
        assertThat(Files.readString(home.resolve("brokers/mosquitto.acl"))).endsWith("""

                user G
                topic write park/P/E/G/telemetry
                topic write park/P/E/G/status
                topic read park/P/E/G/acked

                user gates
                topic write park/P/gates/+/passages

                user tocsin
                topic write park/P/+/+/acked
                topic read park/P/#
                topic read tocsin/drill/clock
                """);
        assertThat(Files.readString(home.resolve("brokers/emqx.acl"))).endsWith("""
                {allow, {user, "G"}, publish, ["park/P/E/G/telemetry", "park/P/E/G/status"]}.
                {allow, {user, "G"}, subscribe, ["park/P/E/G/acked"]}.
                {allow, {user, "gates"}, publish, ["park/P/gates/+/passages"]}.
                {allow, {user, "tocsin"}, publish, ["park/P/+/+/acked"]}.
                {allow, {user, "tocsin"}, subscribe, ["park/P/#", "tocsin/drill/clock"]}.
                {deny, all}.
                """);
        assertThat(Files.readString(home.resolve("brokers/emqx.users.json")))
                .matches("\\[\\{\"user_id\":\"G\",\"password_hash\":\"[0-9a-f]{128}\",\"salt\":\"[A-Za-z0-9]{12}\","
                        + "\"is_superuser\":false},.*]\n");
        for (String file : List.of("gateways.json", "brokers/mosquitto.passwords", "brokers/emqx.users.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(home.resolve(file))).doesNotContain(PASSWORD);
        }
    }

    @Test
    void makesUpPasswordsThatItWouldTakeItself() {
        assertThat(identities.newPassword()).hasSize(24).isNotEqualTo(identities.newPassword());
        assertThat(Identities.passwordProblems("G", identities.newPassword())).isEmpty();
        assertThat(Identities.passwordProblems("G", "short").get(0).en())
                .isEqualTo("expected a password of 12 to 256 characters, was 5");
        assertThat(Identities.passwordProblems("330199000001", "330199000001")
                        .get(0)
                        .en())
                .isEqualTo("expected a password other than the name");
        assertThat(Identities.nameProblems("网关-1")).isEmpty();
        assertThat(Identities.nameProblems("a:b")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"gateways\":[",
                "{\"gateways\":[]}{}",
                "{\"gateways\":[{}]}",
                "{\"gateways\":[ONE,ONE]}",
                "{\"gateways\":[{\"name\":\"a\\ntopic write #\",REST]}",
                "{\"gateways\":[{\"name\":\"a\",\"kind\":\"root\",\"park\":\"P\",\"hash\":\"HASH\",\"changedMs\":1}]}",
                "{\"gateways\":[{\"name\":\"a\",\"kind\":\"gates\",\"park\":\"#\",\"hash\":\"HASH\",\"changedMs\":1}]}",
                "{\"gateways\":[{\"name\":\"a\",\"kind\":\"gateway\",\"park\":\"P\",\"hash\":\"HASH\",\"changedMs\":1}]}",
                "{\"gateways\":[{\"name\":\"a\",\"kind\":\"gates\",\"park\":\"P\",\"hash\":\"secret\",\"changedMs\":1}]}"
            })
    void aFileThatIsNotUnderstoodIsRefusedAndLeftAlone(String text) throws Exception {
        String rest = "\"kind\":\"gates\",\"park\":\"P\",\"hash\":\"HASH\",\"changedMs\":1}";
        String written = text.replace("ONE", "{\"name\":\"a\"," + rest)
                .replace("REST", rest)
                .replace("HASH", BrokerPassword.of("secret", new SecureRandom()));
        Files.writeString(home.resolve(Identities.FILE), written);

        assertThatExceptionOfType(GatewaysUnusable.class)
                .isThrownBy(() -> Identities.open(home))
                .withMessageStartingWith("expected gateways")
                .withMessageNotContaining("secret");
        assertThat(home.resolve(Identities.FILE)).hasContent(written);
    }

    @Test
    void letsAnybodyInUntilSomebodyIsRegistered() throws Exception {
        AtomicLong nanos = new AtomicLong();
        RegisteredOnly access = new RegisteredOnly(
                identities, List.of(Own.engine("P", "in memory"), Own.field("P", "too")), nanos::get);
        assertThat(access.isOpen()).isTrue();

        identities.add(GATEWAY, PASSWORD, 7);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(access.isOpen()).isFalse();
        assertThat(access.admits("G", PASSWORD)).isTrue();
        assertThat(access.admits("G", "another password")).isFalse();
        assertThat(access.admits("", "")).isFalse();
        assertThat(access.admits("$engine", "in memory")).isTrue();
        assertThat(access.admits("$engine", "guessed")).isFalse();
        assertThat(access.mayPublish("G", "park/P/E/G/telemetry")).isTrue();
        assertThat(access.mayPublish("G", "park/P/E/H/telemetry")).isFalse();
        assertThat(access.maySubscribe("$engine", "#")).isTrue();
        assertThat(access.mayPublish("$simulator", "park/P/E/H/telemetry")).isTrue();
        assertThat(access.mayPublish("nobody", "park/P/E/G/telemetry")).isFalse();

        identities.revoke("G");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(access.isKnown("G")).isFalse();
        assertThat(Own.engine("P", "in memory").toString()).doesNotContain("in memory");
    }
}
