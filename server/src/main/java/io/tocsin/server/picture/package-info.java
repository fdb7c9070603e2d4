/**
 * How an engine stands, for whoever looks at it from another thread: values that never change, and the seam through which
 * they are asked for.
 *
 * <p>Knows no engine and no page: the engine fills it in, the page shows it.
 */
@NullMarked
package io.tocsin.server.picture;

import org.jspecify.annotations.NullMarked;
