package io.tocsin.server.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a neighbour never takes, as JSON lines in {@code <name>.jsonl}. A full file becomes {@code <name>.1.jsonl} and so
 * on; the oldest is deleted, which the log says. Nothing is made where nothing is dead. For one link's thread.
 */
public final class DeadLetterLines implements AutoCloseable {
    /** The files of a folder and how large they may be. */
    public record Bounds(int files, long bytesPerFile) {
        public static Bounds standard() {
            return new Bounds(4, 16L << 20);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLines.class);

    private final Path folder;
    private final String name;
    private final Bounds bounds;
    private @Nullable FileChannel open;

    /** @param name of the newest file, without {@code .jsonl} */
    public DeadLetterLines(Path folder, String name, Bounds bounds) {
        this.folder = folder;
        this.name = name;
        this.bounds = bounds;
    }

    /**
     * Appends one line; durable after {@link #force()}.
     *
     * @param line without its line end
     */
    public void add(byte[] line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
        FileChannel file = withRoomFor(bytes.remaining());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private FileChannel withRoomFor(int bytes) throws IOException {
        FileChannel file = open == null ? opened() : open;
        if (file.size() == 0 || file.size() + bytes <= bounds.bytesPerFile()) {
            return file;
        }
        file.force(true);
        file.close();
        open = null;
        rotate();
        return opened();
    }

    private FileChannel opened() throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(
                file(0), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        open = file;
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return file;
    }

    private void rotate() throws IOException {
        Path oldest = file(bounds.files() - 1);
        if (Files.deleteIfExists(oldest)) {
            LOG.error("too much is refused by {}: the oldest dead letters, {}, were deleted", name, oldest);
        }
        for (int i = bounds.files() - 2; i >= 0; i--) {
            if (Files.exists(file(i))) {
                Files.move(file(i), file(i + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path file(int age) {
        return folder.resolve(age == 0 ? name + ".jsonl" : name + "." + age + ".jsonl");
    }

    /** What was added is durable when this returns. */
    public void force() throws IOException {
        FileChannel file = open;
        if (file != null) {
            file.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }
}
