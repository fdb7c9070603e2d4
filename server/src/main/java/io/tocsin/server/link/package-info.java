/**
 * The thread of a link to a neighbour: serving, and backing off when the neighbour fails.
 *
 * <p>Not pure: one thread for each link. What a link's thread waits for holds up nobody else; its status may be read by
 * any thread.
 */
@NullMarked
package io.tocsin.server.link;

import org.jspecify.annotations.NullMarked;
