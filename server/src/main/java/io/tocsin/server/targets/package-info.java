/**
 * People and their machines that are told of alarms: webhooks and mail, each following the event log with a cursor of its
 * own.
 *
 * <p>What is told, and in which words, is pure; each target has one thread that waits for its neighbour, and nobody waits
 * for that thread. Status and figures may be read by any thread.
 */
@NullMarked
package io.tocsin.server.targets;

import org.jspecify.annotations.NullMarked;
