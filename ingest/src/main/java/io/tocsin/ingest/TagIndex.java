package io.tocsin.ingest;

import io.tocsin.config.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a tag by the characters of its id without making a string of them. Immutable. */
final class TagIndex {
    /** Stands for a tag that the site does not have. */
    static final int UNKNOWN = -1;

    private final String[] ids;
    private final int[] slots;
    private final @Nullable String[] enterprises;
    private final @Nullable Map<String, Double>[] states;

    @SuppressWarnings({"unchecked", "rawtypes"})
    TagIndex(List<Tag> tags) {
        ids = tags.stream().map(Tag::id).toArray(String[]::new);
        enterprises = tags.stream().map(Tag::enterprise).toArray(String[]::new);
        states = tags.stream().map(TagIndex::byName).toArray(Map[]::new);
        slots = new int[Integer.highestOneBit(Math.max(4, ids.length)) * 4];
        java.util.Arrays.fill(slots, UNKNOWN);
        for (int tag = 0; tag < ids.length; tag++) {
            char[] id = ids[tag].toCharArray();
            slots[free(hash(id, 0, id.length))] = tag;
        }
    }

    private static @Nullable Map<String, Double> byName(Tag tag) {
        if (tag.states().isEmpty()) {
            return null;
        }
        Map<String, Double> byName = new LinkedHashMap<>();
        tag.states().forEach((number, name) -> byName.putIfAbsent(name, number));
        return byName;
    }

    private int free(int hash) {
        int slot = first(hash);
        while (slots[slot] != UNKNOWN) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static int hash(char[] chars, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        return hash;
    }

    private int first(int hash) {
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    int find(char[] chars, int from, int length) {
        for (int slot = first(hash(chars, from, length)); slots[slot] != UNKNOWN; slot = slot + 1 & slots.length - 1) {
            if (isId(ids[slots[slot]], chars, from, length)) {
                return slots[slot];
            }
        }
        return UNKNOWN;
    }

    private static boolean isId(String id, char[] chars, int from, int length) {
        if (id.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (id.charAt(i) != chars[from + i]) {
                return false;
            }
        }
        return true;
    }

    String id(int tag) {
        return ids[tag];
    }

    /** True where a gateway of this enterprise may speak for the tag. */
    boolean mayCarry(int tag, String company) {
        String owner = enterprises[tag];
        return owner == null || owner.equals(company);
    }

    /** The number of a value written as text: the name of a state, or a number in quotes; NaN where it is neither. */
    double value(int tag, String text) {
        Map<String, Double> named = states[tag];
        Double number = named == null ? null : named.get(text);
        return number == null ? Decimals.parse(text.toCharArray(), 0, text.length()) : number;
    }
}
