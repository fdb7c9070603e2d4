package io.tocsin.server.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an account may do. Whoever sets up accounts has no hand in alarms, and the other way round. */
public enum Role {
    VIEWER(false, false),
    OPERATOR(true, true),
    SUPERVISOR(true, true),
    ENGINEER(false, true),
    ADMIN(false, true),
    AUDITOR(false, true);

    private final boolean acts;
    private final boolean seesPlates;

    Role(boolean acts, boolean seesPlates) {
        this.acts = acts;
        this.seesPlates = seesPlates;
    }

    /** May acknowledge and reset alarms. */
    public boolean mayAct() {
        return acts;
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
