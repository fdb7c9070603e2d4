package io.tocsin.server.explain;

import io.tocsin.config.Text;

/** A question that has no answer here, and why. */
public final class Unexplained extends Exception {
    private static final long serialVersionUID = 1;

    /** What is in the way. */
    public enum Why {
        /** The folder holds no engine. */
        NO_ENGINE,
        /** Nobody ever heard of such an occurrence or tag. */
        UNKNOWN,
        /** Others are being answered. */
        BUSY
    }

    private final Why why;
    private final transient Text text;

    Unexplained(Why why, Text text) {
        super(text.en());
        this.why = why;
        this.text = text;
    }

    public Why why() {
        return why;
    }

    public Text text() {
        return text;
    }
}
