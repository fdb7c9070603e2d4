package io.tocsin.server.accounts;

import io.tocsin.rules.Input;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an account may do. Whoever sets up accounts has no hand in alarms, and the other way round. */
public enum Role {
    VIEWER(Input.Role.VIEWER, false),
    OPERATOR(Input.Role.OPERATOR, true),
    SUPERVISOR(Input.Role.SUPERVISOR, true),
    ENGINEER(Input.Role.ENGINEER, true),
    ADMIN(Input.Role.ADMIN, true),
    AUDITOR(Input.Role.AUDITOR, true);

    private final Input.Role inTheEngine;
    private final boolean seesPlates;

    Role(Input.Role inTheEngine, boolean seesPlates) {
        this.inTheEngine = inTheEngine;
        this.seesPlates = seesPlates;
    }

    /** As the engine knows it, which decides what it may do with alarms. */
    public Input.Role inTheEngine() {
        return inTheEngine;
    }

    /** May say who else has an account. */
    public boolean maySetUpAccounts() {
        return this == ADMIN;
    }

    /** May have the site's files taken. */
    public boolean mayChangeSite() {
        return this == ENGINEER || this == ADMIN;
    }

    /** May see whose vehicle it is: a plate is personal data. */
    public boolean seesPlates() {
        return seesPlates;
    }

    /** As it is written in files, commands and answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    /** All of them, for messages. */
    public static String codes() {
        return Arrays.stream(values()).map(Role::code).collect(Collectors.joining(", "));
    }
}
