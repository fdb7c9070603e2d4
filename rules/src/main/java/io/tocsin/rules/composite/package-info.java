/**
 * Composite rules: what several points say together, judged when one of them changes and when a time is up.
 *
 * <p>Pure and deterministic, fed by {@link io.tocsin.rules.OperandSink} alone; not thread-safe, one writer.
 */
@NullMarked
package io.tocsin.rules.composite;

import org.jspecify.annotations.NullMarked;
