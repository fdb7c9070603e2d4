package io.tocsin.server.targets;

import io.tocsin.server.events.LoggedEvent;
import io.tocsin.server.past.FollowedLog;
import io.tocsin.server.past.FollowedLog.Logged;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The events of the log that a target is told of, in their order, with a look at the next one. For one thread. */
final class SelectedEvents {
    /** So many records are looked at in one go: whoever waits to close does not wait for the whole log. */
    private static final int RECORDS = 1_000;

    private final FollowedLog log;
    private final Selection selection;
    private @Nullable ToldEvent next;
    private long passed;

    SelectedEvents(FollowedLog log, Selection selection) {
        this.log = log;
        this.selection = selection;
    }

    /** Goes on behind this record. */
    void seek(long seq) throws IOException {
        log.seek(seq);
        next = null;
        passed = seq;
    }

    /** The next one, which stays the next one until it is taken; null where there is none yet. */
    @Nullable
    ToldEvent peek() throws IOException {
        for (int i = 0; next == null && i < RECORDS; i++) {
            Logged record = log.next();
            if (record == null) {
                break;
            }
            ToldEvent event = record.event().kind() == LoggedEvent.Kind.EVENT ? ToldEvent.of(record) : null;
            if (event != null && selection.tells(event)) {
                next = event;
            } else {
                passed = record.seq();
            }
        }
        return next;
    }

    ToldEvent take() {
        ToldEvent taken = next;
        if (taken == null) {
            throw new IllegalStateException("expected an event that was looked at, was none");
        }
        next = null;
        passed = taken.seq();
        return taken;
    }

    /** The newest record that was taken or is not told. */
    long passed() {
        return passed;
    }
}
