package io.tocsin.server.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How another configuration would have differed over the same data, alarm by alarm.
 *
 * <p>Two occurrences are the same where they are raised and cleared at the same times; moved where they overlap, from
 * onset to return, and are not the same; what one configuration has and the other has not is lost or gained. One that is
 * lost or gained while the alarm of the other configuration was active is {@code covered}: a person had been told.
 *
 * @param alarms those that differ, by their ids
 * @param unchanged occurrences that are the same in both
 */
record Comparison(SortedMap<String, Difference> alarms, long unchanged) {
    /** What differs of one alarm. */
    record Difference(long unchanged, List<Moved> moved, List<Single> lost, List<Single> gained) {
        boolean isNone() {
            return moved.isEmpty() && lost.isEmpty() && gained.isEmpty();
        }
    }

    /** The same excursion, told at other times. */
    record Moved(Occurrence before, Occurrence after) {}

    /** An occurrence that only one configuration has. */
    record Single(Occurrence occurrence, boolean covered) {}

    static Comparison of(Trial before, Occurrences old, Trial after, Occurrences now) {
        SortedMap<String, List<Occurrence>> olds = byAlarm(before, old);
        SortedMap<String, List<Occurrence>> news = byAlarm(after, now);
        SortedMap<String, Difference> differing = new TreeMap<>();
        long same = 0;
        SortedMap<String, List<Occurrence>> all = new TreeMap<>(olds);
        all.putAll(news);
        for (String alarm : all.keySet()) {
            Difference difference =
                    difference(olds.getOrDefault(alarm, List.of()), news.getOrDefault(alarm, List.of()));
            same += difference.unchanged();
            if (!difference.isNone()) {
                differing.put(alarm, difference);
            }
        }
        return new Comparison(differing, same);
    }

    private static SortedMap<String, List<Occurrence>> byAlarm(Trial trial, Occurrences occurrences) {
        SortedMap<String, List<Occurrence>> all = new TreeMap<>();
        for (int slot = 0; slot < trial.slots().size(); slot++) {
            List<Occurrence> of = occurrences.of(slot);
            if (!of.isEmpty()) {
                all.put(trial.alarm(slot), of);
            }
        }
        return all;
    }

    static Difference difference(List<Occurrence> before, List<Occurrence> after) {
        long same = 0;
        List<Moved> moved = new ArrayList<>();
        List<Single> lost = new ArrayList<>();
        List<Single> gained = new ArrayList<>();
        int old = 0;
        int now = 0;
        while (old < before.size() && now < after.size()) {
            Occurrence one = before.get(old);
            Occurrence other = after.get(now);
            if (one.overlaps(other)) {
                same += one.sameAs(other) ? 1 : 0;
                if (!one.sameAs(other)) {
                    moved.add(new Moved(one, other));
                }
                old++;
                now++;
            } else if (one.raisedMs() < other.raisedMs()) {
                lost.add(new Single(one, isCovered(one, after, now)));
                old++;
            } else {
                gained.add(new Single(other, isCovered(other, before, old)));
                now++;
            }
        }
        for (; old < before.size(); old++) {
            lost.add(new Single(before.get(old), isCovered(before.get(old), after, now)));
        }
        for (; now < after.size(); now++) {
            gained.add(new Single(after.get(now), isCovered(after.get(now), before, old)));
        }
        return new Difference(same, List.copyOf(moved), List.copyOf(lost), List.copyOf(gained));
    }

    /** What came before in the other list was the last that could cover it. */
    private static boolean isCovered(Occurrence one, List<Occurrence> others, int next) {
        return next > 0 && others.get(next - 1).overlaps(one);
    }

    boolean isNone() {
        return alarms.isEmpty();
    }

    long moved() {
        return alarms.values().stream().mapToLong(each -> each.moved().size()).sum();
    }

    long lost() {
        return alarms.values().stream().mapToLong(each -> each.lost().size()).sum();
    }

    long gained() {
        return alarms.values().stream().mapToLong(each -> each.gained().size()).sum();
    }
}
