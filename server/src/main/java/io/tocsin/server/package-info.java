/**
 * The shell around the pure engine: wiring, clocks, threads, command line, HTTP and Kafka.
 *
 * <p>Each package below says what it is and on which thread it runs.
 */
@NullMarked
package io.tocsin.server;

import org.jspecify.annotations.NullMarked;
