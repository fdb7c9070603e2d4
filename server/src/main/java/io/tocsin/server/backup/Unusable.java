package io.tocsin.server.backup;

import io.tocsin.config.Text;

/** A backup cannot be made or taken back, for a reason that the user can mend; nothing was changed. */
public final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Text line;

    Unusable(String zh, String en) {
        super(en);
        line = new Text(zh, en);
    }

    /** One line. */
    public Text line() {
        return line;
    }
}
