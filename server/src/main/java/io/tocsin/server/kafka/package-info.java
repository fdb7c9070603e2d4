/**
 * The engine's side of Kafka: the topics it owns, the pump that carries events out, the consumer that brings commands in.
 *
 * <p>Not pure: sockets, and one thread for each link. The links share nothing with the engine but the interfaces here;
 * Kafka being slow or away holds up their own threads alone. Public types are safe to share between threads unless they
 * say otherwise.
 */
@NullMarked
package io.tocsin.server.kafka;

import org.jspecify.annotations.NullMarked;
