package io.tocsin.simulator.replay;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.tocsin.simulator.telemetry.ReadingQuality;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Long CSV ({@code time,tag,value[,quality][,received]}) and wide CSV ({@code time,<tag>,<tag>,...}). The columns are
 * found by the names of the header; one with {@code tag} or both {@code tag} and {@code value} makes it long.
 */
final class CsvSamples implements SampleReader {
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;
    private final Findings findings;
    private final Queue<RecordedSample> ready = new ArrayDeque<>();
    private final List<String> tags = new ArrayList<>();
    private int time = -1;
    private int tag = -1;
    private int value = -1;
    private int quality = -1;
    private int width;
    private long lastLine = 1;
    private boolean ended;

    CsvSamples(Reader text, Findings findings) throws IOException {
        this.findings = findings;
        this.reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .build(new CsvRow.Handler(), text);
        this.rows = reader.iterator();
        @Nullable CsvRow header = row();
        if (header == null) {
            findings.expected(1, 1, "a header with a column time", "an empty file");
        } else {
            readHeader(header);
        }
    }

    @Override
    public @Nullable RecordedSample next() throws IOException {
        while (ready.isEmpty() && !ended) {
            @Nullable CsvRow row = row();
            if (row != null) {
                read(row);
            }
        }
        return ready.poll();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private @Nullable CsvRow row() throws IOException {
        try {
            if (rows.hasNext()) {
                CsvRow row = rows.next();
                lastLine = row.line();
                return row;
            }
        } catch (CsvParseException e) {
            findings.expected(lastLine + 1, 1, "CSV", String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
        ended = true;
        return null;
    }

    private void readHeader(CsvRow header) {
        width = header.cells().size();
        for (int i = 0; i < width; i++) {
            String name = header.cell(i).trim();
            tags.add(name);
            switch (name.toLowerCase(Locale.ROOT)) {
                case "time" -> time = i;
                case "tag" -> tag = i;
                case "value" -> value = i;
                case "quality" -> quality = i;
                default -> {}
            }
        }
        String was = String.join(",", header.cells());
        if (time < 0) {
            refuse(header, "a column time", was);
        } else if (tag >= 0 && value < 0) {
            refuse(header, "a column value beside tag", was);
        } else if (width < 2) {
            refuse(header, "a column tag and value, or a column for each tag", was);
        }
    }

    private void refuse(CsvRow header, String expected, String was) {
        findings.expected(header.line(), 1, expected, was);
        ended = true;
    }

    private void read(CsvRow row) {
        if (row.cells().size() != width) {
            findings.expected(row.line(), 1, width + " cells", row.cells().size() + " cells");
            return;
        }
        OptionalLong timeMs = RecordedTime.parse(row.cell(time));
        if (timeMs.isEmpty()) {
            findings.expected(row.line(), row.column(time), RecordedTime.EXPECTED, quoted(row.cell(time)));
        } else if (findings.inOrder(timeMs.getAsLong(), row.line(), row.column(time))) {
            if (tag >= 0) {
                readLong(row, timeMs.getAsLong());
            } else {
                readWide(row, timeMs.getAsLong());
            }
        }
    }

    private void readLong(CsvRow row, long timeMs) {
        if (row.cell(tag).isBlank()) {
            findings.expected(row.line(), row.column(tag), "a tag", "nothing");
        } else if (!row.cell(value).isBlank()) {
            ready.add(new RecordedSample(timeMs, row.cell(tag).trim(), Cell.number(row.cell(value)), quality(row)));
        }
    }

    private void readWide(CsvRow row, long timeMs) {
        for (int i = 0; i < width; i++) {
            if (i != time && !row.cell(i).isBlank()) {
                ready.add(new RecordedSample(timeMs, tags.get(i), Cell.number(row.cell(i)), ReadingQuality.GOOD));
            }
        }
    }

    private ReadingQuality quality(CsvRow row) {
        Optional<ReadingQuality> known = Cell.quality(row.cell(quality));
        if (known.isEmpty()) {
            findings.expected(row.line(), row.column(quality), Cell.QUALITY_EXPECTED, quoted(row.cell(quality)));
        }
        return known.orElse(ReadingQuality.BAD);
    }

    private static String quoted(String cell) {
        return '"' + cell + '"';
    }
}
