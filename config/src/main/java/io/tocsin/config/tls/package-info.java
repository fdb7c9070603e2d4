/**
 * TLS out of PEM files, for links to neighbours. Reads files when asked to; what it gives is safe to share between threads
 * but for {@link io.tocsin.config.tls.TlsSocket}, which is one connection's.
 */
@NullMarked
package io.tocsin.config.tls;

import org.jspecify.annotations.NullMarked;
