package io.tocsin.server.explain;

import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.server.explain.LoggedEvents.Logged;
import io.tocsin.server.explain.Silence.Counts;
import io.tocsin.server.explain.Silence.Figures;
import io.tocsin.server.explain.Silence.Reason;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together why a tag said nothing: what the replay found, or, without one, what the event log has. */
final class SilenceAnswer {
    private final Asked asked;
    private final LoggedEvents logged;
    private final WhyNot why;
    private final @Nullable Site newest;

    SilenceAnswer(Asked asked, LoggedEvents logged, WhyNot why, @Nullable Site newest) {
        this.asked = asked;
        this.logged = logged;
        this.why = why;
        this.newest = newest;
    }

    Explanation explanation(Reach reach) {
        Site site = why.site() != null ? why.site() : newest;
        ZoneId zone = site == null ? ZoneOffset.UTC : site.park().zone();
        String unit = site == null ? null : unit(site);
        Words words = Words.of(zone, unit);
        tellMissed();
        List<Silence> silences = reach.replayed() ? why.silences(words) : byLog(words);
        return new Explanation(
                asked.tag(),
                unit,
                asked.fromMs(),
                asked.toMs(),
                summary(words, silences, reach),
                null,
                silences,
                why.samples().kept(),
                why.samples().leftOut(),
                why.refusals(),
                reach,
                zone);
    }

    private @Nullable String unit(Site site) {
        for (Tag tag : site.tags()) {
            if (tag.id().equals(asked.tag())) {
                return tag.unit();
            }
        }
        return null;
    }

    private void tellMissed() {
        for (Logged each : logged.events()) {
            LoggedFields fields = each.fields();
            if (fields.text("type", "").equals("MISSED")) {
                why.missed(
                        fields.text("condition", ""),
                        fields.timeMs("onsetTime"),
                        fields.timeMs("time"),
                        fields.text("occurrenceId", ""));
            }
        }
    }

    // ---- from the event log alone -----------------------------------------------------------------------------------

    /** What one condition did, by its events. */
    private static final class Told {
        private long activeMs = -1;
        private long untilMs = -1;
        private @Nullable String occurrence;
        private @Nullable String missed;
    }

    private List<Silence> byLog(Words words) {
        Map<String, Told> told = new LinkedHashMap<>();
        if (newest != null) {
            newest.tags().stream()
                    .filter(tag -> tag.id().equals(asked.tag()))
                    .flatMap(tag -> tag.conditions().stream())
                    .forEach(spec -> told.put(spec.condition().name(), new Told()));
        }
        for (Logged each : logged.events()) {
            LoggedFields fields = each.fields();
            take(told.computeIfAbsent(fields.text("condition", ""), name -> new Told()), fields);
        }
        String only = asked.condition();
        List<Silence> silences = new ArrayList<>();
        told.forEach((condition, each) -> {
            if (only == null || only.equals(condition)) {
                silences.add(silence(words, condition, each));
            }
        });
        return silences;
    }

    private void take(Told told, LoggedFields fields) {
        long atMs = fields.timeMs("time");
        switch (fields.text("type", "")) {
            case "RAISED" -> {
                if (told.activeMs < 0 || !isInSpan(told)) {
                    told.activeMs = atMs;
                    told.untilMs = -1;
                    told.occurrence = fields.text("occurrenceId");
                }
            }
            case "CLEARED", "CONFIG_CHANGED" -> told.untilMs = told.untilMs < 0 ? atMs : told.untilMs;
            case "MISSED" -> {
                boolean overlaps = fields.timeMs("onsetTime") <= asked.toMs() && atMs >= asked.fromMs();
                told.missed = overlaps ? fields.text("occurrenceId") : told.missed;
            }
            default -> {}
        }
    }

    private boolean isInSpan(Told told) {
        boolean reaches = told.untilMs < 0 || told.untilMs > asked.fromMs() || told.activeMs >= asked.fromMs();
        return told.activeMs >= 0 && told.activeMs <= asked.toMs() && reaches;
    }

    private Silence silence(Words words, String condition, Told told) {
        boolean active = isInSpan(told);
        Reason reason = active ? Reason.ACTIVE : told.missed != null ? Reason.MISSED : Reason.SAMPLES_NOT_HELD;
        Figures figures = new Figures(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                active ? told.activeMs : -1,
                active ? told.untilMs : -1,
                active ? told.occurrence : told.missed,
                new Counts(0, 0, 0, 0, 0, 0));
        return new Silence(
                condition,
                reason,
                new Sentences(words, condition, null, null, figures).of(reason),
                null,
                null,
                figures);
    }

    // ---- in words ---------------------------------------------------------------------------------------------------

    private Text summary(Words words, List<Silence> silences, Reach reach) {
        String at = asked.fromMs() == asked.toMs()
                ? words.time(asked.fromMs())
                : words.time(asked.fromMs()) + " – " + words.time(asked.toMs());
        Text said = silences.stream()
                .min(Comparator.comparing(SilenceAnswer::isDull)
                        .thenComparing(Silence::reason)
                        .thenComparing(silence -> missing(silence.figures())))
                .map(silence -> new Text(
                        silence.condition() + "：" + silence.sentence().zh(),
                        silence.condition() + ": " + silence.sentence().en()))
                .orElse(new Text("该位号没有配置任何报警", "the tag had no condition at all"));
        boolean noted = !reach.note().en().isEmpty();
        return new Text(
                asked.tag() + "，" + at + "，" + said.zh()
                        + (noted ? "（" + reach.note().zh() + "）" : "") + "。",
                asked.tag() + ", " + at + ", " + said.en()
                        + (noted ? " (" + reach.note().en() + ")" : "") + ".");
    }

    /** The answer that says most comes first; that a tag was neither bad nor silent says least. */
    private static boolean isDull(Silence silence) {
        boolean health =
                silence.condition().equals("BAD") || silence.condition().equals("STALE");
        return silence.reason() == Reason.NOT_CONFIGURED || (health && silence.reason() != Reason.ACTIVE);
    }

    private static double missing(Figures figures) {
        return Double.isNaN(figures.missing()) ? Double.MAX_VALUE : figures.missing();
    }
}
