/**
 * Recordings: history files read lazily, published as live telemetry or run as a rehearsal.
 *
 * <p>Not pure: it reads files and publishes. The readers are used by one thread at a time; {@code Replay} is safe to
 * share between threads.
 */
@NullMarked
package io.tocsin.simulator.replay;

import org.jspecify.annotations.NullMarked;
