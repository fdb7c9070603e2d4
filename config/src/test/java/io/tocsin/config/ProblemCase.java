package io.tocsin.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A site that is wrong somewhere, and the problems it must give, as a text under {@code src/test/resources/problems}.
 *
 * @param schema what the published schemas do: {@code refuses} or {@code accepts} the files; empty where it is no YAML
 */
record ProblemCase(
        String name,
        Optional<String> schema,
        Map<String, String> files,
        Map<String, String> environment,
        List<String> problems) {
    private static final Path FOLDER = Path.of("src/test/resources/problems");

    static Stream<ProblemCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted(Comparator.naturalOrder()).map(ProblemCase::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemCase read(Path file) {
        try {
            return parse(file.getFileName().toString().replace(".txt", ""), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemCase parse(String name, List<String> lines) {
        Map<String, StringBuilder> parts = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("--- ") && line.length() > 4) {
                current = new StringBuilder();
                parts.put(line.substring(4), current);
            } else if (!line.startsWith("schema: ") || !parts.isEmpty()) {
                current.append(line).append('\n');
            }
        }
        Optional<String> schema = lines.get(0).startsWith("schema: ")
                ? Optional.of(lines.get(0).substring("schema: ".length()))
                : Optional.empty();
        Map<String, String> files = new LinkedHashMap<>();
        parts.forEach((part, text) -> files.put(part, text.toString()));
        List<String> problems =
                Objects.requireNonNull(files.remove("problems"), name).lines().toList();
        Map<String, String> environment = new LinkedHashMap<>();
        Optional.ofNullable(files.remove("environment"))
                .orElse("")
                .lines()
                .forEach(line ->
                        environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return new ProblemCase(name, schema, files, environment, problems);
    }

    @Override
    public String toString() {
        return name;
    }
}
