package io.tocsin.history;

import io.tocsin.config.Text;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a file as bytes in a buffer that is used again, unpacked where the file is gzipped. Each line given out is
 * UTF-8 and not blank; one that is no UTF-8, or has no end, is a mistake and left out. So is the beginning of a line that
 * a torn gzip stream breaks off: its last number may have lost digits.
 */
final class Lines implements Closeable {
    static final int LINE_BYTES_MAX = 8 << 20;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BREAKS = '\n' * ONES;
    /** Bytes are looked at eight at a time, the last ones too. */
    private static final int MARGIN = 8;

    private final DiskBytes disk;
    private final Mistakes mistakes;
    private final InputStream bytes;
    private byte[] buffer = new byte[(1 << 16) + MARGIN];
    private int position;
    private int limit;
    private boolean ended;
    private boolean torn;
    private int from;
    private int to;
    private long number;
    private long high;

    Lines(DiskBytes disk, Mistakes mistakes) throws IOException {
        this.disk = disk;
        this.mistakes = mistakes;
        InputStream raw = new BufferedInputStream(disk, 1 << 16);
        InputStream unpacked = InputStream.nullInputStream();
        try {
            unpacked = isGzip(raw) ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (EOFException | ZipException e) {
            torn(e);
        }
        this.bytes = unpacked;
        while (!ended && limit < MARGIN) {
            fill();
        }
    }

    static Lines open(Path file, Mistakes mistakes) throws IOException {
        DiskBytes disk = new DiskBytes(Files.newInputStream(file), Files.size(file));
        try {
            return new Lines(disk, mistakes);
        } catch (IOException e) {
            disk.close();
            throw e;
        }
    }

    /** Goes to the next line; false at the end, or where a mistake has stopped the reading. */
    boolean next() throws IOException {
        while (!mistakes.stopped() && line()) {
            if (!isBlank() && isText()) {
                return true;
            }
        }
        return false;
    }

    /** Gives the line out once more. */
    void back() {
        position = from;
        number--;
    }

    byte[] buffer() {
        return buffer;
    }

    /** The first byte of the line. */
    int from() {
        return from;
    }

    /** Behind the last byte of the line, without its break. */
    int to() {
        return to;
    }

    /** 1-based. */
    long number() {
        return number;
    }

    /** The 1-based column, in characters, of a byte of the line. */
    int column(int at) {
        return 1 + Utf8.characters(buffer, from, at);
    }

    /** The bytes before the first line is asked for: the beginning of the file, less {@code skipped}. */
    int limit() {
        return limit;
    }

    void skip(int skipped) {
        position += skipped;
    }

    /** True where a gzip stream ended early or was damaged. */
    boolean isTorn() {
        return torn;
    }

    DiskBytes disk() {
        return disk;
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private boolean line() throws IOException {
        high = 0;
        int end = lineBreak(position);
        while (end == limit && !ended) {
            int looked = limit - position;
            if (looked >= LINE_BYTES_MAX) {
                return skipOverlong();
            }
            fill();
            end = lineBreak(position + looked);
        }
        if (end == limit && (end == position || torn)) {
            return false;
        }
        take(end);
        return true;
    }

    private void take(int end) {
        from = position;
        to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        position = Math.min(end + 1, limit);
        number++;
    }

    /** Reads over the line; the one behind it is the next. */
    private boolean skipOverlong() throws IOException {
        mistakes.expected(
                number + 1,
                1,
                new Text("每行不超过 " + LINE_BYTES_MAX + " 字节", "a line of at most " + LINE_BYTES_MAX + " bytes"),
                new Text("更长的一行", "a longer one"));
        int end = limit;
        while (end == limit && !ended) {
            position = limit;
            fill();
            end = lineBreak(position);
        }
        position = Math.min(end + 1, limit);
        number++;
        return !mistakes.stopped() && line();
    }

    /** The next line break at or behind {@code start}; the limit where there is none before it. */
    private int lineBreak(int start) {
        for (int i = start; i < limit; i += 8) {
            long word = (long) WORD.get(buffer, i);
            long other = word ^ BREAKS;
            long hit = (other - ONES) & ~other & HIGHS;
            if (hit != 0) {
                high |= word & ((hit & -hit) - 1);
                return Math.min(limit, i + (Long.numberOfTrailingZeros(hit) >>> 3));
            }
            high |= word;
        }
        return limit;
    }

    /** Moves what is not read yet to the front and adds what the stream has. */
    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit + MARGIN == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * limit + MARGIN);
        }
        try {
            int read = bytes.read(buffer, limit, buffer.length - MARGIN - limit);
            ended = read < 0;
            limit += Math.max(0, read);
        } catch (EOFException | ZipException e) {
            torn(e);
        }
    }

    private void torn(IOException e) {
        ended = true;
        torn = true;
        boolean early = e instanceof EOFException;
        Text damaged = new Text("损坏的数据：" + e.getMessage(), "damaged: " + e.getMessage());
        mistakes.expected(
                number + 1,
                1,
                new Text("完整的 gzip 数据", "a whole gzip stream"),
                early ? new Text("提前结束的文件", "one that ends too early") : damaged);
    }

    private boolean isBlank() {
        int i = from;
        while (i < to && (buffer[i] == ' ' || buffer[i] == '\t')) {
            i++;
        }
        return i == to;
    }

    private boolean isText() {
        int wrong = (high & HIGHS) == 0 ? -1 : Utf8.invalid(buffer, from, to);
        if (wrong >= 0) {
            String hex = String.format(Locale.ROOT, "0x%02X", buffer[wrong] & 0xFF);
            mistakes.expected(
                    number,
                    column(wrong),
                    Text.of("UTF-8"),
                    new Text("字节 " + hex + "（其他编码？如 GB18030）", "byte " + hex + " (another encoding, as GB18030?)"));
        }
        return wrong < 0;
    }

    private static boolean isGzip(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        return gzip;
    }
}
