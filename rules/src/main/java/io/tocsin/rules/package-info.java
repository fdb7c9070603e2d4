/**
 * The conditions of tags: which limit is passed, since when, and when it is over.
 *
 * <p>Pure: time is an argument, nothing here reads a clock, starts a thread, does input or output, or logs. Not
 * thread-safe: one writer per instance. Same configuration and same inputs give the same outputs.
 */
@NullMarked
package io.tocsin.rules;

import org.jspecify.annotations.NullMarked;
