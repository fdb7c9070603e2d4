package io.tocsin.history;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One history file: long CSV ({@code time,tag,value[,quality][,received]}), wide CSV
 * ({@code time,<tag>,<tag>,...[,received]}) or JSON lines ({@code {"t","tag","v","q","received"}}), told apart by its
 * beginning, perhaps gzipped. Columns are found by the names of the header.
 */
public final class HistoryFile implements History {
    private final Lines lines;
    private final Rows rows;
    private final Findings findings;
    private final Sample sample = new Sample();

    private HistoryFile(Lines lines, Rows rows, Findings findings) {
        this.lines = lines;
        this.rows = rows;
        this.findings = findings;
    }

    /**
     * Opens a file and reads its beginning.
     *
     * @throws IOException where there is no such file, or none that can be read
     */
    public static HistoryFile open(Path file, TagTable tags, OnMistake onMistake) throws IOException {
        return open(file, tags, new Findings(onMistake));
    }

    static HistoryFile open(Path file, TagTable tags, Findings findings) throws IOException {
        Mistakes mistakes = new Mistakes(findings, file.toString());
        Lines lines = Lines.open(file, mistakes);
        try {
            return new HistoryFile(lines, Beginning.rows(lines, tags, mistakes), findings);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        return !findings.stopped() && rows.next(sample) && !findings.stopped();
    }

    @Override
    public long timeMs() {
        return sample.timeMs;
    }

    @Override
    public int tag() {
        return sample.tag;
    }

    @Override
    public double value() {
        return sample.value;
    }

    @Override
    public int quality() {
        return sample.quality;
    }

    @Override
    public long receivedMs() {
        return sample.receivedMs;
    }

    @Override
    public boolean hasReceived() {
        return sample.hasReceived;
    }

    @Override
    public long bytesRead() {
        return lines.disk().bytesRead();
    }

    @Override
    public long bytesTotal() {
        return lines.disk().bytesTotal();
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
