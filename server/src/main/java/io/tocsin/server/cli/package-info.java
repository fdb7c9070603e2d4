/**
 * The command line: what a person types, in Chinese and English, and what each command prints and returns.
 *
 * <p>Runs on the main thread; the only package that prints.
 */
@NullMarked
package io.tocsin.server.cli;

import org.jspecify.annotations.NullMarked;
