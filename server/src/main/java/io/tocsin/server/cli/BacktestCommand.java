package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.history.Findings;
import io.tocsin.history.OnMistake;
import io.tocsin.server.backtest.BacktestRun;
import io.tocsin.server.backtest.Report;
import io.tocsin.server.backtest.ReportJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin backtest}: what a configuration would have said over history, and how another one would differ. */
@Command(name = "backtest")
final class BacktestCommand implements Callable<Integer> {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Terminal terminal;

    @Mixin
    private SiteOption site = new SiteOption();

    @Option(names = "--data", paramLabel = "FILE", descriptionKey = "data", required = true, arity = "1..*")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--against", paramLabel = "DIR", descriptionKey = "against")
    private @Nullable Path against;

    @Option(names = "--transitions", paramLabel = "FILE", descriptionKey = "transitions")
    private @Nullable Path transitions;

    @Option(names = "--report", paramLabel = "FILE", descriptionKey = "report")
    private @Nullable Path report;

    @Option(names = "--from", paramLabel = "TIME", descriptionKey = "from")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", descriptionKey = "to")
    private @Nullable String to;

    @Option(names = "--on-mistake", paramLabel = "stop|count", descriptionKey = "on-mistake")
    private String onMistake = "stop";

    @Option(names = "--no-tuning", descriptionKey = "no-tuning")
    private boolean noTuning;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    BacktestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Site read = SiteOption.site(site.read(terminal));
        Site other = against == null ? null : SiteOption.site(SiteOption.read(against, terminal));
        BacktestRun.Options options = options();
        BacktestRun.Result result = run(options, read, other);
        tell(result.findings());
        if (result.findings().stopped()) {
            return Exit.FAILED;
        }
        if (result.samples() == 0) {
            throw new Refused(
                    Exit.FAILED,
                    new Text("数据中没有本站点位号的样本", "expected a sample of a tag of the site in the data, was none"));
        }
        write(result);
        return result.differs() ? Exit.DIFFERENCES : Exit.DONE;
    }

    private BacktestRun.Options options() throws Refused {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw Refused.environment("无法读取文件：" + file, "expected a file that can be read, was " + file);
            }
        }
        OnMistake way = switch (onMistake.toLowerCase(Locale.ROOT)) {
            case "stop" -> OnMistake.STOP;
            case "count" -> OnMistake.COUNT;
            default ->
                throw new Refused(
                        Exit.USAGE,
                        new Text(
                                "--on-mistake 应为 stop 或 count，现为 " + onMistake,
                                "expected --on-mistake as stop or count, was " + onMistake));
        };
        return new BacktestRun.Options(
                files,
                way,
                Moment.of("--from", from, Long.MIN_VALUE),
                Moment.of("--to", to, Long.MAX_VALUE),
                !noTuning);
    }

    private BacktestRun.Result run(BacktestRun.Options options, Site read, @Nullable Site other)
            throws IOException, Refused {
        try (Progress progress = Progress.of(terminal, "backtest");
                OutputStream out = transitions()) {
            return BacktestRun.run(options, read, other, out, progress::at);
        } catch (IOException | UncheckedIOException e) {
            throw Refused.environment(
                    "无法读写文件：" + e.getMessage(), "expected files that can be read and written: " + e.getMessage());
        }
    }

    private @Nullable OutputStream transitions() throws IOException {
        return transitions == null ? null : new BufferedOutputStream(Files.newOutputStream(transitions), BUFFER_BYTES);
    }

    private void tell(Findings findings) {
        for (Problem problem : findings.mistakes()) {
            terminal.err().println(problem.render(terminal.language().locale()));
        }
        long more = findings.mistakeCount() - findings.mistakes().size();
        if (more > 0) {
            terminal.err().println("tocsin: " + terminal.say("另有 " + more + " 处错误", "and " + more + " mistakes more"));
        }
        terminal.err().flush();
    }

    private void write(BacktestRun.Result result) throws Refused {
        List<String> lines = Report.lines(result, terminal.language().locale());
        Path file = report;
        if (file != null) {
            try {
                Files.write(file, lines, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw Refused.environment("无法写入文件：" + file, "expected a file that can be written, was " + file);
            }
        }
        if (json) {
            terminal.out().println(new String(ReportJson.of(result), StandardCharsets.UTF_8));
        } else if (file == null) {
            lines.forEach(terminal.out()::println);
        } else {
            terminal.print(
                    "样本 " + result.samples() + "，报警变化 " + result.transitions() + "；报告：" + file,
                    result.samples() + " samples, " + result.transitions() + " transitions; report: " + file);
        }
        terminal.out().flush();
    }
}
