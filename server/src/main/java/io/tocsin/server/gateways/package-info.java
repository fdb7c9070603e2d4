/**
 * Who may speak at the broker, and on which topics: the registered identities of gateways and of those beside them, and
 * what brokers of other make need to know of them.
 *
 * <p>Not pure: files of the home. Thread-safe.
 */
@NullMarked
package io.tocsin.server.gateways;

import org.jspecify.annotations.NullMarked;
