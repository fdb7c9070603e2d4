/**
 * The event log: every transition, reply and state, as the bytes that Kafka will see, on disk before anybody is told.
 *
 * <p>One writer, the engine's thread; any number of readers.
 */
@NullMarked
package io.tocsin.server.events;

import org.jspecify.annotations.NullMarked;
