package io.tocsin.server.cli;

import io.tocsin.config.GateListsReader;
import io.tocsin.config.Problem;
import io.tocsin.config.SiteReader;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin check}: all problems of a site, each with file, line and column; and its table tests. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private static final SiteReader.Result NO_SITE =
            new SiteReader.Result(Optional.empty(), List.of(), new TreeMap<>());

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    /** Needed unless files of tests are named that may have tags of their own. */
    @Option(names = "--site", paramLabel = "DIR", descriptionKey = "site")
    private @Nullable Path folder;

    @Option(names = "--tests", arity = "0..*", paramLabel = "FILE", descriptionKey = "tests")
    private @Nullable List<Path> tests;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SiteReader.Result site = folder == null ? noSite() : site(folder);
        TableTests ran = tests == null ? TableTests.NONE : tests(site, tests);
        SiteReader.Result result = site.with(ran.problems());
        if (json) {
            terminal.out().println(new String(json(result, ran), StandardCharsets.UTF_8));
        } else {
            tell(result, ran);
        }
        return exitCode(result, ran);
    }

    private SiteReader.Result noSite() {
        if (tests == null || tests.isEmpty()) {
            throw new MissingParameterException(spec.commandLine(), spec.findOption("--site"), "Missing --site");
        }
        return NO_SITE;
    }

    /** What is wrong with a site's tags is wrong with every test of them: that is told first, and alone. */
    private TableTests tests(SiteReader.Result site, List<Path> files) {
        return SiteOption.errors(site) > 0
                ? TableTests.NONE
                : TableTests.run(folder, files, site.site(), terminal.environment());
    }

    private int exitCode(SiteReader.Result result, TableTests ran) {
        if (SiteOption.errors(result) > 0) {
            return Exit.CONFIGURATION;
        }
        return ran.failed() == 0 ? Exit.DONE : Exit.DIFFERENCES;
    }

    private void tell(SiteReader.Result result, TableTests ran) {
        SiteOption.print(result, terminal);
        summary(result, SiteOption.errors(result));
        if (tests != null && SiteOption.errors(result) == 0) {
            ran.tell(terminal);
        }
    }

    /** The lists that change by the day are no part of a site, and wrong ones are worth telling all the same. */
    private SiteReader.Result site(Path from) {
        SiteReader.Result result = SiteReader.read(from, terminal.environment());
        return result.site()
                .map(read -> GateListsReader.ofFolder(from, read).problems())
                .map(result::with)
                .orElse(result);
    }

    private void summary(SiteReader.Result result, long errors) {
        long warnings = result.problems().size() - errors;
        String tags =
                result.site().map(read -> String.valueOf(read.tags().size())).orElse("-");
        terminal.print(
                "错误 " + errors + "，警告 " + warnings + "，位号 " + tags,
                errors + " errors, " + warnings + " warnings, " + tags + " tags");
    }

    private byte[] json(SiteReader.Result result, TableTests ran) {
        return Json.object(json -> {
            json.writeBooleanProperty("valid", SiteOption.errors(result) == 0);
            result.site().ifPresent(site -> {
                json.writeNumberProperty("tags", site.tags().size());
                Json.string(json, "configVersion", site.hash());
            });
            json.writeArrayPropertyStart("problems");
            result.problems().forEach(problem -> problem(json, problem));
            json.writeEndArray();
            if (tests != null) {
                ran.write(json);
            }
        });
    }

    static void text(JsonGenerator json, Text text) {
        json.writeStartObject();
        Json.string(json, "zh", text.zh());
        Json.string(json, "en", text.en());
        json.writeEndObject();
    }

    static void problem(JsonGenerator json, Problem problem) {
        json.writeStartObject();
        Json.string(json, "severity", problem.severity().name());
        Json.string(json, "file", problem.file());
        json.writeNumberProperty("line", problem.line());
        json.writeNumberProperty("column", problem.column());
        Json.string(json, "path", problem.path());
        json.writeName("message");
        text(json, problem.message());
        Json.string(json, "nearest", problem.nearest());
        json.writeEndObject();
    }
}
