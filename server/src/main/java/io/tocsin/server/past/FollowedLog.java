package io.tocsin.server.past;

import io.tocsin.server.events.LoggedEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The event log as the history follows it. For the history's thread alone, but for {@link #lastSeq()}. */
public interface FollowedLog {
    /** One record and where it stands. */
    record Logged(long seq, LoggedEvent event) {}

    /** The next call of {@link #next()} gives the first record whose sequence is above this one. */
    void seek(long seq) throws IOException;

    /** The next durable record, null where there is none yet. */
    @Nullable
    Logged next() throws IOException;

    /** Sequence of the oldest record that is still held; 1 where none was ever removed. */
    long firstSeq();

    /** Sequence of the newest durable record, 0 where there is none. */
    long lastSeq();
}
