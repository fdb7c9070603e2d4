package io.tocsin.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.Permissions;
import io.tocsin.rules.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each role may, cell by cell. */
class RoleTest {
    @ParameterizedTest
    @CsvSource({
        "viewer,     false, false, false, false",
        "operator,   true,  false, true, false",
        "supervisor, true,  false, true, false",
        "engineer,   false, false, true, true",
        "admin,      false, true,  true, true",
        "auditor,    false, false, true, false"
    })
    void mayDoWhatTheTableSays(String code, boolean acts, boolean setsUp, boolean seesPlates, boolean changesSite) {
        Role role = Role.ofCode(code).orElseThrow();
        assertThat(Permissions.allows(role.inTheEngine(), Input.Verb.ACKNOWLEDGE))
                .isEqualTo(acts);
        assertThat(role.inTheEngine().name()).isEqualTo(role.name());
        assertThat(role.maySetUpAccounts()).isEqualTo(setsUp);
        assertThat(role.seesPlates()).isEqualTo(seesPlates);
        assertThat(role.mayChangeSite()).isEqualTo(changesSite);
        assertThat(role.code()).isEqualTo(code);
    }

    @Test
    void noRoleActsAndSetsUpAccounts() {
        for (Input.Verb verb : Input.Verb.values()) {
            assertThat(Role.values())
                    .noneMatch(role -> Permissions.allows(role.inTheEngine(), verb) && role.maySetUpAccounts());
        }
        assertThat(Role.values()).hasSize(6);
    }

    @Test
    void isFoundByItsExactCodeOnly() {
        assertThat(Role.ofCode("Operator")).isEmpty();
        assertThat(Role.ofCode("")).isEmpty();
        assertThat(Role.codes()).isEqualTo("viewer, operator, supervisor, engineer, admin, auditor");
    }
}
