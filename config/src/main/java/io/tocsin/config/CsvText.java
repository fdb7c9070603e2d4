package io.tocsin.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of a table as a spreadsheet saved it: UTF-8 with or without its mark, else GB18030. */
final class CsvText {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final char MARK = '\uFEFF';

    private CsvText() {}

    /** Null, with a problem, where the bytes are neither. */
    static @Nullable String decoded(String file, byte[] bytes, Problems problems) {
        String text = decoded(bytes, StandardCharsets.UTF_8);
        if (text == null && !isUtf16(bytes)) {
            text = decoded(bytes, GB18030);
        }
        if (text == null) {
            Text wanted = Wording.text("UTF-8 或 GB18030 编码的文本", "text in UTF-8 or GB18030");
            Text was = isUtf16(bytes) ? Text.of("UTF-16") : Wording.text("其他编码", "another encoding");
            problems.error(Place.whole(file), Wording.expected(wanted, was));
        }
        return text == null || text.isEmpty() || text.charAt(0) != MARK ? text : text.substring(1);
    }

    static boolean isUtf8(byte[] bytes) {
        return decoded(bytes, StandardCharsets.UTF_8) != null;
    }

    private static boolean isUtf16(byte[] bytes) {
        return bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
    }

    private static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** What stands most often between the names of the header: a comma, a semicolon or a tab. */
    static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {',', ';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
