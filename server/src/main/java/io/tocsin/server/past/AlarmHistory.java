package io.tocsin.server.past;

import io.tocsin.server.link.LinkState;
import io.tocsin.server.link.LinkStatus;
import io.tocsin.server.link.LinkThread;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;

/**
 * The alarm history: a thread of its own follows the event log into the file, any thread may search it.
 *
 * <p>It is always a little behind the engine, which never waits for it. A file that is gone, broken, of another schema
 * or of another log is built anew; meanwhile searches answer what is there already, and say how far it is behind.
 */
public final class AlarmHistory implements History, AutoCloseable {
    private static final long IDLE_MS = 100;
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final int SEARCHES = 4;
    private static final long PATIENCE_MS = 2_000;

    /**
     * Where and how long.
     *
     * @param folder holds the file and nothing else
     * @param keepMs what happened longer ago is deleted, unless it still stands
     */
    public record Options(Path folder, long keepMs) {}

    /**
     * How it does.
     *
     * @param lag records' sequences from the newest in the file to the newest durable one
     * @param rebuilds how often the file was moved aside since the start
     */
    public record Status(LinkStatus link, long lag, long rebuilds) {}

    private final Options options;
    private final FollowedLog log;
    private final LongSupplier engineNowMs;
    private final HistoryFile file;
    private final Follower follower;
    private final LinkThread thread;
    private final Semaphore searches = new Semaphore(SEARCHES);
    private volatile boolean broken;
    private long sweepNanos = System.nanoTime();

    /**
     * A history that does not follow yet.
     *
     * @param engineNowMs epoch milliseconds by the engine's clock: retention goes by it
     * @param nowMs epoch milliseconds, for the status
     */
    public AlarmHistory(Options options, FollowedLog log, LongSupplier engineNowMs, LongSupplier nowMs) {
        this.options = options;
        this.log = log;
        this.engineNowMs = engineNowMs;
        file = new HistoryFile(options.folder());
        follower = new Follower(file, log);
        thread = new LinkThread("tocsin-alarm-history", nowMs, this::serve);
    }

    public void start() {
        thread.start();
    }

    public Status status() {
        return new Status(thread.status(), lag(), follower.rebuilds());
    }

    public boolean isConnected() {
        return thread.status().state() == LinkState.CONNECTED;
    }

    /** The newest record of the event log that stands in the file. */
    public long position() {
        return follower.position();
    }

    private long lag() {
        return Math.max(0, log.lastSeq() - follower.position());
    }

    private void serve() throws Exception {
        if (broken) {
            follower.discard("it was found damaged");
        }
        broken = false;
        try (follower) {
            follower.open();
            thread.connected();
            follow();
        } catch (SQLException | RuntimeException e) {
            noteDamage(e);
            throw e;
        }
    }

    private void noteDamage(Exception fault) {
        if (HistoryFile.isBroken(fault)) {
            broken = true;
        }
    }

    private void follow() throws IOException, SQLException {
        while (!thread.closing() && !broken) {
            if (follower.turn()) {
                thread.worked();
            } else if (!file.exists()) {
                throw new IOException("expected the alarm history's file, was gone");
            } else if (!sweep()) {
                thread.nap(IDLE_MS);
            }
        }
    }

    /** Deletes a little of what is too old, and looks again in a minute where nothing is left. */
    private boolean sweep() throws SQLException {
        if (System.nanoTime() - sweepNanos < 0) {
            return false;
        }
        boolean more = follower.forget(engineNowMs.getAsLong() - options.keepMs());
        sweepNanos = more ? sweepNanos : System.nanoTime() + SWEEP_NANOS;
        return more;
    }

    // ---- searching, from any thread ---------------------------------------------------------------------------------

    @Override
    public Page search(Search search) throws HistoryUnavailable {
        long behind = lag();
        List<PastOccurrence> found = ask(search::ask);
        boolean more = found.size() > search.limit();
        List<PastOccurrence> page = more ? found.subList(0, search.limit()) : found;
        PastOccurrence last = more ? page.get(page.size() - 1) : null;
        return new Page(page, last == null ? null : new Search.After(last.raisedMs(), last.seq()), behind);
    }

    @Override
    public Optional<Whole> occurrence(String id) throws HistoryUnavailable {
        return ask(handle -> handle.createQuery("SELECT * FROM occurrence WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> PastOccurrence.of(row))
                .findOne()
                .map(occurrence -> new Whole(
                        occurrence,
                        handle.createQuery("SELECT json FROM event WHERE occurrence = :seq ORDER BY seq")
                                .bind("seq", occurrence.seq())
                                .mapTo(byte[].class)
                                .list(),
                        handle.createQuery("SELECT json FROM reply WHERE occurrence = :id ORDER BY seq")
                                .bind("id", id)
                                .mapTo(byte[].class)
                                .list())));
    }

    @Override
    public boolean knows(Filter filter, String value) throws HistoryUnavailable {
        return ask(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM occurrence o WHERE " + filter.condition(value) + ")")
                .bind(filter.parameter(), value)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public long tell(Span span, Listener to) throws HistoryUnavailable {
        long behind = lag();
        ask(handle -> {
            Tellings tellings = new Tellings(handle, span);
            tellings.before(to::event);
            to.begin();
            tellings.within(to::event);
            return span;
        });
        return behind;
    }

    /** Few at once: each may read a whole index. */
    private <T> T ask(HistoryFile.Question<T> question) throws HistoryUnavailable {
        try {
            if (!searches.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                throw new HistoryUnavailable("expected at most " + SEARCHES + " searches at once, was more", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HistoryUnavailable("expected time to search, was stopping", e);
        }
        try {
            return file.read(question);
        } catch (SQLException | JdbiException e) {
            noteDamage(e);
            throw new HistoryUnavailable("expected the alarm history to answer, was " + e.getMessage(), e);
        } finally {
            searches.release();
        }
    }

    /** What is not in the file yet comes with the next start. */
    @Override
    public void close() {
        thread.close(FAREWELL);
    }
}
