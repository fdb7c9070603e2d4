package io.tocsin.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder held by one owner at a time. Artemis would wait for another owner for ever and Kafka would log a stack
 * trace, so the lock is taken before either library looks.
 */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static DataFolder hold(Path dir) throws FolderUnusable {
        Path path = dir.toAbsolutePath().normalize();
        FileChannel lockFile = openLockFile(path);
        if (lock(lockFile) != null) {
            return new DataFolder(path, lockFile);
        }
        closeQuietly(lockFile);
        throw new FolderUnusable("a folder of one's own", "in use by another process", path, null);
    }

    private static FileChannel openLockFile(Path path) throws FolderUnusable {
        try {
            Files.createDirectories(path);
            return FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new FolderUnusable("a writable folder", e.getClass().getSimpleName(), path, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel lockFile) {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        } catch (IOException e) {
            closeQuietly(lockFile);
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }

    private static void closeQuietly(FileChannel lockFile) {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
