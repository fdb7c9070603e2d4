package io.tocsin.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sole right to write a folder: a lock on its file {@code lock}, which holds the process id of its owner. */
final class FolderLock implements Closeable {

    /**
     * Folders locked by this process. POSIX drops a process's lock when it closes any descriptor of the file, so a
     * second attempt inside one process must be refused before it opens the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final int PID_BYTES_MAX = 20;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path path) throws IOException {
        Path folder = path.toRealPath();
        if (!HELD_HERE.add(folder)) {
            throw new JournalLocked(folder, "this process");
        }
        try {
            return locked(folder);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    private static FolderLock locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new JournalLocked(folder, "process " + owner(channel));
            }
            writeOwner(channel);
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
