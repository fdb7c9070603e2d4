package io.tocsin.server.events;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sites of a few words. */
final class RecordSites {
    private RecordSites() {}

    static Site of(String tags) {
        try {
            Path folder = Files.createTempDirectory("site");
            Path file = Files.writeString(folder.resolve("tags.yaml"), tags);
            try {
                return SiteReader.read(folder, Map.of()).site().orElseThrow();
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
