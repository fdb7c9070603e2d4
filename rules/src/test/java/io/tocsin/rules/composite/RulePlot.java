package io.tocsin.rules.composite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A picture of what went into a rule and when it held: one strip for each input, one for the rule. The same bytes everywhere. */
final class RulePlot {
    private static final int WIDTH = 760;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 10;
    private static final int STRIP = 110;
    private static final int GAP = 26;
    private static final int BAR = 22;
    private static final int POINTS_MAX = 340;
    private static final long[] TICKS_MIN = {1, 2, 5, 10, 15, 30, 60, 120, 180};

    private final long lengthMs;
    private final Map<String, Strip> strips = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    /** One input. */
    private static final class Strip {
        private final String title;
        private final List<Point> points = new ArrayList<>();
        private final Map<String, Double> limits = new LinkedHashMap<>();

        Strip(String title) {
            this.title = title;
        }
    }

    private record Point(long timeMs, double value) {}

    private record Span(long fromMs, long toMs) {}

    RulePlot(long lengthMs) {
        this.lengthMs = lengthMs;
    }

    RulePlot strip(String tag, String unit) {
        strips.put(tag, new Strip(unit.isEmpty() ? tag : tag + ", " + unit));
        return this;
    }

    RulePlot limit(String tag, String name, double value) {
        Objects.requireNonNull(strips.get(tag)).limits.put(name, value);
        return this;
    }

    /** @param value NaN where it is bad */
    void point(String tag, long timeMs, double value) {
        Strip strip = strips.get(tag);
        if (strip != null) {
            strip.points.add(new Point(timeMs, value));
        }
    }

    void held(long fromMs, long toMs) {
        spans.add(new Span(fromMs, toMs));
    }

    // ---- drawing ----------------------------------------------------------------------------------------------------

    String drawn(String rule) {
        int bottom = TOP + strips.size() * (STRIP + GAP);
        int height = bottom + BAR + 30;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        for (Span span : spans) {
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#b3261e\" fill-opacity=\"0.10\"/>",
                    x(span.fromMs()), TOP, x(span.toMs()) - x(span.fromMs()), bottom + BAR - TOP);
        }
        int y = TOP;
        for (Strip strip : strips.values()) {
            strip(strip, y);
            y += STRIP + GAP;
        }
        bar(rule, y);
        axis(y + BAR);
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void add(String format, Object... args) {
        svg.append(String.format(Locale.ROOT, format, args)).append('\n');
    }

    private double x(long timeMs) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (double) timeMs / lengthMs;
    }

    private void strip(Strip strip, int top) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Point point : strip.points) {
            if (!Double.isNaN(point.value())) {
                low = Math.min(low, point.value());
                high = Math.max(high, point.value());
            }
        }
        for (double limit : strip.limits.values()) {
            low = Math.min(low, limit);
            high = Math.max(high, limit);
        }
        double margin = high > low ? 0.06 * (high - low) : 0.5;
        Scale scale = new Scale(low - margin, high + margin, top + 16, STRIP - 16);
        add("<text x=\"%d\" y=\"%d\" fill=\"#333333\">%s</text>", LEFT, top + 11, strip.title);
        add(
                "<path d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#999999\"/>",
                LEFT, top + 16, top + STRIP, WIDTH - RIGHT);
        label(low, scale);
        label(high, scale);
        strip.limits.forEach((name, value) -> {
            add(
                    "<path d=\"M%d %.1f H%d\" stroke=\"#b3261e\" stroke-dasharray=\"5 4\"/>",
                    LEFT, scale.y(value), WIDTH - RIGHT);
            add(
                    "<text x=\"%d\" y=\"%.1f\" fill=\"#b3261e\" text-anchor=\"end\">%s</text>",
                    WIDTH - RIGHT - 4, scale.y(value) - 3, name);
        });
        line(strip, scale);
    }

    private record Scale(double low, double high, int top, int height) {
        double y(double value) {
            return top + height * (high - value) / (high - low);
        }
    }

    private void label(double value, Scale scale) {
        String text = Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
        add(
                "<text x=\"%d\" y=\"%.1f\" fill=\"#666666\" text-anchor=\"end\">%s</text>",
                LEFT - 6, scale.y(value) + 4, text);
    }

    private void line(Strip strip, Scale scale) {
        int every = Math.max(1, strip.points.size() / POINTS_MAX);
        StringBuilder path = new StringBuilder();
        boolean broken = true;
        for (int i = 0; i < strip.points.size(); i += every) {
            Point point = strip.points.get(i);
            if (Double.isNaN(point.value())) {
                broken = true;
            } else {
                path.append(broken ? "M" : "L")
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x(point.timeMs()), scale.y(point.value())));
                broken = false;
            }
        }
        add("<path d=\"%s\" fill=\"none\" stroke=\"#1f5f8b\" stroke-width=\"1.4\"/>", path);
    }

    private void bar(String rule, int top) {
        add("<path d=\"M%d %d H%d\" stroke=\"#999999\"/>", LEFT, top + BAR / 2, WIDTH - RIGHT);
        for (Span span : spans) {
            add(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#b3261e\"/>",
                    x(span.fromMs()), top + BAR / 2 - 4, Math.max(1, x(span.toMs()) - x(span.fromMs())), 8);
            boolean right = x(span.fromMs()) > WIDTH * 0.6;
            add(
                    "<text x=\"%.1f\" y=\"%d\" fill=\"#b3261e\" text-anchor=\"%s\">%s from %s</text>",
                    x(span.fromMs()) + (right ? -4 : 2), top + 2, right ? "end" : "start", rule, clock(span.fromMs()));
        }
    }

    private static String clock(long ms) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
    }

    private void axis(int top) {
        long tickMin = TICKS_MIN[TICKS_MIN.length - 1];
        for (int i = TICKS_MIN.length - 1; i >= 0; i--) {
            tickMin = lengthMs / (TICKS_MIN[i] * 60_000) <= 9 ? TICKS_MIN[i] : tickMin;
        }
        for (long ms = 0; ms <= lengthMs; ms += tickMin * 60_000) {
            add(
                    "<text x=\"%.1f\" y=\"%d\" fill=\"#666666\" text-anchor=\"%s\">%d:%02d</text>",
                    x(ms), top + 18, ms == lengthMs ? "end" : "middle", ms / 3_600_000, ms / 60_000 % 60);
        }
    }
}
