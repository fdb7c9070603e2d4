/**
 * Who may sign in, and what they may do: accounts, passwords, sessions and one-time tokens.
 *
 * <p>Thread-safe. Owns two threads that compute password hashes, so that signing in can neither hold up a caller nor take
 * more than two cores.
 */
@NullMarked
package io.tocsin.server.accounts;

import org.jspecify.annotations.NullMarked;
