package io.tocsin.server.past;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * The file and its two faces: one writer, and as many readers as search. It may be moved aside only while nobody has it
 * open. Thread-safe.
 */
final class HistoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final int WAIT_MS = 5_000;
    private static final int PRIMARY_CODE = 0xff;
    private static final String NAME = "alarms.db";
    private static final String ASIDE = NAME + ".aside";

    /** What is asked of the file. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Handle handle) throws SQLException;
    }

    private final Path folder;
    private final Path file;
    private final Jdbi readers;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();

    HistoryFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(WAIT_MS);
        readers = Jdbi.create(source(config));
        // Our SQL is ours to the letter: a "<" is one.
        readers.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    private SQLiteConfig writing() {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(WAIT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // What a power cut takes comes again from the log: its place is in the same transaction.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config;
    }

    /** Opens it for the one writer, empty where there is none; the caller closes it. */
    Handle open() throws IOException {
        Files.createDirectories(folder);
        if (!exists()) {
            deleteBeside();
        }
        SQLiteDataSource source = source(writing());
        Flyway.configure(HistoryFile.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/tocsin/server/past")
                .load()
                .migrate();
        return Jdbi.open(source);
    }

    boolean exists() {
        return Files.exists(file);
    }

    <T> T read(Question<T> question) throws SQLException {
        inUse.readLock().lock();
        try (Handle handle = readers.open()) {
            return question.ask(handle);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** True where the file itself is at fault, and not the disk under it or the load on it. */
    static boolean isBroken(Throwable fault) {
        boolean sql = false;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            sql |= cause instanceof SQLException;
            if (cause instanceof SQLiteException e && isBroken(e.getResultCode())) {
                return true;
            }
        }
        // Flyway by itself complains of a schema that is not ours.
        return fault instanceof FlywayException && !sql;
    }

    private static boolean isBroken(SQLiteErrorCode result) {
        return is(result, SQLiteErrorCode.SQLITE_CORRUPT) || is(result, SQLiteErrorCode.SQLITE_NOTADB);
    }

    /** The low byte is the kind, what is above says more of it. */
    private static boolean is(SQLiteErrorCode result, SQLiteErrorCode kind) {
        return (result.code & PRIMARY_CODE) == kind.code;
    }

    /** True where tables are missing or others: {@code no such column} and the like. */
    static boolean isOfAnotherSchema(Exception fault) {
        Throwable cause = fault instanceof JdbiException ? fault.getCause() : fault;
        return cause instanceof SQLiteException e && is(e.getResultCode(), SQLiteErrorCode.SQLITE_ERROR);
    }

    /** Only the last one is kept: it is there for whoever asks why. */
    void moveAside(String reason) throws IOException {
        inUse.writeLock().lock();
        try {
            LOG.warn(
                    "the alarm history is built anew from the event log, the file before it is {}: {}",
                    ASIDE,
                    reason.lines().findFirst().orElse(""));
            if (Files.exists(file)) {
                Files.move(file, folder.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
            }
            deleteBeside();
        } finally {
            inUse.writeLock().unlock();
        }
    }

    /** What a file that is gone has left: a new one would take it for its own. */
    private void deleteBeside() throws IOException {
        try (DirectoryStream<Path> beside = Files.newDirectoryStream(folder, NAME + "-*")) {
            for (Path each : beside) {
                Files.delete(each);
            }
        }
    }
}
