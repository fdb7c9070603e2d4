package io.tocsin.server.live;

import io.tocsin.config.GateListsReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of {@code vehicles.csv} and {@code reservations.csv} as the journal keeps them: for each file its name
 * (2 bytes of length, UTF-8) and its content (4 bytes of length), by name. A file that is not there is left out.
 */
public final class GateTexts {
    /** The files of a site's folder that say who may come. */
    public static final List<String> FILES = List.of(GateListsReader.RESERVATIONS, GateListsReader.VEHICLES);

    /** Both files together; a journal record must hold them. */
    public static final int BYTES_MAX = 16 << 20;

    private GateTexts() {}

    /** The same files give the same bytes. */
    public static byte[] write(SortedMap<String, byte[]> texts) {
        int size = 0;
        for (Map.Entry<String, byte[]> text : texts.entrySet()) {
            size += 6 + text.getKey().getBytes(StandardCharsets.UTF_8).length + text.getValue().length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        texts.forEach((name, content) -> {
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            bytes.putShort((short) nameBytes.length).put(nameBytes);
            bytes.putInt(content.length).put(content);
        });
        return bytes.array();
    }

    /** The files that were written so. */
    public static SortedMap<String, byte[]> read(byte[] journaled) {
        ByteBuffer bytes = ByteBuffer.wrap(journaled);
        SortedMap<String, byte[]> texts = new TreeMap<>();
        while (bytes.hasRemaining()) {
            byte[] name = new byte[bytes.getShort()];
            bytes.get(name);
            byte[] content = new byte[bytes.getInt()];
            bytes.get(content);
            texts.put(new String(name, StandardCharsets.UTF_8), content);
        }
        return texts;
    }
}
