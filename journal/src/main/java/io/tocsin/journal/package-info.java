/**
 * An append-only, checksummed, durable log of records in segment files, read by any number of cursors.
 *
 * <p>Does file input and output and reads no clock. One thread writes a {@link io.tocsin.journal.Journal}; each
 * {@link io.tocsin.journal.JournalReader} and {@link io.tocsin.journal.Cursor} belongs to one thread of its own.
 */
@NullMarked
package io.tocsin.journal;

import org.jspecify.annotations.NullMarked;
