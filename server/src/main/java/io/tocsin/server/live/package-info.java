/**
 * The path of one input: taken in, made durable, judged, told.
 *
 * <p>Two threads of its own: the journal thread makes inputs durable and acknowledges them in order; the engine thread
 * reads only what is durable, and appends what follows from it to the event log.
 */
@NullMarked
package io.tocsin.server.live;

import org.jspecify.annotations.NullMarked;
