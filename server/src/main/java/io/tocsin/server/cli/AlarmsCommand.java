package io.tocsin.server.cli;

import io.tocsin.config.AlarmColumn;
import io.tocsin.config.AlarmImport;
import io.tocsin.config.AlarmRow;
import io.tocsin.config.AlarmTable;
import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.SiteDifference;
import io.tocsin.config.Text;
import io.tocsin.server.events.EventJson;
import io.tocsin.server.events.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin alarms}: the master alarm database of a site, out to a spreadsheet and back. */
@Command(
        name = "alarms",
        subcommands = {AlarmsCommand.Export.class, AlarmsCommand.Import.class})
final class AlarmsCommand implements Runnable {
    private static final String STREAM = "-";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    AlarmsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.err());
        throw new ParameterException(spec.commandLine(), terminal.say("缺少命令", "Missing command"));
    }

    /** {@code tocsin alarms export}: the whole table. */
    @Command(name = "export")
    static final class Export implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private SiteOption site = new SiteOption();

        @Parameters(paramLabel = "FILE", arity = "0..1", defaultValue = STREAM, descriptionKey = "alarms-to")
        private Path file = Path.of(STREAM);

        @Option(names = "--excel", descriptionKey = "excel")
        private boolean excel;

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            Site read = SiteOption.site(site.read(terminal));
            AlarmTable table = AlarmTable.of(site.folder(), terminal.environment(), read);
            AlarmTable.Form form = excel ? AlarmTable.Form.EXCEL : AlarmTable.Form.PLAIN;
            byte[] bytes = json
                    ? json(read, table)
                    : table.csv(form, terminal.language().locale());
            if (file.toString().equals(STREAM)) {
                terminal.out().print(new String(bytes, StandardCharsets.UTF_8));
                terminal.out().print(json ? "\n" : "");
                terminal.out().flush();
            } else {
                WholeFile.replace(file, bytes);
                terminal.print(
                        "已写入 " + file + "：" + table.rows().size() + " 个报警",
                        "wrote " + file + ": " + table.rows().size() + " alarms");
            }
            return Exit.DONE;
        }

        private static byte[] json(Site site, AlarmTable table) {
            return Json.object(json -> {
                Json.string(json, "configVersion", site.hash());
                json.writeArrayPropertyStart("alarms");
                table.rows().forEach(row -> row(json, row));
                json.writeEndArray();
            });
        }

        /** Every column, empty ones as null; a value is a number, or {@code off}. */
        private static void row(JsonGenerator json, AlarmRow row) {
            json.writeStartObject();
            for (AlarmColumn column : AlarmTable.columns()) {
                cell(json, column, row.cell(column));
            }
            Json.string(json, "note", row.note().isEmpty() ? null : row.note());
            json.writeEndObject();
        }

        private static void cell(JsonGenerator json, AlarmColumn column, String text) {
            if (column.isNumber() && !text.isEmpty() && !text.equals(AlarmTable.OFF)) {
                Json.number(json, column.heading(), Double.parseDouble(text));
            } else if (column.isYesOrNo() && !text.isEmpty()) {
                json.writeBooleanProperty(column.heading(), Boolean.parseBoolean(text));
            } else {
                Json.string(json, column.heading(), text.isEmpty() ? null : text);
            }
        }
    }

    /** {@code tocsin alarms import}: what a table would change; and, if asked, changes it. */
    @Command(name = "import")
    static final class Import implements Callable<Integer> {
        private final Terminal terminal;

        @Option(names = "--site", required = true, paramLabel = "DIR", descriptionKey = "site")
        private Path folder = Path.of(".");

        @Parameters(paramLabel = "FILE", descriptionKey = "alarms-from")
        private Path file = Path.of("");

        @Option(names = "--write", descriptionKey = "alarms-write")
        private boolean write;

        @Option(names = "--change", paramLabel = "NO", defaultValue = "", descriptionKey = "alarms-change")
        private String change = "";

        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", descriptionKey = "alarms-reason")
        private String reason = "";

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;

        Import(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws Exception {
            AlarmImport.Why why = new AlarmImport.Why(reason.strip(), change.strip());
            AlarmImport handed = AlarmImport.of(folder, terminal.environment(), file.toString(), bytes(), why);
            boolean differs =
                    handed.change().map(made -> !made.difference().isEmpty()).orElse(false);
            boolean written = differs && write;
            if (written) {
                WholeFile.replace(
                        folder.resolve(AlarmImport.FILE),
                        handed.change().orElseThrow().csv());
            }
            if (json) {
                terminal.out().println(new String(json(handed, written), StandardCharsets.UTF_8));
            } else {
                tell(handed, written);
            }
            if (handed.change().isEmpty()) {
                return Exit.CONFIGURATION;
            }
            return differs && !written ? Exit.DIFFERENCES : Exit.DONE;
        }

        private byte[] bytes() throws Refused {
            try {
                return file.toString().equals(STREAM) ? terminal.in().readAllBytes() : Files.readAllBytes(file);
            } catch (IOException e) {
                throw Refused.environment(
                        "无法读取文件：" + file,
                        "expected a file that can be read, was " + file + " (" + e.getMessage() + ")");
            }
        }

        private void tell(AlarmImport handed, boolean written) {
            for (Text remark : handed.remarks()) {
                terminal.err().println("tocsin: " + terminal.language().of(remark));
            }
            for (Problem problem : handed.problems()) {
                terminal.err().println(problem.render(terminal.language().locale()));
            }
            terminal.err().flush();
            handed.change().ifPresent(made -> tell(made.difference()));
            if (handed.change().isEmpty()) {
                terminal.print("未写入：见上列错误", "nothing was written: see the errors above");
            } else if (written) {
                terminal.print(
                        "已写入 " + folder.resolve(AlarmImport.FILE) + "；运行中的引擎将自行采用",
                        "wrote " + folder.resolve(AlarmImport.FILE) + "; a running engine takes it by itself");
            } else if (!handed.change().orElseThrow().difference().isEmpty()) {
                terminal.print("未写入：加 --write 才写入", "nothing was written: say --write to write it");
            }
        }

        private void tell(SiteDifference difference) {
            DifferenceText text = new DifferenceText(difference);
            text.lines()
                    .forEach(line -> terminal.out().println(terminal.language().of(line)));
            terminal.out().flush();
        }

        private byte[] json(AlarmImport handed, boolean written) {
            return Json.object(json -> {
                json.writeBooleanProperty("valid", handed.change().isPresent());
                json.writeBooleanProperty("written", written);
                json.writeArrayPropertyStart("remarks");
                handed.remarks().forEach(remark -> CheckCommand.text(json, remark));
                json.writeEndArray();
                json.writeArrayPropertyStart("problems");
                handed.problems().forEach(problem -> CheckCommand.problem(json, problem));
                json.writeEndArray();
                handed.change().ifPresent(made -> {
                    Json.string(json, "configVersion", made.site().hash());
                    EventJson.changes(json, made.difference());
                });
            });
        }
    }
}
