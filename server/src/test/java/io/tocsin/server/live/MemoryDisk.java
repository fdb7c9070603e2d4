package io.tocsin.server.live;

import io.tocsin.journal.Storage;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Folders in memory that a crash takes back to what was synced, and a part of the rest. The process ends at a change that
 * the test chooses. Not thread-safe.
 */
final class MemoryDisk {
    /** The end of the simulated process. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Content {
        private byte[] bytes = new byte[64];
        private int length;
        private int synced;

        private void add(ByteBuffer from) {
            int more = from.remaining();
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
            }
            from.get(bytes, length, more);
            length += more;
        }
    }

    private final Random random;
    private final Map<String, Folder> folders = new HashMap<>();
    private long changes;
    private long crashAt = Long.MAX_VALUE;

    MemoryDisk(Random random) {
        this.random = random;
    }

    Storage folder(Path path) {
        return folders.computeIfAbsent(path.getFileName().toString(), name -> new Folder(path));
    }

    /** The process ends at the n-th change from now on. */
    void crashAfter(int n) {
        crashAt = changes + n;
    }

    /** What becomes of the disk when the power fails. */
    void losePower() {
        crashAt = Long.MAX_VALUE;
        folders.values().forEach(Folder::losePower);
    }

    void forget(String folder) {
        folders.remove(folder);
    }

    private void change() {
        changes++;
        if (changes >= crashAt) {
            throw new Crash();
        }
    }

    private final class Folder implements Storage {
        private final Path path;
        private Map<String, Content> names = new TreeMap<>();
        private Map<String, Content> syncedNames = new TreeMap<>();

        Folder(Path path) {
            this.path = path;
        }

        private void losePower() {
            names = new TreeMap<>(random.nextBoolean() ? names : syncedNames);
            for (Content content : names.values()) {
                content.length = content.synced + random.nextInt(content.length - content.synced + 1);
                content.synced = content.length;
            }
            syncedNames = new TreeMap<>(names);
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void makeFolder() {
            // It is there.
        }

        @Override
        public Closeable lock() {
            return () -> {};
        }

        @Override
        public List<String> list() {
            return List.copyOf(names.keySet());
        }

        @Override
        public StorageFile create(String name) {
            change();
            Content content = new Content();
            names.put(name, content);
            return new File(content);
        }

        @Override
        public StorageFile open(String name) throws FileNotFoundException {
            return new File(content(name));
        }

        private Content content(String name) throws FileNotFoundException {
            Content content = names.get(name);
            if (content == null) {
                throw new FileNotFoundException(name);
            }
            return content;
        }

        @Override
        public void rename(String from, String to) throws FileNotFoundException {
            change();
            names.put(to, content(from));
            names.remove(from);
        }

        @Override
        public void delete(String name) {
            change();
            names.remove(name);
        }

        @Override
        public void sync() {
            change();
            syncedNames = new TreeMap<>(names);
        }

        @Override
        public int salt() {
            return random.nextInt();
        }
    }

    private final class File implements Storage.StorageFile {
        private final Content content;

        File(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer bytes) {
            change();
            content.add(bytes);
        }

        @Override
        public void read(ByteBuffer into, long position) {
            int count = (int) Math.max(0, Math.min(into.remaining(), content.length - position));
            into.put(content.bytes, (int) Math.min(position, content.length), count);
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public void force() {
            change();
            content.synced = content.length;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
