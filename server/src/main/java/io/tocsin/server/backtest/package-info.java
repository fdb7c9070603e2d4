/**
 * What a whole alarm configuration would have said over history, and how another one would have differed: the live
 * conditions, fed from files.
 *
 * <p>No clock decides anything here: the same files and configuration give the same bytes. One thread.
 */
@NullMarked
package io.tocsin.server.backtest;

import org.jspecify.annotations.NullMarked;
