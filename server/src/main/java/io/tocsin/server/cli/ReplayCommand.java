package io.tocsin.server.cli;

import io.tocsin.config.Problem;
import io.tocsin.config.Site;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import io.tocsin.simulator.FieldStatus;
import io.tocsin.simulator.replay.Drill;
import io.tocsin.simulator.replay.Replay;
import io.tocsin.simulator.replay.ReplayOptions;
import io.tocsin.simulator.replay.ReplayReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin replay}: a recording published as live telemetry, or as a rehearsal. */
@Command(name = "replay")
final class ReplayCommand implements Callable<Integer> {
    private static final long LOOK_MS = 100;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", descriptionKey = "file")
    private Path file = Path.of("");

    @Mixin
    private SiteOption site = new SiteOption();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Option(names = "--speed", paramLabel = "N", descriptionKey = "speed")
    private @Nullable Double speed;

    @Option(names = "--from", paramLabel = "TIME", descriptionKey = "from")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", descriptionKey = "to")
    private @Nullable String to;

    @Option(names = "--drill", descriptionKey = "drill-replay")
    private boolean drill;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Site read = SiteOption.site(site.read(terminal));
        ReplayOptions options = options();
        if (!Files.isReadable(file)) {
            throw unreadable("");
        }
        Stop stop = new Stop();
        try {
            return drill ? rehearse(options, read, stop) : play(options, read, stop);
        } catch (IOException e) {
            throw unreadable(" (" + e.getMessage() + ")");
        } finally {
            stop.done();
        }
    }

    private Refused unreadable(String why) {
        return Refused.environment("无法读取文件：" + file + why, "expected a file that can be read, was " + file + why);
    }

    private ReplayOptions options() throws Refused {
        Double asked = speed;
        double pace = asked != null ? asked : drill ? ReplayOptions.UNPACED : 1;
        if (drill) {
            Speed.requirePositive(pace);
        } else {
            Speed.require(pace);
        }
        long fromMs = Moment.of("--from", from, Long.MIN_VALUE);
        long toMs = Moment.of("--to", to, Long.MAX_VALUE);
        return new ReplayOptions(file, broker.access(terminal), pace, new ReplayOptions.Slice(fromMs, toMs));
    }

    private int play(ReplayOptions options, Site read, Stop stop) throws IOException, InterruptedException, Refused {
        try (Replay replay = Replay.start(options, read, System::currentTimeMillis);
                Progress progress = Progress.of(terminal, "replay")) {
            mapping(replay.report());
            while (!stop.asked(LOOK_MS, TimeUnit.MILLISECONDS)) {
                FieldStatus now = replay.status();
                progress.at(now.acked());
                if (now.failure().isPresent()) {
                    throw new Refused(Exit.ENVIRONMENT, Text.of(now.failure().get()));
                }
                if (now.delivered()) {
                    break;
                }
            }
            return end(replay.report());
        }
    }

    private int rehearse(ReplayOptions options, Site read, Stop stop)
            throws IOException, InterruptedException, Refused {
        Drill rehearsal = new Drill(options, read);
        stop.whenAsked(rehearsal::cancel);
        Drill.Outcome outcome = rehearsal.run();
        if (outcome.failure().isPresent()) {
            throw new Refused(Exit.ENVIRONMENT, Text.of(outcome.failure().get()));
        }
        return end(outcome.report());
    }

    /** How stamps of the recording became stamps of now. */
    private void mapping(ReplayReport report) {
        if (json) {
            return;
        }
        String start = Json.time(report.startMs());
        String t0 = Json.time(report.t0Ms());
        terminal.print(
                "时间映射：t' = " + start + " + (t - " + t0 + ") / " + report.speed(),
                "time mapping: t' = " + start + " + (t - " + t0 + ") / " + report.speed());
    }

    private int end(ReplayReport report) {
        for (Problem problem : report.problems()) {
            terminal.err().println(problem.render(terminal.language().locale()));
        }
        if (json) {
            terminal.out().println(new String(json(report), StandardCharsets.UTF_8));
            return exitCode(report);
        }
        for (Map.Entry<String, Long> unknown : report.unknownTags().entrySet()) {
            terminal.print(
                    "站点中没有位号 " + unknown.getKey() + "：略去 " + unknown.getValue() + " 个样本",
                    "no tag " + unknown.getKey() + " in the site: " + unknown.getValue() + " samples left out");
        }
        terminal.print(
                "已发布 " + report.samples() + " 个样本（坏样本 " + report.badSamples() + "），共 " + report.messages() + " 条消息",
                report.samples() + " samples (" + report.badSamples() + " bad) in " + report.messages() + " messages");
        return exitCode(report);
    }

    /** A recording of which nothing could be understood was not replayed. */
    private static int exitCode(ReplayReport report) {
        return report.samples() == 0 && report.problemCount() > 0 ? Exit.FAILED : Exit.DONE;
    }

    private static byte[] json(ReplayReport report) {
        return Json.object(json -> {
            Json.time(json, "start", report.startMs());
            Json.time(json, "t0", report.t0Ms());
            Json.number(json, "speed", report.speed());
            json.writeNumberProperty("samples", report.samples());
            json.writeNumberProperty("badSamples", report.badSamples());
            json.writeNumberProperty("messages", report.messages());
            json.writeNumberProperty("sameStamp", report.sameStamp());
            json.writeObjectPropertyStart("unknownTags");
            report.unknownTags().forEach((tag, count) -> json.writeNumberProperty(tag, count));
            json.writeEndObject();
            json.writeNumberProperty("problems", report.problemCount());
        });
    }
}
