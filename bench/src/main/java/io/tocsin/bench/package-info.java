/**
 * What a sample costs: our core beside other engines that do the same work, in one process, one after the other.
 *
 * <p>Not part of the product and needed by nothing; one thread, seeded work, clocks of the JVM's own beans.
 */
@NullMarked
package io.tocsin.bench;

import org.jspecify.annotations.NullMarked;
