package io.tocsin.config.tls;

import java.io.IOException;

/** A file that TLS needs is not what it should be. Told in one line, which names the file and nothing of its content. */
public final class TlsUnusable extends IOException {
    private static final long serialVersionUID = 1;

    TlsUnusable(String expected, String file, String was) {
        super("expected " + expected + " in " + file + ", was " + was);
    }
}
