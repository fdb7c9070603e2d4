package io.tocsin.server.kpi;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** An alarm log as text, whether it is gzipped or not, without its byte order mark. */
final class LogText {
    private static final int BOM = 0xFEFF;

    private LogText() {}

    /** @param decoder says what becomes of bytes that are no text */
    static BufferedReader open(Path file, CharsetDecoder decoder) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            InputStream plain = isGzip(bytes) ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            BufferedReader text = new BufferedReader(new InputStreamReader(plain, decoder), 1 << 16);
            skipBom(text);
            return text;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** Whether a JSON object comes first; the text stays where it is. */
    static boolean isJson(Reader text) throws IOException {
        text.mark(4096);
        int c = text.read();
        for (int i = 1; i < 4096 && c >= 0 && Character.isWhitespace(c); i++) {
            c = text.read();
        }
        text.reset();
        return c == '{';
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
}
