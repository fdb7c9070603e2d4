package io.tocsin.history;

import io.tocsin.config.Text;
import io.tocsin.rules.Quality;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Wide CSV: a row for each moment, a column for each tag. */
final class WideRows implements Rows {
    private static final int NO_TAG = -2;
    private static final Text EMPTY_CELL = new Text("无名列中的空单元格", "an empty cell in a column without a name");

    private final CsvLine line;
    private final CsvMoments moments;
    private final Numbers numbers = new Numbers();
    private final byte[][] names;
    /** By column; -1 = unknown. */
    private final int[] tags;

    private int column;

    WideRows(CsvLine line, CsvHeader header, TagTable table) {
        this.line = line;
        this.moments = new CsvMoments(line, header);
        this.names = header.names().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.tags = new int[names.length];
        Arrays.setAll(tags, i -> tag(header, table, i));
        this.column = names.length;
    }

    @Override
    public boolean next(Sample sample) throws IOException {
        while (true) {
            while (column < tags.length) {
                if (readCell(sample, column++)) {
                    return true;
                }
            }
            if (!line.next()) {
                return false;
            }
            column = moments.read(sample) ? 0 : tags.length;
        }
    }

    private int tag(CsvHeader header, TagTable table, int i) {
        boolean other = i == header.time() || i == header.received() || names[i].length == 0;
        return other ? NO_TAG : table.find(names[i], 0, names[i].length);
    }

    private boolean readCell(Sample sample, int i) {
        if (line.isEmpty(i) || (tags[i] < 0 && !isKnown(i))) {
            return false;
        }
        sample.tag = tags[i];
        sample.value = numbers.parse(line.bytes(), line.from(i), line.to(i));
        sample.quality = Numbers.quality(sample.value, Quality.GOOD.code());
        return true;
    }

    /** Never; but says what becomes of the cell. */
    private boolean isKnown(int i) {
        if (tags[i] != NO_TAG) {
            line.mistakes().findings().unknown(names[i], 0, names[i].length);
        } else if (names[i].length == 0) {
            line.expected(i, EMPTY_CELL);
        }
        return false;
    }
}
