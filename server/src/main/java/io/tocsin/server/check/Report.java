package io.tocsin.server.check;

import io.tocsin.config.TableTest;
import io.tocsin.config.TableTest.Expected;
import io.tocsin.config.TableTest.State;
import io.tocsin.config.Text;
import io.tocsin.rules.Quality;
import io.tocsin.server.events.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A failed test as lines for people: what was expected beside what was, aligned in time. */
public final class Report {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Outcome outcome;
    private final Locale locale;

    private Report(Outcome outcome, Locale locale) {
        this.outcome = outcome;
        this.locale = locale;
    }

    public static List<String> of(Outcome outcome, Locale locale) {
        return new Report(outcome, locale).lines();
    }

    private List<String> lines() {
        TableTest test = outcome.test();
        List<String> lines = new ArrayList<>();
        lines.add(test.file() + ":" + test.line() + ": " + say("未通过", "failed") + ": "
                + test.name().in(locale));
        List<List<String>> table = new ArrayList<>();
        table.add(List.of(" ", say("时间", "time"), say("应为", "expected"), say("实为", "was"), ""));
        outcome.rows().forEach(row -> table.add(cells(row)));
        table.add(List.of(" ", time(test.untilMs()), say("（结束）", "(end)"), "", ""));
        lines.addAll(Columns.aligned(table));
        leftAside(lines);
        return lines;
    }

    private void leftAside(List<String> lines) {
        if (outcome.late() > 0) {
            lines.add("  " + say("迟到的采样，不影响报警：", "late samples, which moved nothing: ") + outcome.late());
        }
        if (outcome.historical() > 0) {
            lines.add("  " + say("历史采样，不影响报警：", "historical samples, which moved nothing: ") + outcome.historical());
        }
    }

    private List<String> cells(Row row) {
        Expected expected = row.expected();
        Happened was = row.was();
        String where = expected == null || row.mark() == Row.Mark.SAME ? "" : line(expected.line());
        return List.of(
                row.mark().sign(),
                time(row.atMs()),
                expected == null ? "" : expected(expected),
                was == null ? "" : was(was, expected),
                where);
    }

    private String line(int line) {
        return say("（第 " + line + " 行）", "(line " + line + ")");
    }

    private String time(long offsetMs) {
        OffsetDateTime start = outcome.test().start();
        String offset = offset(offsetMs);
        return start == null ? offset : offset + " " + CLOCK.format(start.plus(Duration.ofMillis(offsetMs)));
    }

    private String expected(Expected expected) {
        String text = name(expected.alarm(), expected.state());
        text += expected.value() == null ? "" : " " + value(expected.value());
        text += expected.onsetMs() == null ? "" : onset(expected.onsetMs());
        return expected.quality() == null ? text : text + " " + expected.quality();
    }

    /** As much of it as was asked for; all of it where nothing was. A rule that measures nothing has no value to show. */
    private String was(Happened was, @Nullable Expected expected) {
        String text = name(was.alarm(), was.state());
        boolean value =
                expected == null ? was.quality() != null || Double.isFinite(was.value()) : expected.value() != null;
        boolean onset = expected == null
                ? was.state() != State.CLEARED && was.onsetMs() != was.atMs()
                : expected.onsetMs() != null;
        boolean quality = expected == null ? was.quality() != Quality.GOOD : expected.quality() != null;
        text += value ? " " + value(was.value()) : "";
        text += onset ? onset(was.onsetMs()) : "";
        return quality && was.quality() != null ? text + " " + was.quality() : text;
    }

    private static String name(String alarm, State state) {
        return alarm + " " + state;
    }

    private static String value(double value) {
        return Double.isFinite(value) ? Json.number(value) : "nan";
    }

    private String onset(long onsetMs) {
        return say("，始于 ", ", onset ") + offset(onsetMs);
    }

    private String say(String zh, String en) {
        return new Text(zh, en).in(locale);
    }

    /** An offset as test files write it: {@code 1m30s}. */
    static String offset(long ms) {
        if (ms < 0) {
            return "-" + offset(-ms);
        }
        long[] sizes = {86_400_000, 3_600_000, 60_000, 1_000, 1};
        String[] units = {"d", "h", "m", "s", "ms"};
        StringBuilder out = new StringBuilder();
        long rest = ms;
        for (int i = 0; i < sizes.length; i++) {
            if (rest >= sizes[i]) {
                out.append(rest / sizes[i]).append(units[i]);
                rest %= sizes[i];
            }
        }
        return out.isEmpty() ? "0s" : out.toString();
    }
}
