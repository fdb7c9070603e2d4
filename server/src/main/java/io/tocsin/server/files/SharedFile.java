package io.tocsin.server.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things by name in one file. Another process may change it at any time: it is read again whenever it is another file
 * than before. Thread-safe.
 */
public final class SharedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);
    /** The lock of a file is the process's: within it, several may share one file. */
    private static final Object ONE_WRITER = new Object();

    private final Path file;
    private final Form<T> form;
    private Map<String, T> known = new TreeMap<>();
    private String stamp = "";
    private String unreadable = "";

    /** How the things stand in the file. */
    public interface Form<T> {
        /** By name, in the order of names. */
        Map<String, T> parsed(byte[] bytes) throws IOException;

        byte[] bytes(Map<String, T> all);
    }

    /** A change of all. */
    @FunctionalInterface
    public interface Change<T> {
        /** Null where nothing is to be changed. */
        @Nullable
        Map<String, T> of(Map<String, T> all);
    }

    private SharedFile(Path file, Form<T> form) {
        this.file = file;
        this.form = form;
    }

    /** @throws IOException where the file cannot be understood, as its form says it */
    public static <T> SharedFile<T> open(Path file, Form<T> form) throws IOException {
        SharedFile<T> shared = new SharedFile<>(file, form);
        shared.refresh();
        return shared;
    }

    /** All, in the order of names; where the file cannot be read, those known before. */
    public synchronized List<T> all() {
        try {
            refresh();
            unreadable = "";
        } catch (IOException e) {
            tellOnce(String.valueOf(e.getMessage()));
        }
        return List.copyOf(known.values());
    }

    private void tellOnce(String fault) {
        if (!fault.equals(unreadable)) {
            unreadable = fault;
            LOG.error("{} cannot be read, what was known before goes on to hold: {}", file, fault);
        }
    }

    /** Reads, changes and writes under a lock that other processes heed too; true where something was changed. */
    public boolean change(Change<T> change) throws IOException {
        synchronized (ONE_WRITER) {
            return changeAlone(change);
        }
    }

    private synchronized boolean changeAlone(Change<T> change) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            refresh();
            Map<String, T> changed = lock.isValid() ? change.of(new TreeMap<>(known)) : null;
            if (changed == null) {
                return false;
            }
            SecretFile.replace(file, form.bytes(changed));
            refresh();
            return true;
        }
    }

    private synchronized void refresh() throws IOException {
        if (!Files.exists(file)) {
            known = new TreeMap<>();
            stamp = "";
            return;
        }
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        String nowStamp = now.fileKey() + " " + now.lastModifiedTime() + " " + now.size();
        if (!nowStamp.equals(stamp)) {
            known = form.parsed(Files.readAllBytes(file));
            stamp = nowStamp;
        }
    }
}
