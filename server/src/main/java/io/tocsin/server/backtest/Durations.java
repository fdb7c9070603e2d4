package io.tocsin.server.backtest;

import io.tocsin.config.Text;
import java.util.Locale;

/** How long something lasted, as people say it. */
final class Durations {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;

    private Durations() {}

    static String of(long ms, Locale locale) {
        return of(ms).in(locale);
    }

    private static Text of(long ms) {
        if (ms < 0) {
            Text later = of(-ms);
            return new Text("-" + later.zh(), "-" + later.en());
        }
        if (ms < SECOND_MS && ms > 0) {
            return new Text(ms + " 毫秒", ms + " ms");
        }
        if (ms < MINUTE_MS) {
            String seconds = ms % SECOND_MS == 0
                    ? String.valueOf(ms / SECOND_MS)
                    : String.format(Locale.ROOT, "%.1f", ms / 1000.0);
            return new Text(seconds + " 秒", seconds + " s");
        }
        if (ms < HOUR_MS) {
            return two(ms / MINUTE_MS, new Text("分", "min"), ms % MINUTE_MS / SECOND_MS, new Text("秒", "s"));
        }
        if (ms < DAY_MS) {
            return two(ms / HOUR_MS, new Text("小时", "h"), ms % HOUR_MS / MINUTE_MS, new Text("分", "min"));
        }
        return two(ms / DAY_MS, new Text("天", "d"), ms % DAY_MS / HOUR_MS, new Text("小时", "h"));
    }

    private static Text two(long great, Text unit, long small, Text smallUnit) {
        String zh = great + " " + unit.zh();
        String en = great + " " + unit.en();
        return small == 0
                ? new Text(zh, en)
                : new Text(zh + " " + small + " " + smallUnit.zh(), en + " " + small + " " + smallUnit.en());
    }
}
