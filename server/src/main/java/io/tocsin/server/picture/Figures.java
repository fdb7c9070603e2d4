package io.tocsin.server.picture;

import io.tocsin.alarms.Engine;
import io.tocsin.ingest.Counts;

/**
 * Where the engine stands: a value made by the engine's thread after each group of inputs, for readers on any thread.
 *
 * @param appliedSeq the newest input that was judged
 * @param produced records of the event log so far
 */
public record Figures(long appliedSeq, long produced, Counts counts, Engine.SampleCounts samples) {}
