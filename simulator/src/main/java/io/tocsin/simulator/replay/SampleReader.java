package io.tocsin.simulator.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The samples of one file in its order. */
interface SampleReader extends Closeable {
    /** The next; null at the end. */
    @Nullable
    RecordedSample next() throws IOException;
}
