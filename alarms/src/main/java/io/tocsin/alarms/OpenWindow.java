package io.tocsin.alarms;

import io.tocsin.rules.Input;

/**
 * A time in which work is done on a tag or a tank; kept until it is over.
 *
 * @param id the request that planned it
 * @param begun true where its alarms are suppressed now
 */
public record OpenWindow(
        String id, Input.Window window, long untilMs, String by, String reason, String authorisation, boolean begun) {}
