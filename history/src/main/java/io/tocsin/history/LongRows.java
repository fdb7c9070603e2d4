package io.tocsin.history;

import io.tocsin.config.Text;
import io.tocsin.rules.Quality;
import java.io.IOException;

/** Long CSV: a row for each sample. */
final class LongRows implements Rows {
    private static final Text A_TAG = new Text("位号", "a tag");

    private final CsvLine line;
    private final CsvMoments moments;
    private final TagTable tags;
    private final Numbers numbers = new Numbers();
    private final int tag;
    private final int value;
    private final int quality;

    LongRows(CsvLine line, CsvHeader header, TagTable tags) {
        this.line = line;
        this.moments = new CsvMoments(line, header);
        this.tags = tags;
        this.tag = header.tag();
        this.value = header.value();
        this.quality = header.quality();
    }

    @Override
    public boolean next(Sample sample) throws IOException {
        while (line.next()) {
            if (moments.read(sample) && readTag(sample) && readValue(sample)) {
                return true;
            }
        }
        return false;
    }

    private boolean readTag(Sample sample) {
        if (line.isEmpty(tag)) {
            line.expected(tag, A_TAG);
            return false;
        }
        sample.tag = tags.find(line.bytes(), line.from(tag), line.to(tag));
        if (sample.tag < 0) {
            line.mistakes().findings().unknown(line.bytes(), line.from(tag), line.to(tag));
        }
        return sample.tag >= 0;
    }

    /** An empty cell is no sample, unless a bad quality beside it says that the instrument had no value. */
    private boolean readValue(Sample sample) {
        int said = quality < 0 ? Quality.GOOD.code() : readQuality();
        sample.value = numbers.parse(line.bytes(), line.from(value), line.to(value));
        sample.quality = Numbers.quality(sample.value, said);
        return !line.isEmpty(value) || !Quality.isUsable(said);
    }

    private int readQuality() {
        int said = Qualities.parse(line.bytes(), line.from(quality), line.to(quality));
        if (said == Qualities.NONE) {
            line.expected(quality, Qualities.EXPECTED);
            return Quality.BAD.code();
        }
        return said;
    }
}
