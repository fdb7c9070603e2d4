package io.tocsin.history;

import io.tocsin.rules.Quality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Files for tests, and what the reader makes of them as text. */
final class Written {
    private Written() {}

    /** Samples as {@code time tag value quality[ @received]}, mistakes as {@code line:column message}. */
    record Read(List<String> samples, List<String> mistakes, Findings findings) {}

    static Read read(Path file) throws IOException {
        return read(file, OnMistake.COUNT);
    }

    static Read read(Path file, OnMistake onMistake) throws IOException {
        TagTable tags = TagTable.growing(List.of());
        try (HistoryFile history = HistoryFile.open(file, tags, onMistake)) {
            return read(history, tags);
        }
    }

    static Read read(History history, TagTable tags) throws IOException {
        List<String> samples = new ArrayList<>();
        while (history.next()) {
            samples.add(history.timeMs() + " " + tags.name(history.tag()) + ' ' + history.value() + ' '
                    + Quality.ofCode(history.quality())
                    + (history.hasReceived() ? " @" + history.receivedMs() : ""));
        }
        return new Read(samples, mistakes(history.findings()), history.findings());
    }

    static List<String> mistakes(Findings findings) {
        return findings.mistakes().stream()
                .map(p -> {
                    String rendered = p.render(Locale.ROOT);
                    return rendered.substring(p.file().length() + 1).replace(" error:", "");
                })
                .toList();
    }

    static Path lines(Path dir, String... lines) throws IOException {
        return Files.write(dir.resolve("history"), List.of(lines));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
