/**
 * The series pump: samples of the journal as line protocol, carried to a store of series without losing one.
 *
 * <p>Pure but for its ports: time is an argument, nothing here starts a thread, reads a clock, opens a file or logs; what
 * reads the journal, writes to the store and keeps dead letters is given to it. One thread turns the pump; its figures
 * may be read by any.
 */
@NullMarked
package io.tocsin.ingest.series;

import org.jspecify.annotations.NullMarked;
