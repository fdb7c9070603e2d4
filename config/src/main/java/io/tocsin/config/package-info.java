/**
 * The park's definitions: sites, tags, limits, tanks and gateways, read from files, checked whole, immutable.
 *
 * <p>Only {@link io.tocsin.config.SiteReader}, {@link io.tocsin.config.GateListsReader} and {@link
 * io.tocsin.config.TableTestReader} touch files, and only while they read. Everything they give is values, safe to share between threads.
 */
@NullMarked
package io.tocsin.config;

import org.jspecify.annotations.NullMarked;
