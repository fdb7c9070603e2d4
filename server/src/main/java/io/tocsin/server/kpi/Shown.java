package io.tocsin.server.kpi;

import io.tocsin.config.Text;
import java.util.Locale;
import java.util.Map;

/** Figures in words and digits for people. */
final class Shown {
    private static final Text NONE = Text.of("-");

    private Shown() {}

    static Text whole(long value) {
        return Text.of(Long.toString(value));
    }

    static Text hundredths(double value) {
        return Double.isNaN(value) ? NONE : Text.of(String.format(Locale.ROOT, "%.2f", value));
    }

    /** @param share 0 to 1 */
    static Text percent(double share) {
        return Double.isNaN(share) ? NONE : Text.of(String.format(Locale.ROOT, "%.1f %%", 100 * share));
    }

    static Text withShare(long count, double share) {
        return new Text(
                count + "（" + percent(share).zh() + "）",
                count + " (" + percent(share).en() + ")");
    }

    /** How many alarms, and how often together. */
    static Text times(Map<String, Long> byAlarm) {
        long times = byAlarm.values().stream().mapToLong(Long::longValue).sum();
        return times == 0
                ? whole(0)
                : new Text(byAlarm.size() + "（" + times + " 次）", byAlarm.size() + " (" + times + ")");
    }

    /** {@code h:mm:ss}. */
    static String duration(long durationMs) {
        long s = durationMs / 1_000;
        return String.format(Locale.ROOT, "%d:%02d:%02d", s / 3_600, s / 60 % 60, s % 60);
    }
}
