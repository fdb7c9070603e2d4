package io.tocsin.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a test appends and expects to read again. */
record Entry(int type, long receiveTimeMs, String key, String payload) {

    static Entry of(String payload) {
        return new Entry(1, 1_700_000_000_000L, "park/p/e/g/data", payload);
    }

    static Entry random(Random random, int payloadBytesMax) {
        int bytes = random.nextInt(8) == 0 ? random.nextInt(payloadBytesMax) : random.nextInt(60);
        StringBuilder payload = new StringBuilder();
        while (payload.length() < bytes) {
            payload.append((char) ('a' + random.nextInt(26)));
        }
        return new Entry(1 + random.nextInt(100), random.nextLong(), "key" + random.nextInt(9), payload.toString());
    }

    long appendTo(Journal journal) throws JournalException {
        return journal.append((byte) type, receiveTimeMs, bytes(key), bytes(payload));
    }

    static Entry from(RecordView view) {
        String payload = new String(view.payload(), StandardCharsets.UTF_8);
        return new Entry(view.type(), view.receiveTimeMs(), view.keyText(), payload);
    }

    /** Everything a reader has to give now. */
    static List<Entry> all(JournalReader reader) throws JournalException {
        List<Entry> entries = new ArrayList<>();
        while (reader.next()) {
            entries.add(from(reader.record()));
        }
        return entries;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
