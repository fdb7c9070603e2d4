/**
 * Why an alarm rang, and why none did: the inputs of the journal gone through again by the very engine that decided.
 *
 * <p>Reads files and writes none, beside a running engine too; each question has readers and an engine of its own, so any
 * thread may ask.
 */
@NullMarked
package io.tocsin.server.explain;

import org.jspecify.annotations.NullMarked;
