/**
 * The gates of a park: who is inside, and which passages are against the rules.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one writer per instance. Same configuration and same inputs give the same outputs.
 */
@NullMarked
package io.tocsin.rules.gates;

import org.jspecify.annotations.NullMarked;
