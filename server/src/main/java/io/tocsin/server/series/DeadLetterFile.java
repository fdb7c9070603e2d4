package io.tocsin.server.series;

import io.tocsin.ingest.series.DeadLetters;
import io.tocsin.server.events.Json;
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
 * Points that the store never takes, each with the reason, as JSON lines in {@code points.jsonl}. A full file becomes
 * {@code points.1.jsonl} and so on; the oldest is deleted, which the log says. For the pump's thread.
 */
final class DeadLetterFile implements DeadLetters, AutoCloseable {
    /** The files of a folder and how large they may be. */
    record Bounds(int files, long bytesPerFile) {
        static Bounds standard() {
            return new Bounds(4, 16L << 20);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFile.class);

    private final Path folder;
    private final Bounds bounds;
    private @Nullable FileChannel open;

    DeadLetterFile(Path folder, Bounds bounds) {
        this.folder = folder;
        this.bounds = bounds;
    }

    @Override
    public void add(String line, String reason) throws IOException {
        byte[] json = Json.object(fields -> {
            Json.string(fields, "reason", reason);
            Json.string(fields, "line", line);
        });
        ByteBuffer bytes =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        FileChannel file = withRoomFor(bytes.remaining());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        LOG.warn("the store of series never takes this point, it is kept in {}: {}: {}", folder, reason, line);
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
                name(0), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        open = file;
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return file;
    }

    private void rotate() throws IOException {
        Path oldest = name(bounds.files() - 1);
        if (Files.deleteIfExists(oldest)) {
            LOG.error("too many points are refused by the store of series: the oldest file of them was deleted");
        }
        for (int i = bounds.files() - 2; i >= 0; i--) {
            if (Files.exists(name(i))) {
                Files.move(name(i), name(i + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path name(int age) {
        return folder.resolve(age == 0 ? "points.jsonl" : "points." + age + ".jsonl");
    }

    @Override
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
