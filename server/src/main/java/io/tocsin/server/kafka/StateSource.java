package io.tocsin.server.kafka;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands of every alarm, for a state topic that lost what it was told. Called by the pump's thread alone. */
public interface StateSource {
    /**
     * What stands, each key once.
     *
     * @param told keys of which the topic still has a state: what stands no more gets a tombstone
     */
    Present present(Set<String> told) throws IOException;

    /** What stands as of one durable place in the log: nothing in it is newer, and what is newer comes by the log. */
    interface Present extends Closeable {
        /** That place. */
        long seq();

        /** The next key's state or tombstone; null at the end. */
        @Nullable
        EventRecord next() throws IOException;
    }
}
