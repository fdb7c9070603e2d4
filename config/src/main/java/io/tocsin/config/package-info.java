/**
 * The park's definitions: sites, tags, limits, tanks and gateways, read from files, checked whole, immutable.
 *
 * <p>Only {@link io.tocsin.config.SiteReader} touches files, and only while it reads. Everything it gives is values, safe
 * to share between threads.
 */
@NullMarked
package io.tocsin.config;

import org.jspecify.annotations.NullMarked;
