/**
 * Connections to a broker: one gateway's link that survives outages, and the mark that keeps exercises off a production
 * broker.
 *
 * <p>Not pure: each link owns a thread and a Paho client. Public types are safe to share between threads.
 */
@NullMarked
package io.tocsin.simulator.link;

import org.jspecify.annotations.NullMarked;
