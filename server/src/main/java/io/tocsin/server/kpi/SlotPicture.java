package io.tocsin.server.kpi;

import io.tocsin.alarms.kpi.Kpis;
import io.tocsin.alarms.kpi.Kpis.Slot;
import io.tocsin.config.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Annunciations over time as a row of bars, one for each slot, or for as many slots as make it fit a terminal. */
public final class SlotPicture {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int BARS_MAX = 72;
    /** Slots to a bar: 10, 20 and 30 minutes, 1, 2, 3, 6 and 12 hours; beyond them whole days. */
    private static final long[] WIDTHS = {1, 2, 3, 6, 12, 18, 36, 72};

    private static final long DAY = 144;

    private SlotPicture() {}

    /** The bars, and a line that says what they are; nothing where there was no annunciation. */
    public static List<String> lines(Kpis kpis, Locale locale) {
        if (kpis.load().annunciations() == 0) {
            return List.of();
        }
        long barMs = slotsToABar(kpis.load().slots()) * Kpis.SLOT_MS;
        long[] bars = bars(kpis, barMs);
        long most = 0;
        StringBuilder drawn = new StringBuilder();
        for (long bar : bars) {
            most = Math.max(most, bar);
        }
        for (long bar : bars) {
            drawn.append(bar == 0 ? ' ' : BARS.charAt((int) ((bar * BARS.length() + most - 1) / most) - 1));
        }
        return List.of(
                drawn.toString().stripTrailing(), legend(kpis, barMs, most).in(locale));
    }

    private static Text legend(Kpis kpis, long barMs, long most) {
        String from = Instant.ofEpochMilli(kpis.span().fromMs()).toString();
        String to = Instant.ofEpochMilli(kpis.span().toMs()).toString();
        String width = Shown.duration(barMs);
        return new Text(
                from + " 至 " + to + "，每格 " + width + "，█ = " + most + " 个报警",
                from + " to " + to + ", " + width + " a bar, █ = " + most + " annunciations");
    }

    private static long slotsToABar(long slots) {
        for (long width : WIDTHS) {
            if (slots <= width * BARS_MAX) {
                return width;
            }
        }
        return (slots + DAY * BARS_MAX - 1) / (DAY * BARS_MAX) * DAY;
    }

    private static long[] bars(Kpis kpis, long barMs) {
        long[] bars = new long[(int) ((kpis.load().slots() * Kpis.SLOT_MS + barMs - 1) / barMs)];
        for (Slot slot : kpis.load().busy()) {
            bars[(int) ((slot.startMs() - kpis.span().fromMs()) / barMs)] += slot.annunciations();
        }
        return bars;
    }
}
