/**
 * History files as samples in order of time: long CSV, wide CSV and JSON lines, each perhaps gzipped, one or many merged.
 *
 * <p>Not pure: it reads files, each in constant memory and without an object per sample. A cursor is used by one thread;
 * different cursors by as many as there are.
 */
@NullMarked
package io.tocsin.history;

import org.jspecify.annotations.NullMarked;
