package io.tocsin.ingest;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;

/**
 * The names met in one object, to find one that is there twice. Ours and not Jackson's, which gives up the whole message
 * where only a sample is at fault.
 */
final class Names {
    private static final int KEPT_MAX = 64;

    private int known;
    private Set<String> others = new LinkedHashSet<>();

    void clear() {
        known = 0;
        if (others.size() > KEPT_MAX) {
            // Clearing costs by capacity: one huge object must not make every small one after it slow.
            others = new LinkedHashSet<>();
        } else if (!others.isEmpty()) {
            others.clear();
        }
    }

    /** @param field number of a known field, or negative */
    boolean isNew(int field, JsonParser parser) {
        if (field < 0) {
            return others.add(parser.currentName());
        }
        boolean isNew = (known & 1 << field) == 0;
        known |= 1 << field;
        return isNew;
    }
}
