/**
 * A copy of an engine's data in one file, taken beside the running engine, and the way back from it.
 *
 * <p>Does file input and output on the caller's thread.
 */
@NullMarked
package io.tocsin.server.backup;

import org.jspecify.annotations.NullMarked;
