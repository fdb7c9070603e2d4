package io.tocsin.server.kpi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one file, as they come. */
interface RowSource extends AutoCloseable {
    /** The next row; null at the end. One that cannot be read is left out, with a mistake. */
    @Nullable
    Row next() throws IOException;

    @Override
    void close() throws IOException;
}
