package io.tocsin.history;

import java.io.IOException;

/** The samples of one file in one of the forms. */
interface Rows {
    /** Writes the next into {@code sample}; false at the end. */
    boolean next(Sample sample) throws IOException;
}
