package io.tocsin.server;

import io.tocsin.journal.JournalReader;
import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.live.LiveEngine;
import io.tocsin.server.past.FollowedLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The event log as the alarm history follows it. For the history's thread. */
final class HistoryLog implements FollowedLog {
    private final LiveEngine engine;
    private @Nullable JournalReader reader;

    HistoryLog(LiveEngine engine) {
        this.engine = engine;
    }

    @Override
    public void seek(long seq) throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = engine.eventsFrom(seq + 1);
    }

    @Override
    public @Nullable Logged next() throws IOException {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("expected a seek before the first record");
        }
        return open.next() ? new Logged(open.record().seq(), LoggedEvent.of(open.record())) : null;
    }

    @Override
    public long firstSeq() {
        return engine.oldestEvent();
    }

    @Override
    public long lastSeq() {
        return engine.durableEvents();
    }
}
