package io.tocsin.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Reads files as docs/journal-format.md says they are, and finds what was written. */
class FormatDocumentTest {
    private static final int KEY_LENGTH = 5;
    private final SimulatedStorage storage = new SimulatedStorage(1);

    /** One line of a table. */
    private record Field(String name, String offset, String bytes) {
        byte[] of(byte[] file, int base, int end) {
            int from = base
                    + switch (offset) {
                        case "46 + keyLength" -> 46 + KEY_LENGTH;
                        case "end - 4" -> end - base - 4;
                        default -> Integer.parseInt(offset);
                    };
            int to = switch (bytes) {
                case "keyLength" -> from + KEY_LENGTH;
                case "the rest" -> end;
                case "length", "up to the crc" -> end - 4;
                default -> from + Integer.parseInt(bytes);
            };
            return Arrays.copyOfRange(file, from, to);
        }
    }

    private static List<Field> table(String title) throws IOException {
        List<Field> fields = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(document())) {
            String[] cells = line.split(" *\\| *", -1);
            inside = inside ? line.startsWith("|") : line.startsWith("| " + title + " | offset");
            if (inside && cells.length > 3 && !cells[1].equals(title) && !cells[1].startsWith("-")) {
                fields.add(new Field(cells[1], cells[2], cells[3]));
            }
        }
        return fields;
    }

    /** The document stands in the root of the project, this test runs there or in its module. */
    private static Path document() {
        Path here = Path.of("docs", "journal-format.md");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    private static Map<String, Object> parsed(List<Field> fields, byte[] file, int base, int end) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields) {
            byte[] bytes = field.of(file, base, end);
            boolean text = List.of("magic", "key", "payload", "note", "content").contains(field.name);
            values.put(field.name, text ? new String(bytes, UTF_8) : new BigInteger(1, bytes).longValue());
        }
        return values;
    }

    private static long crc(byte[] salt, byte[] file, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(salt);
        crc.update(file, from, to - from);
        return crc.getValue();
    }

    private byte[] writtenSegment() throws JournalException {
        try (Journal journal = Journal.open(storage, new Journal.Options(0x8001, 1_000, 100))) {
            journal.append((byte) 1, 0, new byte[0], new byte[0]);
            journal.force();
            journal.append((byte) 1, 0, new byte[0], new byte[0]);
            journal.append((byte) 1, 0, new byte[0], new byte[0]);
            journal.stamp(77, 0x0102_0304_0506_0708L);
            journal.append((byte) 9, 1_700_000_000_123L, "topic".getBytes(UTF_8), "payload!".getBytes(UTF_8));
        }
        return storage.content(new Segment(1).name());
    }

    @Test
    void segmentHeaderIsAsDocumented() throws IOException {
        byte[] file = writtenSegment();
        Map<String, Object> header = parsed(table("segment header"), file, 0, 28);
        byte[] salt = Arrays.copyOfRange(file, 20, 24);
        assertThat(header)
                .containsExactly(
                        Map.entry("magic", "TOCSINJL"),
                        Map.entry("version", 1L),
                        Map.entry("firstSeq", 1L),
                        Map.entry("salt", new BigInteger(1, salt).longValue()),
                        Map.entry("crc", crc(new byte[0], file, 0, 24)));
    }

    @Test
    void recordIsAsDocumented() throws IOException {
        byte[] file = writtenSegment();
        int base = 28 + 3 * 46;
        int end = base + 46 + KEY_LENGTH + 8;
        byte[] salt = Arrays.copyOfRange(file, 20, 24);
        assertThat(parsed(table("record"), file, base, end))
                .containsExactly(
                        Map.entry("crc", crc(salt, file, base + 4, end)),
                        Map.entry("length", (long) end - base),
                        Map.entry("version", 1L),
                        Map.entry("type", 9L),
                        Map.entry("shard", 0x8001L),
                        Map.entry("epoch", 77L),
                        Map.entry("unforced", 2L),
                        Map.entry("configHash", 0x0102_0304_0506_0708L),
                        Map.entry("seq", 4L),
                        Map.entry("receiveTimeMs", 1_700_000_000_123L),
                        Map.entry("keyLength", (long) KEY_LENGTH),
                        Map.entry("key", "topic"),
                        Map.entry("payload", "payload!"));
        assertThat(file).hasSize(end + 46);
        assertThat(file[end + 9]).isZero();
    }

    @Test
    void cursorIsAsDocumented() throws IOException {
        Cursor.open(storage, "c").moveTo(42, "a note");
        byte[] file = storage.content("c");
        assertThat(parsed(table("cursor"), file, 0, file.length))
                .containsExactly(
                        Map.entry("magic", "TOCSINCU"),
                        Map.entry("version", 1L),
                        Map.entry("position", 42L),
                        Map.entry("note", "a note"),
                        Map.entry("crc", crc(new byte[0], file, 0, file.length - 4)));
    }

    @Test
    void snapshotIsAsDocumented() throws IOException {
        Snapshots.open(storage).write(42, "a state".getBytes(UTF_8));
        byte[] file = storage.content("00000000000000000042.snapshot");
        assertThat(parsed(table("snapshot"), file, 0, file.length))
                .containsExactly(
                        Map.entry("magic", "TOCSINSN"),
                        Map.entry("version", 1L),
                        Map.entry("seq", 42L),
                        Map.entry("length", 7L),
                        Map.entry("content", "a state"),
                        Map.entry("crc", crc(new byte[0], file, 0, file.length - 4)));
        assertThat(Files.readString(document())).contains("The newest " + Snapshots.KEPT + " are kept");
    }
}
