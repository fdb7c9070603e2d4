/**
 * Small files of the home that several processes share, and that only their owner may read.
 *
 * <p>Not pure: reads, locks and writes files. Thread-safe.
 */
@NullMarked
package io.tocsin.server.files;

import org.jspecify.annotations.NullMarked;
