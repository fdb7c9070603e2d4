package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.TableTestReader;
import io.tocsin.config.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of table tests that a command line means.
 *
 * @param files each with the name that problems and reports have for it, in order
 * @param problems where there is none
 */
record TestFiles(List<Named> files, List<Problem> problems) {
    private static final String FOLDER = "tests";
    private static final Text WANTED = new Text("至少一个 *.test.yaml 文件", "at least one file *.test.yaml");

    /** @param name relative to the folder */
    record Named(Path folder, String name) {}

    /** All below the site's folder {@code tests} where none is named; a folder stands for all below it. */
    static TestFiles of(@Nullable Path site, List<Path> named) {
        List<Named> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (site != null && named.isEmpty()) {
            add(site, Path.of(FOLDER), files, problems);
        }
        for (Path one : named) {
            add(Path.of(""), one, files, problems);
        }
        return new TestFiles(files, problems);
    }

    private static void add(Path folder, Path one, List<Named> files, List<Problem> problems) {
        Path path = folder.resolve(one);
        if (Files.isDirectory(path) || !one.toString().endsWith(".yaml")) {
            List<String> below = below(path);
            below.forEach(name -> files.add(new Named(folder, one + "/" + name)));
            if (below.isEmpty()) {
                problems.add(none(one.toString()));
            }
        } else {
            files.add(new Named(folder, one.toString()));
        }
    }

    private static Problem none(String folder) {
        Text message = new Text("应为" + WANTED.zh() + "，实为空", "expected " + WANTED.en() + ", was nothing");
        return new Problem(Problem.Severity.ERROR, folder, 0, 0, "", message, null);
    }

    private static List<String> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(TableTestReader.ENDING))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
