package io.tocsin.server.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/gateways.md} tells people to set up, for tests that do it. */
final class Page {
    private Page() {}

    static String block(String name) throws IOException {
        Pattern block = Pattern.compile("<!-- checked: " + name + " -->\\s+```text\\s(.*?)```", Pattern.DOTALL);
        Matcher found = block.matcher(Files.readString(Path.of("..", "docs", "gateways.md")));
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
