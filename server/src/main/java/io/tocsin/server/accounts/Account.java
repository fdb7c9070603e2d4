package io.tocsin.server.accounts;

/**
 * An account as the file has it.
 *
 * @param hash Argon2id in PHC form; never shown
 * @param changedMs when name, role or password were last changed; a session from before is over
 */
public record Account(String name, Role role, String hash, long changedMs) {
    @Override
    public String toString() {
        return "Account[name=" + name + ", role=" + role + ", changedMs=" + changedMs + "]";
    }
}
