/**
 * Alarm logs read from files, and the figures of {@code io.tocsin.alarms.kpi} written for people and machines.
 *
 * <p>Reads files and prints nothing. Nothing here is thread-safe; what it returns is immutable.
 */
@NullMarked
package io.tocsin.server.kpi;

import org.jspecify.annotations.NullMarked;
