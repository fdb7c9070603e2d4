package io.tocsin.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.config.Condition;
import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.config.TableTest.Expected;
import io.tocsin.config.TableTestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every table test of this repository, one by one: what conditions mean, and what the shipped park promises. */
class TableTestsTest {
    private static final Path SEMANTICS = Path.of("src/test/resources/table-tests");
    private static final Path BINHAI = Path.of("../sites/binhai");

    @TestFactory
    Stream<DynamicContainer> theMeaningOfConditions() throws IOException {
        return files(SEMANTICS).stream().map(file -> container(SEMANTICS, file, Optional.empty()));
    }

    @TestFactory
    Stream<DynamicContainer> thePromisesOfBinhai() throws IOException {
        Optional<Site> site = SiteReader.read(BINHAI, Map.of()).site();
        assertThat(site).isPresent();
        return files(BINHAI).stream().map(file -> container(BINHAI, file, site));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.filter(file -> file.toString().endsWith(TableTestReader.ENDING))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    private static DynamicContainer container(Path folder, String file, Optional<Site> site) {
        TableTestReader.Result read = TableTestReader.read(folder, file, site, Map.of());
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest(
                "is read", () -> assertThat(read.problems()).isEmpty()));
        read.tests()
                .forEach(test -> tests.add(DynamicTest.dynamicTest(test.name().en(), () -> {
                    Outcome outcome = TableRun.of(test);
                    assertThat(outcome.passed())
                            .as(String.join("\n", Report.of(outcome, Locale.ENGLISH)))
                            .isTrue();
                })));
        return DynamicContainer.dynamicContainer(file, tests);
    }

    @Test
    void namesEachConditionAtLeastOnceRaisedAndOnceCleared() throws IOException {
        List<String> seen = new ArrayList<>();
        for (String file : files(SEMANTICS)) {
            TableTestReader.read(SEMANTICS, file, Optional.empty(), Map.of())
                    .tests()
                    .forEach(test -> test.expected().forEach(one -> seen.add(condition(one) + " " + one.state())));
        }
        List<String> all = new ArrayList<>();
        for (Condition condition : Condition.values()) {
            all.add(condition + " RAISED");
            all.add(condition + " CLEARED");
        }
        assertThat(seen).containsAll(all);
    }

    /** Of a rule what stands in the place of a condition is its id. */
    private static String condition(Expected one) {
        return one.alarm().substring(one.alarm().lastIndexOf(':') + 1);
    }
}
