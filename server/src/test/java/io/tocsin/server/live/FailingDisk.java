package io.tocsin.server.live;

import io.tocsin.journal.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Real folders that refuse to be written when they are told to. Thread-safe. */
final class FailingDisk {
    private final Set<String> full = ConcurrentHashMap.newKeySet();

    /** Folders of these names take nothing any more. */
    void fill(String... folders) {
        full.addAll(Set.of(folders));
    }

    void hasRoom() {
        full.clear();
    }

    Storage folder(Path path) {
        return new Folder(Storage.folder(path), path.getFileName().toString());
    }

    private void requireRoom(String folder) throws IOException {
        if (full.contains(folder)) {
            throw new IOException("No space left on device");
        }
    }

    private final class Folder implements Storage {
        private final Storage real;
        private final String name;

        Folder(Storage real, String name) {
            this.real = real;
            this.name = name;
        }

        @Override
        public Path path() {
            return real.path();
        }

        @Override
        public void makeFolder() throws IOException {
            real.makeFolder();
        }

        @Override
        public Closeable lock() throws IOException {
            return real.lock();
        }

        @Override
        public List<String> list() throws IOException {
            return real.list();
        }

        @Override
        public StorageFile create(String file) throws IOException {
            requireRoom(name);
            return new File(real.create(file), name);
        }

        @Override
        public StorageFile open(String file) throws IOException {
            return real.open(file);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            real.rename(from, to);
        }

        @Override
        public void delete(String file) throws IOException {
            real.delete(file);
        }

        @Override
        public void sync() throws IOException {
            real.sync();
        }

        @Override
        public int salt() {
            return real.salt();
        }
    }

    private final class File implements Storage.StorageFile {
        private final Storage.StorageFile real;
        private final String folder;

        File(Storage.StorageFile real, String folder) {
            this.real = real;
            this.folder = folder;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            requireRoom(folder);
            real.write(bytes);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            real.read(into, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public void force() throws IOException {
            requireRoom(folder);
            real.force();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
