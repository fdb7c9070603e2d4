/**
 * What a field gateway says: its topics, its messages, and the stamps on them.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe unless a type says so.
 */
@NullMarked
package io.tocsin.simulator.telemetry;

import org.jspecify.annotations.NullMarked;
