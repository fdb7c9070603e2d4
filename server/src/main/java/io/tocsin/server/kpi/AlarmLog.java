package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.KpiCounter;
import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.LogLine;
import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.PositionKpis;
import io.tocsin.config.Problem;
import io.tocsin.config.Text;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * What a file with an alarm log says: docs/kpi.md has its forms. A log in order of time is counted as it is read; any
 * other is kept in memory and put in order first.
 *
 * @param kpis of the lines that were understood
 * @param positions the same by position, under an empty name what is nobody's; none where no line names one
 * @param lines that were understood, without repeats
 * @param otherEvents lines among them that are neither raise nor return nor acknowledgement
 * @param repeats lines with an event id that came before; dropped
 * @param inOrder false where the lines were put in order of time first
 * @param problems the first hundred mistakes
 * @param problemCount all mistakes
 */
public record AlarmLog(
        Kpis kpis,
        Map<String, Kpis> positions,
        long lines,
        long otherEvents,
        long repeats,
        boolean inOrder,
        List<Problem> problems,
        long problemCount) {
    private static final Charset GB18030 = Charset.forName("GB18030");

    public AlarmLog {
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
        problems = List.copyOf(problems);
    }

    /** All lines together, and by position. */
    private static final class Counted {
        private final KpiCounter all = new KpiCounter();
        private final PositionKpis positions = new PositionKpis();
        private boolean named;

        void line(LogLine line) {
            named |= line.position() != null;
            all.line(line);
            positions.line(line);
        }

        /** Over the same slots. */
        Map<String, Kpis> positions(Kpis.Span span) {
            return named && span.slots() > 0 ? positions.ofSpan(span.fromMs(), span.endMs()) : Map.of();
        }
    }

    /** @throws IOException if the file cannot be read; what stands in it is never the reason */
    public static AlarmLog read(Path file) throws IOException {
        try {
            return read(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException utf8) {
            return readGb18030(file);
        } catch (ZipException | EOFException e) {
            return unreadable(file, new Text("完整的 gzip 文件", "a whole gzip file"), String.valueOf(e.getMessage()));
        }
    }

    /** Bytes that are no text never become part of a name: two alarms could become one. */
    private static AlarmLog readGb18030(Path file) throws IOException {
        try {
            return read(file, GB18030);
        } catch (CharacterCodingException e) {
            Text text = new Text("UTF-8 或 GB18030 编码的文本", "text in UTF-8 or GB18030");
            return unreadable(file, text, String.valueOf(e.getMessage()));
        }
    }

    private static AlarmLog unreadable(Path file, Text expected, String was) {
        Mistakes mistakes = new Mistakes(file.toString());
        mistakes.expected(expected, Text.of(was));
        return new AlarmLog(new KpiCounter().ofLog(), Map.of(), 0, 0, 0, true, mistakes.kept(), mistakes.count());
    }

    private static AlarmLog read(Path file, Charset charset) throws IOException {
        Mistakes mistakes = new Mistakes(file.toString());
        try (AlarmLines lines = open(file, charset, mistakes)) {
            Counted counter = new Counted();
            if (countWhileInOrder(lines, counter)) {
                return of(lines, counter, true, mistakes);
            }
        }
        return readAndSort(file, charset);
    }

    private static AlarmLog readAndSort(Path file, Charset charset) throws IOException {
        Mistakes mistakes = new Mistakes(file.toString());
        try (AlarmLines lines = open(file, charset, mistakes)) {
            List<LogLine> all = new ArrayList<>();
            for (LogLine line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
            sort(all);
            Counted counter = new Counted();
            all.forEach(counter::line);
            return of(lines, counter, false, mistakes);
        }
    }

    private static AlarmLog of(AlarmLines lines, Counted counter, boolean inOrder, Mistakes mistakes) {
        Kpis kpis = counter.all.ofLog();
        return new AlarmLog(
                kpis,
                counter.positions(kpis.span()),
                lines.count(),
                lines.otherEvents(),
                lines.repeats(),
                inOrder,
                mistakes.kept(),
                mistakes.count());
    }

    /** False at the first line that lies before another; drills keep no order with the rest. */
    private static boolean countWhileInOrder(AlarmLines lines, Counted counter) throws IOException {
        long newestMs = Long.MIN_VALUE;
        for (LogLine line = lines.next(); line != null; line = lines.next()) {
            if (line.audience() != Audience.DRILL && line.timeMs() < newestMs) {
                return false;
            }
            newestMs = line.audience() == Audience.DRILL ? newestMs : line.timeMs();
            counter.line(line);
        }
        return true;
    }

    /** Lines of one time keep their order, which in a log with the newest first is from the bottom up. */
    private static void sort(List<LogLine> lines) {
        boolean newestFirst = true;
        for (int i = 1; i < lines.size() && newestFirst; i++) {
            newestFirst = lines.get(i).timeMs() <= lines.get(i - 1).timeMs();
        }
        if (newestFirst) {
            Collections.reverse(lines);
        }
        lines.sort(Comparator.comparingLong(LogLine::timeMs));
    }

    private static AlarmLines open(Path file, Charset charset, Mistakes mistakes) throws IOException {
        BufferedReader text = LogText.open(file, charset.newDecoder());
        try {
            boolean json = LogText.isJson(text);
            RowSource rows = json ? new JsonRows(text, mistakes) : new CsvRows(text, mistakes);
            return new AlarmLines(rows, mistakes);
        } catch (IOException e) {
            text.close();
            throw e;
        }
    }
}
