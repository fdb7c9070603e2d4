package io.tocsin.simulator.replay;

import io.tocsin.config.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A history file as a stream of samples in order of time, read as it goes: long CSV, wide CSV or JSON lines, told apart
 * by their beginning, each maybe gzipped. Not thread-safe.
 *
 * <p>A row that cannot be understood is left out and becomes a problem; what cannot be read from the disk is an
 * {@link IOException}.
 */
public final class Recording implements AutoCloseable {
    private static final int BOM = 0xFEFF;

    private final SampleReader samples;
    private final Findings findings;

    private Recording(SampleReader samples, Findings findings) {
        this.samples = samples;
        this.findings = findings;
    }

    public static Recording open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            BufferedReader text = new BufferedReader(
                    new InputStreamReader(
                            isGzip(bytes) ? new GZIPInputStream(bytes, 1 << 16) : bytes, StandardCharsets.UTF_8),
                    1 << 16);
            Findings findings = new Findings(String.valueOf(file.getFileName()));
            skipBom(text);
            boolean json = isJson(text);
            return new Recording(json ? new JsonSamples(text, findings) : new CsvSamples(text, findings), findings);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The next sample; null at the end. */
    public @Nullable RecordedSample next() throws IOException {
        return samples.next();
    }

    /** The first hundred problems found so far. */
    public List<Problem> problems() {
        return findings.kept();
    }

    /** All problems found so far. */
    public long problemCount() {
        return findings.count();
    }

    /** Lines that hold another kind of input than samples. */
    public long otherInputs() {
        return findings.otherInputs();
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }

    private static boolean isGzip(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
        bytes.reset();
        return gzip;
    }

    private static void skipBom(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != BOM) {
            text.reset();
        }
    }

    private static boolean isJson(Reader text) throws IOException {
        text.mark(4096);
        int c = text.read();
        for (int i = 1; i < 4096 && c >= 0 && Character.isWhitespace(c); i++) {
            c = text.read();
        }
        text.reset();
        return c == '{';
    }
}
