/**
 * Table tests of an alarm configuration: they are run through the conditions and composite rules of the live engine, and what happened is
 * laid beside what was expected.
 *
 * <p>Pure: no clock, no file, no thread; everything here is a value or a function of values.
 */
@NullMarked
package io.tocsin.server.check;

import org.jspecify.annotations.NullMarked;
