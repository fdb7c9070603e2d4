package io.tocsin.server.past;

import io.tocsin.server.past.FollowedLog.Logged;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Brings the file to where the log stands, a batch at a time: a batch and the place in the log behind it are one
 * transaction, so whatever ends the process, the next one goes on without a gap and without a repeat.
 *
 * <p>One thread, but for {@link #position()} and {@link #rebuilds()}.
 */
final class Follower implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final HistoryFile file;
    private final FollowedLog log;
    private @Nullable Handle handle;
    private @Nullable HistoryWriter writer;
    private @Nullable Retention retention;
    private volatile long position;
    private final AtomicLong rebuilds = new AtomicLong();

    Follower(HistoryFile file, FollowedLog log) {
        this.file = file;
        this.log = log;
    }

    /** Opens the file, another one where this one is broken, of another schema or of another log. */
    void open() throws IOException, SQLException {
        String reason = tryToOpen();
        if (reason != null) {
            discard(reason);
            reason = tryToOpen();
        }
        if (reason != null) {
            throw new IOException("expected a sound file that was just made, was: " + reason);
        }
    }

    /** The file must not be used any more. */
    void discard(String reason) throws IOException, SQLException {
        close();
        file.moveAside(reason);
        rebuilds.incrementAndGet();
        position = 0;
    }

    /** Why it must not be this file; null where it is sound. */
    private @Nullable String tryToOpen() throws IOException, SQLException {
        try {
            Handle opened = file.open();
            handle = opened;
            opened.getConnection().setAutoCommit(false);
            writer = new HistoryWriter(opened.getConnection());
            retention = new Retention(opened.getConnection());
            return goTo(opened);
        } catch (SQLException | RuntimeException e) {
            if (HistoryFile.isBroken(e) || HistoryFile.isOfAnotherSchema(e)) {
                return String.valueOf(e.getMessage());
            }
            throw e;
        }
    }

    private @Nullable String goTo(Handle opened) throws IOException, SQLException {
        long kept = opened.createQuery("SELECT position FROM place")
                .mapTo(Long.class)
                .one();
        String id =
                opened.createQuery("SELECT id FROM place").mapTo(String.class).one();
        opened.getConnection().commit();
        if (!isOfThisLog(kept, id)) {
            return "expected record " + kept + " of the event log to be " + id + ", was another";
        }
        position = kept;
        log.seek(Math.max(kept, log.firstSeq() - 1));
        return null;
    }

    private boolean isOfThisLog(long kept, String id) throws IOException {
        if (kept == 0 || kept < log.firstSeq()) {
            return true;
        }
        if (kept > log.lastSeq()) {
            return false;
        }
        log.seek(kept - 1);
        Logged there = log.next();
        return there != null && there.event().id().equals(id);
    }

    /** Takes the next records in; false where there were none. */
    boolean turn() throws IOException, SQLException {
        HistoryWriter open = writer;
        if (open == null) {
            throw new IllegalStateException("expected an open file");
        }
        Logged last = null;
        Logged next = log.next();
        for (int i = 1; next != null; i++) {
            open.write(next);
            last = next;
            next = i < BATCH ? log.next() : null;
        }
        if (last != null) {
            open.commit(last);
            position = last.seq();
        }
        return last != null;
    }

    /** Deletes a few of those that are older; true where there may be more. */
    boolean forget(long olderThanMs) throws SQLException {
        Retention open = retention;
        if (open == null) {
            throw new IllegalStateException("expected an open file");
        }
        return open.step(olderThanMs);
    }

    /** The newest record that is in the file. */
    long position() {
        return position;
    }

    /** How often the file was moved aside. */
    long rebuilds() {
        return rebuilds.get();
    }

    @Override
    public void close() throws SQLException {
        Handle opened = handle;
        handle = null;
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            writer = null;
            retention = null;
            if (opened != null) {
                end(opened);
            }
        }
    }

    private static void end(Handle opened) throws SQLException {
        try (opened) {
            opened.getConnection().rollback();
            opened.getConnection().setAutoCommit(true);
        } catch (JdbiException e) {
            throw new SQLException(e);
        }
    }
}
