/**
 * An append-only, checksummed, durable log of records in segment files, read by any number of cursors, and the
 * snapshots of what was made of it.
 *
 * <p>Does file input and output and reads no clock. One thread writes a {@link io.tocsin.journal.Journal}; each
 * {@link io.tocsin.journal.JournalReader}, {@link io.tocsin.journal.Cursor} and {@link io.tocsin.journal.Snapshots}
 * belongs to one thread of its own.
 */
@NullMarked
package io.tocsin.journal;

import org.jspecify.annotations.NullMarked;
