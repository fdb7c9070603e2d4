/**
 * The life of an alarm: raised, acknowledged, returned, reset; each step an event with an id that never changes.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one writer per instance. Same configuration and same inputs give the same events.
 */
@NullMarked
package io.tocsin.alarms;

import org.jspecify.annotations.NullMarked;
