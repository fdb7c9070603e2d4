/**
 * The HTTP side: metrics, health, and what stands, as JSON.
 *
 * <p>Reads only; everything it shows is handed to it as suppliers of values, called on the HTTP threads.
 */
@NullMarked
package io.tocsin.server.http;

import org.jspecify.annotations.NullMarked;
