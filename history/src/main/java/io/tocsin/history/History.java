package io.tocsin.history;

import java.io.IOException;

/**
 * A cursor over the samples of one or more history files, in order of time. The accessors tell of the sample that
 * {@link #next()} went to; before the first and behind the last they mean nothing. One thread uses it.
 */
public sealed interface History extends AutoCloseable permits HistoryFile, MergedHistory {
    /**
     * Goes to the next sample; false at the end, or behind the first mistake where that is asked for. What is wrong in a
     * file is never thrown but stands in {@link #findings()}.
     *
     * @throws IOException where the disk does not give the file's bytes
     */
    boolean next() throws IOException;

    /** The sample's own time, epoch ms. */
    long timeMs();

    /** Index in the table of tags. */
    int tag();

    /** NaN where the quality is {@link io.tocsin.rules.Quality#UNREADABLE}, else finite. */
    double value();

    /** A code of {@link io.tocsin.rules.Quality}. */
    int quality();

    /** When it was received, epoch ms; {@link #timeMs()} where the file does not say. */
    long receivedMs();

    /** True where the file says when this sample was received. */
    boolean hasReceived();

    /** Bytes taken from the disk so far, of a gzipped file the compressed ones. */
    long bytesRead();

    /** Bytes on the disk when it was opened. */
    long bytesTotal();

    /** What was found so far beside samples: it grows as the cursor goes. */
    Findings findings();

    @Override
    void close() throws IOException;
}
