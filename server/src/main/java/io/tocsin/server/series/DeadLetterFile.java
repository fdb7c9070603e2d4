package io.tocsin.server.series;

import io.tocsin.ingest.series.DeadLetters;
import io.tocsin.server.events.Json;
import io.tocsin.server.link.DeadLetterLines;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Points that the store never takes, each with the reason, in {@code points.jsonl}. For the pump's thread. */
final class DeadLetterFile implements DeadLetters, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFile.class);

    private final Path folder;
    private final DeadLetterLines lines;

    DeadLetterFile(Path folder, DeadLetterLines.Bounds bounds) {
        this.folder = folder;
        this.lines = new DeadLetterLines(folder, "points", bounds);
    }

    @Override
    public void add(String line, String reason) throws IOException {
        lines.add(Json.object(fields -> {
            Json.string(fields, "reason", reason);
            Json.string(fields, "line", line);
        }));
        LOG.warn("the store of series never takes this point, it is kept in {}: {}: {}", folder, reason, line);
    }

    @Override
    public void force() throws IOException {
        lines.force();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
