package io.tocsin.server.cli;

import io.tocsin.config.GateListsReader;
import io.tocsin.config.Problem;
import io.tocsin.config.SiteReader;
import io.tocsin.server.events.Json;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin check}: all problems of a site, each with file, line and column. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private SiteOption site = new SiteOption();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SiteReader.Result result = withLists(SiteReader.read(site.folder(), terminal.environment()));
        long errors = SiteOption.errors(result);
        if (json) {
            terminal.out().println(new String(json(result), StandardCharsets.UTF_8));
        } else {
            SiteOption.print(result, terminal);
            summary(result, errors);
        }
        return errors == 0 ? Exit.DONE : Exit.CONFIGURATION;
    }

    /** The lists that change by the day are no part of a site, and wrong ones are worth telling all the same. */
    private SiteReader.Result withLists(SiteReader.Result result) {
        return result.site()
                .map(read -> GateListsReader.ofFolder(site.folder(), read).problems())
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

    private static byte[] json(SiteReader.Result result) {
        return Json.object(json -> {
            json.writeBooleanProperty("valid", SiteOption.errors(result) == 0);
            result.site().ifPresent(site -> {
                json.writeNumberProperty("tags", site.tags().size());
                Json.string(json, "configVersion", site.hash());
            });
            json.writeArrayPropertyStart("problems");
            result.problems().forEach(problem -> problem(json, problem));
            json.writeEndArray();
        });
    }

    private static void problem(JsonGenerator json, Problem problem) {
        json.writeStartObject();
        Json.string(json, "severity", problem.severity().name());
        Json.string(json, "file", problem.file());
        json.writeNumberProperty("line", problem.line());
        json.writeNumberProperty("column", problem.column());
        Json.string(json, "path", problem.path());
        json.writeObjectPropertyStart("message");
        Json.string(json, "zh", problem.message().zh());
        Json.string(json, "en", problem.message().en());
        json.writeEndObject();
        Json.string(json, "nearest", problem.nearest());
        json.writeEndObject();
    }
}
