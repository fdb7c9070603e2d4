package io.tocsin.server.http;

import io.tocsin.alarms.Reason;

/** What the engine's refusals are in HTTP's words. */
final class Refusals {
    private static final int NOT_ALLOWED = 403;
    private static final int UNKNOWN = 404;
    private static final int NOT_NOW = 409;

    private Refusals() {}

    static int status(Reason reason) {
        return switch (reason) {
            case ROLE_MISSING, OUT_OF_SCOPE, NOT_RESPONSIBLE, SAME_PERSON -> NOT_ALLOWED;
            case UNKNOWN_ALARM, UNKNOWN_SUBJECT, UNKNOWN_WINDOW, UNKNOWN_POSITION -> UNKNOWN;
            default -> NOT_NOW;
        };
    }
}
