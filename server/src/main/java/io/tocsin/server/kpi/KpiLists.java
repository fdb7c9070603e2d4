package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.config.Text;
import io.tocsin.server.events.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which alarms are behind the figures: where to begin. */
public final class KpiLists {
    private static final int SHOWN_MAX = 10;

    private final Locale locale;
    private final List<String> lines = new ArrayList<>();

    private KpiLists(Locale locale) {
        this.locale = locale;
    }

    /** Each list with its head, the first ten of it; one without members is left out. */
    public static List<String> lines(Kpis kpis, Locale locale) {
        KpiLists lists = new KpiLists(locale);
        lists.add(new Text("最多的报警", "most frequent"), counts(kpis.top().alarms()));
        lists.add(new Text("抖动报警", "chattering"), counts(mostFirst(kpis.chattering())));
        lists.add(new Text("瞬时报警", "fleeting"), counts(mostFirst(kpis.fleeting())));
        lists.add(
                new Text("报警泛滥", "floods"),
                kpis.load().floods().stream()
                        .map(flood ->
                                Instant.ofEpochMilli(flood.startMs()) + " .. " + Instant.ofEpochMilli(flood.endMs()))
                        .toList());
        lists.add(
                new Text("结束时未恢复，始于", "standing at the end, since"),
                kpis.standing().stream()
                        .map(each -> Json.time(each.sinceMs()) + "  " + each.alarm())
                        .toList());
        return lists.lines;
    }

    private static List<Kpis.Count> mostFirst(Map<String, Long> byAlarm) {
        return byAlarm.entrySet().stream()
                .map(entry -> new Kpis.Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Kpis.Count::count).reversed())
                .toList();
    }

    private static List<String> counts(List<Kpis.Count> counts) {
        return counts.stream()
                .map(each -> String.format(Locale.ROOT, "%6d  %s", each.count(), each.alarm()))
                .toList();
    }

    private void add(Text head, List<String> members) {
        if (members.isEmpty()) {
            return;
        }
        lines.add(head.in(locale) + new Text("：", ":").in(locale));
        members.stream().limit(SHOWN_MAX).forEach(member -> lines.add("  " + member));
        int more = members.size() - SHOWN_MAX;
        if (more > 0) {
            lines.add("  " + new Text("另有 " + more + " 个（见 --json）", "and " + more + " more (see --json)").in(locale));
        }
    }
}
