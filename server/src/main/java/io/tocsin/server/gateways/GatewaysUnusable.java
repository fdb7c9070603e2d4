package io.tocsin.server.gateways;

import java.io.IOException;

/** The file of gateways is not as we wrote it. Told in one line; nothing was changed. */
public final class GatewaysUnusable extends IOException {
    private static final long serialVersionUID = 1;

    GatewaysUnusable(String message) {
        super(message);
    }
}
