/**
 * Series read back from the store they were written to, downsampled to the points a screen has.
 *
 * <p>Readers block on the store and are thread-safe; nothing on the path of an alarm waits for them.
 */
@NullMarked
package io.tocsin.server.series;

import org.jspecify.annotations.NullMarked;
