package io.tocsin.server.accounts;

/**
 * An account as the file has it.
 *
 * @param scope what part of the park it has a hand in
 * @param hash Argon2id in PHC form; never shown
 * @param changedMs when role, scope or password were last changed; a session from before is over
 */
public record Account(String name, Role role, Scope scope, String hash, long changedMs) {
    @Override
    public String toString() {
        return "Account[name=" + name + ", role=" + role + ", scope=" + scope + ", changedMs=" + changedMs + "]";
    }
}
