/**
 * The figures of an alarm system: how many alarms a person was bothered with, how evenly, and for how long.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one writer per instance. The same lines give the same figures.
 */
@NullMarked
package io.tocsin.alarms.kpi;

import org.jspecify.annotations.NullMarked;
