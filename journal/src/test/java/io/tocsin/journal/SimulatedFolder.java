package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder of a {@link SimulatedStorage}: names with a prefix there. */
record SimulatedFolder(SimulatedStorage disk, String prefix) implements Storage {

    @Override
    public Path path() {
        return disk.path().resolve(prefix);
    }

    @Override
    public void makeFolder() {
        disk.makeFolder();
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public List<String> list() {
        return disk.list(prefix);
    }

    @Override
    public StorageFile create(String name) throws IOException {
        return disk.create(prefix + name);
    }

    @Override
    public StorageFile open(String name) throws IOException {
        return disk.open(prefix + name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(prefix + from, prefix + to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(prefix + name);
    }

    @Override
    public void sync() throws IOException {
        disk.sync(prefix);
    }

    @Override
    public int salt() {
        return disk.salt();
    }
}
