package io.tocsin.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Suppression;
import io.tocsin.config.Warnings;
import io.tocsin.rules.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's words and buttons beside what the engine and the server may say, without a browser. */
class WordsTest {
    private static final Path CONSOLE = Path.of("src/main/resources/console");
    private static final Path HTTP = Path.of("../docs/http.md");
    private static final Pattern ENTRY =
            Pattern.compile("^ {2}'([^']+)':\\s*'((?:[^'\\\\]|\\\\.)*)',$", Pattern.MULTILINE);
    private static final Pattern SAID = Pattern.compile("\\bsay\\(\\s*'([A-Za-z0-9.]+)'[,)]");

    private static Map<String, String> words(String lang) throws IOException {
        Map<String, String> words = new TreeMap<>();
        for (String file : List.of(lang + ".js", "people." + lang + ".js")) {
            String text = Files.readString(CONSOLE.resolve("words").resolve(file));
            for (MatchResult entry : ENTRY.matcher(text).results().toList()) {
                assertThat(words.put(entry.group(1), entry.group(2)))
                        .as("%s twice in %s", entry.group(1), lang)
                        .isNull();
            }
        }
        return words;
    }

    private static List<String> keys(String section, Enum<?>[] names) {
        return Stream.of(names).map(name -> section + name.name()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyRefusalHasItsWords(String lang) throws IOException {
        Map<String, String> words = words(lang);
        assertThat(words.keySet()).containsAll(keys("error.", Reason.values()));
        assertThat(words.values()).noneMatch(String::isBlank);
        assertThat(words.keySet()).containsAll(problems());
    }

    /** The codes of the document, which another test holds to the server. */
    private static List<String> problems() throws IOException {
        String document = Files.readString(HTTP);
        return Pattern.compile("^\\| `([A-Z_]+)` \\| \\d{3} \\|", Pattern.MULTILINE)
                .matcher(document)
                .results()
                .map(code -> "error." + code.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void everyStateOfWhatPeopleHaveToDoWithHasItsWords(String lang) throws IOException {
        assertThat(words(lang).keySet())
                .containsAll(keys("alarmState.", AlarmState.values()))
                .containsAll(keys("silence.", Suppression.values()))
                .containsAll(keys("handling.", Handling.State.values()))
                .containsAll(keys("colour.", Warnings.Colour.values()))
                .containsAll(keys("work.", Input.Work.values()));
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(words("zh").keySet()).isEqualTo(words("en").keySet());
    }

    @Test
    void whateverAViewSaysIsInTheTables() throws IOException {
        Map<String, String> words = words("zh");
        try (Stream<Path> views = Files.walk(CONSOLE)) {
            for (Path view : views.filter(file -> file.toString().endsWith(".js"))
                    .filter(file -> !file.toString().contains("vendor"))
                    .toList()) {
                List<String> said = SAID.matcher(Files.readString(view))
                        .results()
                        .map(key -> key.group(1))
                        .toList();
                assertThat(words.keySet()).as(view.toString()).containsAll(said);
            }
        }
    }

    @Test
    void aRoleIsShownTheButtonsOfWhatItMayAskFor() throws IOException {
        String page = Files.readString(CONSOLE.resolve("may.js"));
        String document = Files.readString(HTTP);
        for (Input.Role role : Input.Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            String row = document.lines()
                    .filter(line -> line.startsWith("| `" + name + "` |"))
                    .findFirst()
                    .orElseThrow();
            assertThat(quoted(page, name + ": \\[([^\\]]*)\\]", "'([A-Za-z]+)'"))
                    .as(name)
                    .hasSameElementsAs(quoted(row, "\\| look(.*)", "`([A-Za-z]+)`"));
        }
    }

    /** What stands in quotes in the first part of a text that is so; nothing where there is none. */
    private static List<String> quoted(String text, String part, String quoted) {
        List<String> found = new ArrayList<>();
        Pattern.compile(part)
                .matcher(text)
                .results()
                .limit(1)
                .forEach(one -> Pattern.compile(quoted)
                        .matcher(one.group(1))
                        .results()
                        .forEach(each -> found.add(each.group(1))));
        return found;
    }
}
