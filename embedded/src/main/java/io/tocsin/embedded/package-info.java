/**
 * An MQTT broker (Artemis) and Kafka (KRaft) inside this process, for a demo, a single box and tests; production may
 * bring its own.
 *
 * <p>Not pure: files, sockets and the libraries' own threads. {@code start} blocks until clients can be served, both
 * may start in parallel, handles are safe to share between threads, and {@code close} leaves no thread behind that
 * holds the process.
 */
@NullMarked
package io.tocsin.embedded;

import org.jspecify.annotations.NullMarked;
