package io.tocsin.server.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.link.DeadLetterLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFileTest {
    @TempDir
    private Path folder;

    private DeadLetterFile file() {
        return new DeadLetterFile(folder.resolve("dead"), new DeadLetterLines.Bounds(3, 200));
    }

    @Test
    void keepsThePointWithItsReasonAndGoesOnInTheSameFile() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (DeadLetterFile file = file()) {
                file.add("level,tag=a\\ b v=1.0 " + i, "HTTP 400: \"no\"");
                file.force();
            }
        }
        assertThat(Files.readAllLines(folder.resolve("dead").resolve("points.jsonl")))
                .containsExactly(
                        "{\"reason\":\"HTTP 400: \\\"no\\\"\",\"line\":\"level,tag=a\\\\ b v=1.0 0\"}",
                        "{\"reason\":\"HTTP 400: \\\"no\\\"\",\"line\":\"level,tag=a\\\\ b v=1.0 1\"}");
    }

    @Test
    void takesNoMoreRoomThanItsFilesAndKeepsTheNewest() throws Exception {
        try (DeadLetterFile file = file()) {
            for (int i = 0; i < 100; i++) {
                file.add("level v=1.0 " + (1_000 + i), "HTTP 400");
            }
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("dead"))) {
            files = all.sorted().toList();
        }
        assertThat(files)
                .extracting(path -> path.getFileName().toString())
                .containsExactly("points.1.jsonl", "points.2.jsonl", "points.jsonl");
        assertThat(files).allMatch(path -> path.toFile().length() <= 200);
        assertThat(Files.readString(files.get(2))).contains("1099");
    }

    @Test
    void makesNothingWhereNothingIsDead() throws Exception {
        try (DeadLetterFile file = file()) {
            file.force();
        }
        assertThat(folder.resolve("dead")).doesNotExist();
    }
}
