/**
 * The incidents of the Binhai park as scripts of what the field says, and what people are told of them.
 *
 * <p>Pure: scripts go through the core in event time; one thread.
 */
@NullMarked
package io.tocsin.server.incidents;

import org.jspecify.annotations.NullMarked;
