/**
 * What gateways publish, understood: topics, the native JSON dialect, effective times, sequence gaps and presence.
 *
 * <p>Pure: the time of receipt is an argument, nothing here reads a clock, starts a thread, does input or output, or
 * logs. Not thread-safe: one {@link io.tocsin.ingest.Decoder} a shard. Same inputs give the same outputs. The network
 * lives in {@link io.tocsin.ingest.mqtt}.
 */
@NullMarked
package io.tocsin.ingest;

import org.jspecify.annotations.NullMarked;
