/**
 * Recordings: history files published as live telemetry or run as a rehearsal.
 *
 * <p>Not pure: it reads files and publishes. {@code Replay} is safe to share between threads.
 */
@NullMarked
package io.tocsin.simulator.replay;

import org.jspecify.annotations.NullMarked;
