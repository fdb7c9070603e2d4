package io.tocsin.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a POSIX file system. */
final class FolderStorage implements Storage {
    private final Path folder;

    FolderStorage(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public void makeFolder() throws IOException {
        makeFolder(folder);
    }

    private static void makeFolder(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || Files.isDirectory(path)) {
            return;
        }
        makeFolder(parent);
        Files.createDirectory(path);
        sync(parent);
    }

    @Override
    public Closeable lock() throws IOException {
        return FolderLock.take(folder);
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public StorageFile create(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        return new ChannelFile(FileChannel.open(folder.resolve(name), CREATE_NEW, WRITE));
    }

    @Override
    public StorageFile open(String name) throws IOException {
        return new ChannelFile(FileChannel.open(folder.resolve(name), READ));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(folder.resolve(name));
    }

    @Override
    public void sync() throws IOException {
        sync(folder);
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public int salt() {
        return new SecureRandom().nextInt();
    }

    private record ChannelFile(FileChannel channel) implements StorageFile {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            long at = position;
            while (into.hasRemaining()) {
                int count = channel.read(into, at);
                if (count < 0) {
                    return;
                }
                at += count;
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
