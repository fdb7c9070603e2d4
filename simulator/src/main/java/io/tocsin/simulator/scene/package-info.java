/**
 * A park at work as one feed: its plant, the traffic at its gates, and what goes wrong in either.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one caller per feed.
 */
@NullMarked
package io.tocsin.simulator.scene;

import org.jspecify.annotations.NullMarked;
