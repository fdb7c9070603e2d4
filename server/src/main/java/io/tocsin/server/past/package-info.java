/**
 * The alarm history for people: an SQL file that follows the event log, is searched, and comes back when it is deleted.
 *
 * <p>One thread of its own writes; any thread may search. Whatever becomes of the file, the engine does not notice.
 */
@NullMarked
package io.tocsin.server.past;

import org.jspecify.annotations.NullMarked;
