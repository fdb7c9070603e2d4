package io.tocsin.simulator.replay;

import io.tocsin.config.Problem;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of a recording so far. A stamp is {@code startMs + (time - t0Ms) / speed}.
 *
 * @param startMs the stamp of the first sample
 * @param t0Ms the first sample's own time
 * @param samples samples said
 * @param badSamples of these, without a usable number
 * @param messages messages that carry them
 * @param sameStamp of the samples, those whose stamp is that of the tag's sample before: compressed too far, an engine
 *     takes them for repeats
 * @param unknownTags samples left out because the site does not know their tag
 * @param problems the first hundred
 * @param problemCount all
 */
public record ReplayReport(
        long startMs,
        long t0Ms,
        double speed,
        long samples,
        long badSamples,
        long messages,
        long sameStamp,
        SortedMap<String, Long> unknownTags,
        List<Problem> problems,
        long problemCount) {}
