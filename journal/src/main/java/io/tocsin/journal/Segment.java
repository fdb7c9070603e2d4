package io.tocsin.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One file of a journal, named by the seq of its first record. */
record Segment(long firstSeq) implements Comparable<Segment> {
    private static final String SUFFIX = ".journal";
    private static final String UNFINISHED = SUFFIX + ".tmp";
    private static final Pattern NAME = Pattern.compile("00\\d{18}\\.journal");

    /** All segments of a folder, oldest first. Other files are none of the journal's business. */
    static List<Segment> all(Storage storage) throws IOException {
        return storage.list().stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> new Segment(Long.parseLong(name.substring(0, 20))))
                .sorted()
                .toList();
    }

    /** Removes what a crash left of segments that were never given their name. */
    static void deleteUnfinished(Storage storage) throws IOException {
        for (String name : storage.list()) {
            if (name.endsWith(UNFINISHED)) {
                storage.delete(name);
            }
        }
    }

    String name() {
        return String.format(Locale.ROOT, "%020d", firstSeq) + SUFFIX;
    }

    /** The name under which it is written until it is whole. */
    String unfinishedName() {
        return String.format(Locale.ROOT, "%020d", firstSeq) + UNFINISHED;
    }

    JournalCorrupted corrupted(Path folder, long offset, String expectedAndWas) {
        return corrupted(folder, offset, firstSeq, expectedAndWas);
    }

    JournalCorrupted corrupted(Path folder, long offset, long seq, String expectedAndWas) {
        return new JournalCorrupted(folder, new JournalCorrupted.Place(name(), offset, seq), expectedAndWas);
    }

    @Override
    public int compareTo(Segment other) {
        return Long.compare(firstSeq, other.firstSeq);
    }
}
