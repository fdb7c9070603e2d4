package io.tocsin.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isWrittenAsPhcWithItsCost() {
        String hash = PasswordHash.of("correct horse", RANDOM);
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(PasswordHash.isSound(hash)).isTrue();
    }

    @Test
    void matchesItsPasswordOnly() {
        String hash = PasswordHash.of("警钟长鸣-密码-十二", RANDOM);
        assertThat(PasswordHash.matches("警钟长鸣-密码-十二", hash)).isTrue();
        assertThat(PasswordHash.matches("警钟长鸣-密码-十三", hash)).isFalse();
        assertThat(PasswordHash.matches("", hash)).isFalse();
    }

    @Test
    void isAnotherEachTime() {
        assertThat(PasswordHash.of("correct horse", RANDOM)).isNotEqualTo(PasswordHash.of("correct horse", RANDOM));
    }

    /** A test vector of the reference implementation (phc-winner-argon2, test.c). */
    @Test
    void understandsWhatAnotherProgramWrote() {
        String known = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(PasswordHash.isSound(known)).isTrue();
        assertThat(PasswordHash.matches("password", known)).isTrue();
        assertThat(PasswordHash.matches("Password", known)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=16$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=9999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=99,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=2,p=0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA"
            })
    void anythingElseIsNotSound(String hash) {
        assertThat(PasswordHash.isSound(hash)).isFalse();
    }
}
