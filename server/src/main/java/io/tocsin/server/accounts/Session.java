package io.tocsin.server.accounts;

/**
 * Somebody who signed in.
 *
 * @param id what the browser's cookie holds; secret
 * @param csrf what this page alone knows and must send with whatever changes something; secret
 * @param endsMs epoch milliseconds
 */
public record Session(String id, String user, Role role, Scope scope, String csrf, long endsMs) {
    @Override
    public String toString() {
        return "Session[user=" + user + ", role=" + role + ", endsMs=" + endsMs + "]";
    }
}
