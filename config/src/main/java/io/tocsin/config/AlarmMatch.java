package io.tocsin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alarms a rule is about: each list that is not empty must hold what the alarm has. Names of tags and areas may
 * have {@code *} for any letters.
 */
public record AlarmMatch(
        List<String> tags,
        List<String> tanks,
        List<String> areas,
        List<String> enterprises,
        List<String> metrics,
        List<String> conditions,
        List<String> categories,
        List<Priority> priorities) {
    /** All alarms. */
    public static final AlarmMatch ANY =
            new AlarmMatch(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public AlarmMatch {
        tags = List.copyOf(tags);
        tanks = List.copyOf(tanks);
        areas = List.copyOf(areas);
        enterprises = List.copyOf(enterprises);
        metrics = List.copyOf(metrics);
        conditions = List.copyOf(conditions);
        categories = List.copyOf(categories);
        priorities = List.copyOf(priorities);
    }

    public boolean matches(AlarmKind alarm) {
        return isLike(tags, alarm.tag())
                && isAmong(tanks, alarm.tank())
                && isLike(areas, alarm.area())
                && isAmong(enterprises, alarm.enterprise())
                && isAmong(metrics, alarm.metric())
                && isAmong(conditions, alarm.condition())
                && isAmong(categories, alarm.category())
                && (priorities.isEmpty() || priorities.contains(alarm.priority()));
    }

    private static boolean isAmong(List<String> wanted, @Nullable String has) {
        return wanted.isEmpty() || (has != null && wanted.contains(has));
    }

    private static boolean isLike(List<String> wanted, @Nullable String has) {
        return wanted.isEmpty() || (has != null && wanted.stream().anyMatch(pattern -> isLike(pattern, 0, has, 0)));
    }

    /** Without a regular expression: a name may hold any letter. */
    private static boolean isLike(String pattern, int p, String text, int t) {
        int star = pattern.indexOf('*', p);
        if (star < 0) {
            return text.substring(t).equals(pattern.substring(p));
        }
        String before = pattern.substring(p, star);
        if (!text.startsWith(before, t)) {
            return false;
        }
        for (int at = t + before.length(); at <= text.length(); at++) {
            if (isLike(pattern, star + 1, text, at)) {
                return true;
            }
        }
        return false;
    }
}
