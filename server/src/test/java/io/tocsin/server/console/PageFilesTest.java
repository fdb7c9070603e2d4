package io.tocsin.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page is made of: nothing from elsewhere, nothing inline, no words but those of the tables. */
class PageFilesTest {
    private static final Path CONSOLE = Path.of("src/main/resources/console");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z\\u4e00-\\u9fff]{2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:title|placeholder|alt|aria-label)=\"[^\"$]*[A-Za-z\\u4e00-\\u9fff]{2,}");

    @Test
    void everyVendoredFileIsTheOneThatWasTakenIn() throws Exception {
        List<String> listed = Files.readAllLines(CONSOLE.resolve("vendor/SHA256SUMS"));
        List<String> found = new ArrayList<>();
        for (Path file : files(CONSOLE.resolve("vendor"), "")) {
            if (!file.endsWith("SHA256SUMS")) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                found.add(HexFormat.of().formatHex(digest) + "  " + file.getFileName());
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void noViewHasWordsOfItsOwn() throws IOException {
        List<Path> views = files(CONSOLE.resolve("views"), ".js");
        views.add(CONSOLE.resolve("app.js"));
        for (Path view : views) {
            for (String template : templates(Files.readString(view))) {
                assertThat(LETTERS.matcher(template.replaceAll("<[^>]*>", " "))
                                .results()
                                .map(m -> m.group()))
                        .as("%s: words between tags in %s", view.getFileName(), template)
                        .isEmpty();
                assertThat(SPOKEN.matcher(template).find())
                        .as("%s: words in an attribute of %s", view.getFileName(), template)
                        .isFalse();
            }
        }
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws IOException {
        String page = Files.readString(CONSOLE.resolve("index.html"));
        assertThat(page)
                .doesNotContain(" style=", "<style", "onclick", "http:", "https:")
                .doesNotContain("<script>");
        for (Path file : files(CONSOLE, ".js")) {
            if (!file.toString().contains("vendor")) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .startsWith("// @ts-check")
                        .doesNotContain("style=\"", "innerHTML", "eval(", "http://", "https://");
            }
        }
        for (Path sheet : List.of(CONSOLE.resolve("console.css"), CONSOLE.resolve("people.css"))) {
            assertThat(Files.readString(sheet)).doesNotContain("url(", "@import", "@font-face");
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(end))
                    .sorted()
                    .toList());
        }
    }

    /** The templates of a file, each with its embedded expressions cut out; templates within those stand for themselves. */
    private static List<String> templates(String source) {
        List<String> found = new ArrayList<>();
        for (int at = source.indexOf("html`"); at >= 0; at = source.indexOf("html`", at + 1)) {
            found.add(template(source, at + "html`".length()));
        }
        return found;
    }

    private static String template(String source, int start) {
        StringBuilder own = new StringBuilder();
        int at = start;
        while (source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                at = afterExpression(source, at + 2);
            } else {
                own.append(source.charAt(at++));
            }
        }
        return own.toString();
    }

    private static int afterExpression(String source, int start) {
        int at = start;
        while (source.charAt(at) != '}') {
            char c = source.charAt(at);
            if (c == '{') {
                at = afterExpression(source, at + 1);
            } else if (c == '`') {
                at = afterTemplate(source, at + 1);
            } else if (c == '\'') {
                at = source.indexOf('\'', at + 1) + 1;
            } else {
                at++;
            }
        }
        return at + 1;
    }

    private static int afterTemplate(String source, int start) {
        int at = start;
        while (source.charAt(at) != '`') {
            at = source.startsWith("${", at) ? afterExpression(source, at + 2) : at + 1;
        }
        return at + 1;
    }
}
