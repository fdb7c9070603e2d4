package io.tocsin.server.cli;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import io.tocsin.server.kpi.AlarmLog;
import io.tocsin.server.kpi.KpiJson;
import io.tocsin.server.kpi.KpiLists;
import io.tocsin.server.kpi.KpiTable;
import io.tocsin.server.kpi.SlotPicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code tocsin kpi}: the figures of an alarm log, of whatever system. */
@Command(name = "kpi")
final class KpiCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LOG", descriptionKey = "log")
    private Path file = Path.of("");

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    KpiCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        AlarmLog log = read();
        tell(log);
        boolean nothing = log.lines() == 0 && log.problemCount() > 0;
        if (json && !nothing) {
            terminal.out().println(new String(json(log), StandardCharsets.UTF_8));
        } else if (!nothing) {
            table(log);
        }
        return log.problemCount() == 0 ? Exit.DONE : Exit.FAILED;
    }

    private AlarmLog read() throws Refused {
        if (!Files.isReadable(file)) {
            throw unreadable("");
        }
        try {
            return AlarmLog.read(file);
        } catch (IOException e) {
            throw unreadable(" (" + e.getMessage() + ")");
        }
    }

    private Refused unreadable(String why) {
        return Refused.environment("无法读取文件：" + file + why, "expected a file that can be read, was " + file + why);
    }

    /** What a person has to know before the figures, whoever reads those. */
    private void tell(AlarmLog log) {
        for (Problem problem : log.problems()) {
            terminal.err().println(problem.render(terminal.language().locale()));
        }
        long more = log.problemCount() - log.problems().size();
        note(more, new Text("另有 " + more + " 处错误", "and " + more + " mistakes more"));
        note(
                log.lines() == 0 ? 0 : log.problemCount(),
                new Text(
                        log.problemCount() + " 处错误：无法理解的行不在统计之内",
                        log.problemCount() + " mistakes: lines that were not understood are in none of the figures"));
        terminal.err().flush();
    }

    private void note(long count, Text line) {
        if (count > 0) {
            terminal.err().println("tocsin: " + terminal.language().of(line));
        }
    }

    private void table(AlarmLog log) {
        Locale locale = terminal.language().locale();
        Kpis kpis = log.kpis();
        Text head = Text.of(String.valueOf(file.getFileName()));
        print(KpiTable.lines(List.of(new KpiTable.Column(head, kpis)), locale));
        print(SlotPicture.lines(kpis, locale));
        print(KpiLists.lines(kpis, locale));
        print(remarks(log).stream().map(remark -> remark.in(locale)).toList());
        terminal.out().flush();
    }

    private void print(List<String> lines) {
        lines.forEach(terminal.out()::println);
        if (!lines.isEmpty()) {
            terminal.out().println();
        }
    }

    /** What is in none of the figures, and how the lines were read. */
    private static List<Text> remarks(AlarmLog log) {
        Kpis.Aside aside = log.kpis().aside();
        return new Remarks()
                .add("抑制期间的报警，不计", "annunciated to nobody while suppressed, not counted", aside.suppressed())
                .add("演练的报警，不计", "annunciations of drills, not counted", aside.drills())
                .add("CLEARED 之前没有 RAISED", "lines CLEARED without a RAISED before", aside.unmatchedClears())
                .add(
                        "ACKNOWLEDGED 没有可确认的报警",
                        "lines ACKNOWLEDGED without an alarm that waited for it",
                        aside.unmatchedAcknowledgements())
                .add("其他事件，不计", "lines of other events, not counted", log.otherEvents())
                .add("重复的事件号，略去", "lines with an event id that came before, dropped", log.repeats())
                .add("未按时间排列，先排序的行", "lines not in order of time, put in order first", log.inOrder() ? 0 : log.lines())
                .all();
    }

    private static byte[] json(AlarmLog log) {
        return Json.object(json -> {
            KpiJson.write(json, log.kpis());
            json.writeObjectPropertyStart("log");
            json.writeNumberProperty("lines", log.lines());
            json.writeNumberProperty("otherEvents", log.otherEvents());
            json.writeNumberProperty("repeats", log.repeats());
            json.writeBooleanProperty("inOrder", log.inOrder());
            json.writeNumberProperty("mistakes", log.problemCount());
            json.writeEndObject();
            if (!log.positions().isEmpty()) {
                positions(json, log.positions());
            }
        });
    }

    private static void positions(JsonGenerator json, Map<String, Kpis> positions) {
        json.writeArrayPropertyStart("positions");
        positions.forEach((position, kpis) -> {
            json.writeStartObject();
            Json.string(json, "position", position.isEmpty() ? null : position);
            KpiJson.write(json, kpis);
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
