package io.tocsin.embedded;

import io.questdb.Bootstrap;
import io.questdb.DefaultBootstrapConfiguration;
import io.questdb.ServerMain;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.griffin.SqlCompiler;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A store of series in this process (QuestDB), on loopback: takes line protocol at {@code /api/v2/write}, and SQL from
 * within.
 *
 * <p>What it promises: points survive a restart and kill -9, not the loss of power. It is a projection of the journal,
 * never the truth, and keeps 30 days.
 *
 * <p>Thread-safe. {@link #close()} may be called twice.
 */
public final class EmbeddedSeries implements AutoCloseable {
    private static final String SUSPENDED = "SELECT name, errorMessage FROM wal_tables() WHERE suspended";

    private final DataFolder folder;
    private final ServerMain server;
    private final String url;
    private boolean closed;

    private EmbeddedSeries(DataFolder folder, ServerMain server, String url) {
        this.folder = folder;
        this.server = server;
        this.url = url;
    }

    /**
     * What it needs to know.
     *
     * @param dir its tables; made if missing, held by one process at a time
     * @param bind a loopback address
     * @param port 0 = any free one
     */
    public record Options(Path dir, String bind, int port) {
        /** On 127.0.0.1, at any free port. */
        public static Options in(Path dir) {
            return new Options(dir, "127.0.0.1", 0);
        }
    }

    /** A row of an answer; valid while it is read. Columns count from 0. */
    public interface Row {
        /** NaN where there is no value. */
        double number(int column);

        /** {@link Long#MIN_VALUE} where there is no value. */
        long whole(int column);

        String text(int column);
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(Row row);
    }

    /** The store did not answer. */
    public static final class QueryFailed extends Exception {
        private static final long serialVersionUID = 1;

        private QueryFailed(Throwable cause) {
            super("expected an answer of the embedded store of series, was " + cause.getMessage(), cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Returns when points can be written.
     *
     * @throws StartRefused as {@link PortTaken}, {@link BindRefused}, {@link FolderUnusable} or {@link StartFailed};
     *     nothing is left running then
     */
    public static EmbeddedSeries start(Options options) throws StartRefused {
        Loopback loopback = Loopback.of(options.bind());
        loopback.requireFree(options.port());
        DataFolder folder = DataFolder.hold(options.dir());
        try {
            int port = loopback.twoFree(options.port())[0];
            ServerMain server = serve(folder.path(), loopback.host() + ":" + port);
            return new EmbeddedSeries(folder, server, "http://" + loopback.host() + ":" + port);
        } catch (Exception | LinkageError e) {
            folder.close();
            throw e instanceof StartRefused refused ? refused : new StartFailed("the store of series", e);
        }
    }

    @SuppressWarnings("try") // named only to be closed
    private static ServerMain serve(Path dir, String address) throws IOException {
        Path conf = Files.createDirectories(dir.resolve("conf"));
        Files.writeString(conf.resolve("server.conf"), SeriesConfiguration.server(address));
        Files.writeString(conf.resolve("log.conf"), SeriesConfiguration.log());
        try (Hush hush = new Hush()) {
            ServerMain server = new ServerMain(new Bootstrap(new Alone(), "-n", "-d", dir.toString()));
            try {
                server.start();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }

    /** No console of its own on the port, and nothing of the environment. */
    private static final class Alone extends DefaultBootstrapConfiguration {
        @Override
        public boolean useSite() {
            return false;
        }

        @Override
        public Map<String, String> getEnv() {
            return Map.of();
        }
    }

    /** {@code http://127.0.0.1:port}, for writes. */
    public String url() {
        return url;
    }

    /** Makes what tables are missing; a point must not come before its table. */
    public void requireTables(Collection<String> measurements) throws QueryFailed {
        for (String measurement : measurements) {
            execute(SeriesTables.create(measurement));
        }
    }

    private void execute(String sql) throws QueryFailed {
        try (SqlExecutionContextImpl context = context(engine())) {
            engine().execute(sql, context);
        } catch (SqlException | RuntimeException e) {
            throw new QueryFailed(e);
        }
    }

    /** All rows of an answer. */
    public <T> List<T> query(String sql, RowReader<T> reader) throws QueryFailed {
        CairoEngine engine = engine();
        List<T> rows = new ArrayList<>();
        try (SqlExecutionContextImpl context = context(engine);
                SqlCompiler compiler = engine.getSqlCompiler();
                RecordCursorFactory factory = compiler.compile(sql, context).getRecordCursorFactory();
                RecordCursor cursor = factory.getCursor(context)) {
            Row row = new OfRecord(cursor.getRecord());
            while (cursor.hasNext()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SqlException | RuntimeException e) {
            throw new QueryFailed(e);
        }
    }

    CairoEngine engine() {
        return server.getEngine();
    }

    /** Tables that took points but could not apply them, as after a full disk; they stay so until a person helps. */
    public List<String> suspended() throws QueryFailed {
        return query(SUSPENDED, row -> (row.text(0) + " " + row.text(1)).strip());
    }

    private static SqlExecutionContextImpl context(CairoEngine engine) {
        SqlExecutionContextImpl context = new SqlExecutionContextImpl(engine, 1);
        context.with(
                engine.getConfiguration()
                        .getFactoryProvider()
                        .getSecurityContextFactory()
                        .getRootContext(),
                null);
        return context;
    }

    private record OfRecord(Record columns) implements Row {
        @Override
        public double number(int column) {
            return columns.getDouble(column);
        }

        @Override
        public long whole(int column) {
            return columns.getLong(column);
        }

        @Override
        public String text(int column) {
            CharSequence text = columns.getStrA(column);
            return text == null ? "" : text.toString();
        }
    }

    @Override
    @SuppressWarnings("try") // named only to be closed
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Hush hush = new Hush()) {
            server.close();
        } finally {
            folder.close();
        }
    }
}
