package io.tocsin.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A site folder made of texts. */
final class SiteFiles {
    private SiteFiles() {}

    static SiteReader.Result read(Path folder, Map<String, String> texts, Map<String, String> environment) {
        write(folder, texts);
        return SiteReader.read(folder, environment);
    }

    static void write(Path folder, Map<String, String> texts) {
        texts.forEach((name, text) -> write(folder, name, text.getBytes(StandardCharsets.UTF_8)));
    }

    static void write(Path folder, String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Site site(Path folder, Map<String, String> texts) {
        SiteReader.Result result = read(folder, texts, Map.of());
        return result.site().orElseThrow(() -> new AssertionError(rendered(result)));
    }

    static Site tags(Path folder, String yaml) {
        return site(folder, Map.of("tags.yaml", yaml));
    }

    /** The first tag of a file with one tag, its fields given one a line. */
    static Tag tag(Path folder, String... fields) {
        String yaml = "tags:\n  - tag: A\n    " + String.join("\n    ", fields) + "\n";
        return tags(folder, yaml).tags().get(0);
    }

    static ConditionSpec condition(Tag tag, Condition condition) {
        return tag.conditions().stream()
                .filter(spec -> spec.condition() == condition)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + condition + " in " + tag));
    }

    static List<String> rendered(SiteReader.Result result) {
        return result.problems().stream()
                .map(problem -> problem.render(Locale.ENGLISH))
                .toList();
    }
}
