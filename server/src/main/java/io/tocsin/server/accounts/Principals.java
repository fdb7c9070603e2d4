package io.tocsin.server.accounts;

import io.tocsin.config.Annunciation;
import io.tocsin.rules.Input;

/**
 * Who asks, in the engine's words: name, role, enterprises and positions as they hold when a command comes in. They are
 * journaled with it, so that a replay decides alike whatever becomes of the account.
 */
public final class Principals {
    private Principals() {}

    /** Somebody who signed in. */
    public static Input.Principal of(Session session, String via, Annunciation rules) {
        return of(session.user(), via, session.role(), session.scope(), rules);
    }

    /** Somebody whom a command names; may do nothing where there is no such account. */
    public static Input.Principal of(Accounts accounts, String operator, String via, Annunciation rules) {
        return accounts.named(operator)
                .map(account -> of(operator, via, account.role(), account.scope(), rules))
                .orElseGet(() -> new Input.Principal(operator, via));
    }

    private static Input.Principal of(String operator, String via, Role role, Scope scope, Annunciation rules) {
        return new Input.Principal(operator, via, role.inTheEngine(), scope.enterprises(), scope.positions(rules));
    }
}
