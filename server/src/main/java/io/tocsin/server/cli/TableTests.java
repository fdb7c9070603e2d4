package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.TableTest;
import io.tocsin.config.TableTest.Expected;
import io.tocsin.config.TableTestReader;
import io.tocsin.server.check.Happened;
import io.tocsin.server.check.Outcome;
import io.tocsin.server.check.Report;
import io.tocsin.server.check.Row;
import io.tocsin.server.check.TableRun;
import io.tocsin.server.events.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The table tests of a site, run, or what is wrong with their files: then none was run.
 *
 * @param files how many were read
 */
record TableTests(int files, List<Outcome> outcomes, List<Problem> problems) {
    static final TableTests NONE = new TableTests(0, List.of(), List.of());

    static TableTests run(
            @Nullable Path folder, List<Path> named, Optional<Site> site, Map<String, String> environment) {
        TestFiles files = TestFiles.of(folder, named);
        List<Problem> problems = new ArrayList<>(files.problems());
        List<TableTest> tests = new ArrayList<>();
        for (TestFiles.Named file : files.files()) {
            TableTestReader.Result read = TableTestReader.read(file.folder(), file.name(), site, environment);
            problems.addAll(read.problems());
            tests.addAll(read.tests());
        }
        List<Outcome> outcomes =
                problems.isEmpty() ? tests.stream().map(TableRun::of).toList() : List.of();
        return new TableTests(files.files().size(), outcomes, problems);
    }

    long failed() {
        return outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }

    private long passed() {
        return outcomes.size() - failed();
    }

    void tell(Terminal terminal) {
        for (Outcome outcome : outcomes) {
            if (!outcome.passed()) {
                Report.of(outcome, terminal.language().locale()).forEach(terminal.out()::println);
            }
        }
        terminal.print(
                "测试文件 " + files + "，通过 " + passed() + "，未通过 " + failed(),
                files + " test files, " + passed() + " passed, " + failed() + " failed");
    }

    void write(JsonGenerator json) {
        json.writeObjectPropertyStart("tests");
        json.writeNumberProperty("files", files);
        json.writeNumberProperty("passed", passed());
        json.writeNumberProperty("failed", failed());
        json.writeArrayPropertyStart("results");
        outcomes.forEach(outcome -> outcome(json, outcome));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        TableTest test = outcome.test();
        json.writeStartObject();
        Json.string(json, "file", test.file());
        json.writeNumberProperty("line", test.line());
        json.writeObjectPropertyStart("name");
        Json.string(json, "zh", test.name().zh());
        Json.string(json, "en", test.name().en());
        json.writeEndObject();
        json.writeBooleanProperty("passed", outcome.passed());
        json.writeNumberProperty("late", outcome.late());
        json.writeNumberProperty("historical", outcome.historical());
        json.writeArrayPropertyStart("rows");
        outcome.rows().forEach(row -> row(json, row, test.startMs()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, Row row, long startMs) {
        json.writeStartObject();
        Json.string(json, "mark", row.mark().name());
        Json.string(json, "time", Json.time(startMs + row.atMs()));
        json.writeNumberProperty("atMs", row.atMs());
        json.writeName("expected");
        expected(json, row.expected());
        json.writeName("was");
        was(json, row.was());
        json.writeEndObject();
    }

    private static void expected(JsonGenerator json, @Nullable Expected expected) {
        if (expected == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberProperty("line", expected.line());
        Json.string(json, "alarm", expected.alarm());
        Json.string(json, "state", expected.state().name());
        if (expected.value() != null) {
            Json.number(json, "value", expected.value());
        }
        if (expected.onsetMs() != null) {
            json.writeNumberProperty("onsetMs", expected.onsetMs());
        }
        if (expected.quality() != null) {
            Json.string(json, "quality", expected.quality().name());
        }
        json.writeEndObject();
    }

    private static void was(JsonGenerator json, @Nullable Happened was) {
        if (was == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Json.string(json, "alarm", was.alarm());
        Json.string(json, "state", was.state().name());
        Json.number(json, "value", was.value());
        json.writeNumberProperty("onsetMs", was.onsetMs());
        Json.string(
                json, "quality", was.quality() == null ? null : was.quality().name());
        json.writeEndObject();
    }
}
