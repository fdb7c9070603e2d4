/**
 * How one message was understood, field by field: the decoder of the engine, asked about the whole and about each of its parts.
 *
 * <p>Pure; time is an argument. Nothing here is kept, so what depends on messages before (gaps, a clock that was set) is not
 * looked at.
 */
@NullMarked
package io.tocsin.server.inspect;

import org.jspecify.annotations.NullMarked;
