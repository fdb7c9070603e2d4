package io.tocsin.server.explain;

import io.tocsin.config.Text;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question about the past.
 *
 * @param tag null where the alarm is of no tag
 * @param unit of the tag
 * @param fromMs the span that was asked for; of an occurrence from its onset to its newest transition
 * @param summary the whole answer in one sentence
 * @param ringing null where it was asked why no alarm rang
 * @param silences of each condition, where it was asked why no alarm rang
 * @param samples of the tag, oldest first
 * @param samplesLeftOut did nothing, and are too many to be listed
 * @param zone the site's, for people
 */
public record Explanation(
        @Nullable String tag,
        @Nullable String unit,
        long fromMs,
        long toMs,
        Text summary,
        @Nullable Ringing ringing,
        List<Silence> silences,
        List<SeenSample> samples,
        long samplesLeftOut,
        List<Refusal> rejections,
        Reach reach,
        ZoneId zone) {
    public Explanation {
        silences = List.copyOf(silences);
        samples = List.copyOf(samples);
        rejections = List.copyOf(rejections);
    }
}
