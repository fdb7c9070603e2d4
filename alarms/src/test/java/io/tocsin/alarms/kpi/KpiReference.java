package io.tocsin.alarms.kpi;

import io.tocsin.alarms.kpi.Kpis.Acknowledgement;
import io.tocsin.alarms.kpi.Kpis.Count;
import io.tocsin.alarms.kpi.Kpis.Flood;
import io.tocsin.alarms.kpi.Kpis.Slot;
import io.tocsin.alarms.kpi.LogLine.Audience;
import io.tocsin.alarms.kpi.LogLine.Kind;
import io.tocsin.config.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same figures in the plainest way: all lines in a list, each figure by looking through it again, word for word as
 * docs/kpi.md has it.
 */
record KpiReference(List<LogLine> lines, long drills, long fromMs, long toMs) {
    private static final long SLOT_MS = 10 * 60 * 1000;

    static Kpis ofLog(List<LogLine> all) {
        List<LogLine> lines = live(all);
        long from = lines.isEmpty() ? -1 : lines.get(0).timeMs();
        long to = lines.isEmpty() ? -1 : lines.get(lines.size() - 1).timeMs();
        return new KpiReference(lines, drills(all), from, to).figures();
    }

    static Kpis ofSpan(List<LogLine> all, long fromMs, long toMs) {
        return new KpiReference(live(all), drills(all), fromMs, toMs).figures();
    }

    private static List<LogLine> live(List<LogLine> all) {
        return all.stream().filter(line -> line.audience() != Audience.DRILL).toList();
    }

    private static long drills(List<LogLine> all) {
        return all.stream()
                .filter(line -> line.audience() == Audience.DRILL && line.kind() == Kind.RAISED)
                .count();
    }

    private Kpis figures() {
        return new Kpis(
                span(),
                load(),
                top(),
                byAlarm(this::chattering),
                byAlarm(this::fleeting),
                standing(),
                mix(),
                acknowledgements(),
                new Kpis.Aside(suppressed(), drills, unmatchedClears(), unmatchedAcknowledgements()));
    }

    private Kpis.Span span() {
        List<Long> starts = slotStarts();
        return starts.isEmpty()
                ? new Kpis.Span(-1, -1, -1)
                : new Kpis.Span(starts.get(0), starts.get(starts.size() - 1) + SLOT_MS, toMs);
    }

    private List<Long> slotStarts() {
        if (toMs < 0) {
            return List.of();
        }
        long first = fromMs - fromMs % SLOT_MS;
        return LongStream.iterate(first, start -> start <= toMs, start -> start + SLOT_MS)
                .boxed()
                .toList();
    }

    private long annunciationsIn(long slotStart) {
        return lines.stream()
                .filter(KpiReference::isAnnunciation)
                .filter(line -> line.timeMs() >= slotStart && line.timeMs() < slotStart + SLOT_MS)
                .count();
    }

    private Kpis.Load load() {
        List<Slot> slots = slotStarts().stream()
                .map(start -> new Slot(start, annunciationsIn(start)))
                .toList();
        return new Kpis.Load(
                lines.stream().filter(KpiReference::isAnnunciation).count(),
                slots.size(),
                slots.stream().mapToLong(Slot::annunciations).max().orElse(0),
                slots.stream().filter(slot -> slot.annunciations() > 10).count(),
                floods(slots),
                slots.stream().filter(slot -> slot.annunciations() > 0).toList());
    }

    private static List<Flood> floods(List<Slot> slots) {
        List<Flood> floods = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).annunciations() > 10) {
                int end = i + 1;
                while (end < slots.size() && slots.get(end).annunciations() >= 5) {
                    end++;
                }
                floods.add(new Flood(slots.get(i).startMs(), slots.get(end - 1).startMs() + SLOT_MS));
                i = end;
            }
        }
        return floods;
    }

    private Kpis.Top top() {
        List<Count> counts = byAlarm(alarm -> (long) raised(alarm).size()).entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Count::count, Comparator.reverseOrder())
                        .thenComparing(Count::alarm))
                .toList();
        List<Count> ten = counts.subList(0, Math.min(10, counts.size()));
        double together = ten.stream().mapToLong(Count::count).sum();
        return new Kpis.Top(
                ten, together / counts.stream().mapToLong(Count::count).sum());
    }

    private Map<String, Long> byAlarm(ToLongFunction<String> figure) {
        Map<String, Long> counts = new LinkedHashMap<>();
        alarms().filter(alarm -> figure.applyAsLong(alarm) > 0)
                .forEach(alarm -> counts.put(alarm, figure.applyAsLong(alarm)));
        return counts;
    }

    private Stream<String> alarms() {
        return new TreeSet<>(lines.stream().map(LogLine::alarm).toList()).stream();
    }

    private long chattering(String alarm) {
        List<LogLine> raised = raised(alarm);
        long count = 0;
        for (int i = 2; i < raised.size(); i++) {
            count += raised.get(i).timeMs() - raised.get(i - 2).timeMs() <= 60_000 ? 1 : 0;
        }
        return count;
    }

    private long fleeting(String alarm) {
        long count = 0;
        for (int clear : indexes(alarm, line -> line.kind() == Kind.CLEARED)) {
            int start = raisedSince(alarm, Kind.CLEARED, clear);
            count += start >= 0
                            && time(clear) - time(start) < 10_000
                            && raised(alarm, clear + 1, lines.size()).stream()
                                    .noneMatch(again -> time(again) - time(clear) <= 60_000)
                    ? 1
                    : 0;
        }
        return count;
    }

    private List<Kpis.Standing> standing() {
        return alarms().filter(alarm -> raisedSince(alarm, Kind.CLEARED, lines.size()) >= 0)
                .map(alarm -> new Kpis.Standing(alarm, time(raisedSince(alarm, Kind.CLEARED, lines.size()))))
                .sorted(Comparator.comparing(Kpis.Standing::sinceMs).thenComparing(Kpis.Standing::alarm))
                .toList();
    }

    private Kpis.Mix mix() {
        Map<Priority, Long> counts = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            counts.put(priority, annunciationsOf(priority));
        }
        return new Kpis.Mix(counts, annunciationsOf(null));
    }

    private long annunciationsOf(@Nullable Priority priority) {
        return lines.stream()
                .filter(line -> isAnnunciation(line) && line.priority() == priority)
                .count();
    }

    private List<Acknowledgement> acknowledgements() {
        return Stream.concat(Arrays.stream(Priority.values()), Stream.of((Priority) null))
                .map(this::acknowledgements)
                .filter(each -> each.count() + each.waiting() > 0)
                .toList();
    }

    private Acknowledgement acknowledgements(@Nullable Priority priority) {
        List<Long> waits = indexes(null, line -> line.kind() == Kind.ACKNOWLEDGED).stream()
                .map(acknowledged -> waited(priority, acknowledged))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        long waiting = alarms().mapToInt(alarm -> raisedSince(alarm, Kind.ACKNOWLEDGED, lines.size()))
                .filter(start -> start >= 0 && lines.get(start).priority() == priority)
                .count();
        return new Acknowledgement(priority, waits.size(), waiting, rank(waits, 0.50), rank(waits, 0.95));
    }

    private @Nullable Long waited(@Nullable Priority priority, int acknowledged) {
        int start = raisedSince(lines.get(acknowledged).alarm(), Kind.ACKNOWLEDGED, acknowledged);
        return start < 0 || lines.get(start).priority() != priority ? null : time(acknowledged) - time(start);
    }

    private static long rank(List<Long> sorted, double share) {
        return sorted.isEmpty() ? -1 : sorted.get((int) Math.ceil(share * sorted.size() - 1e-9) - 1);
    }

    private long suppressed() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.RAISED && line.audience() == Audience.NOBODY)
                .count();
    }

    private long unmatchedClears() {
        return unmatched(Kind.CLEARED);
    }

    private long unmatchedAcknowledgements() {
        return unmatched(Kind.ACKNOWLEDGED);
    }

    private long unmatched(Kind kind) {
        return indexes(null, line -> line.kind() == kind && line.audience() == Audience.PERSON).stream()
                .filter(i -> raisedSince(lines.get(i).alarm(), kind, i) < 0 && !lastRaiseWasSuppressed(i))
                .count();
    }

    private boolean lastRaiseWasSuppressed(int before) {
        String alarm = lines.get(before).alarm();
        return indexes(alarm, line -> line.kind() == Kind.RAISED).stream()
                .filter(i -> i < before)
                .reduce((first, second) -> second)
                .map(i -> lines.get(i).audience() == Audience.NOBODY)
                .orElse(false);
    }

    /** The first annunciation behind the last line of this kind before an index; -1 where there is none. */
    private int raisedSince(String alarm, Kind kind, int before) {
        int last = indexes(alarm, line -> line.kind() == kind).stream()
                .filter(i -> i < before)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
        return raised(alarm, last + 1, before).stream().findFirst().orElse(-1);
    }

    private List<Integer> raised(String alarm, int from, int to) {
        return indexes(alarm, KpiReference::isAnnunciation).stream()
                .filter(i -> i >= from && i < to)
                .toList();
    }

    private List<LogLine> raised(String alarm) {
        return raised(alarm, 0, lines.size()).stream().map(lines::get).toList();
    }

    private List<Integer> indexes(@Nullable String alarm, Predicate<LogLine> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LogLine line = lines.get(i);
            if ((alarm == null || line.alarm().equals(alarm)) && wanted.test(line)) {
                found.add(i);
            }
        }
        return found;
    }

    private static boolean isAnnunciation(LogLine line) {
        return line.kind() == Kind.RAISED && line.audience() == Audience.PERSON;
    }

    private long time(int index) {
        return lines.get(index).timeMs();
    }
}
