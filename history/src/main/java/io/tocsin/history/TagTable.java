package io.tocsin.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tags by number: finds the index of a name without making a string of it (open addressing over the bytes).
 *
 * <p>One that does not grow is immutable and may be shared between threads; a growing one belongs to one cursor at a time.
 */
public final class TagTable {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final boolean growing;
    private byte[][] names = new byte[16][];
    private int size;
    /** Index + 1; 0 = free. At most half of them are taken. */
    private int[] slots = new int[64];

    private TagTable(List<String> names, boolean growing) {
        this.growing = growing;
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (known(bytes, 0, bytes.length) >= 0) {
                throw new IllegalArgumentException("expected each tag once, was " + name + " twice");
            }
            add(bytes);
        }
    }

    /** A name's index is its place in the list; other names are unknown. */
    public static TagTable of(List<String> names) {
        return new TagTable(names, false);
    }

    /** Like {@link #of}, but each further name is given the next index when it is first met. */
    public static TagTable growing(List<String> names) {
        return new TagTable(names, true);
    }

    public int size() {
        return size;
    }

    /** The name of an index below {@link #size()}. */
    public String name(int tag) {
        return new String(names[tag], StandardCharsets.UTF_8);
    }

    /** -1 where there is no such name. */
    public int indexOf(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return known(bytes, 0, bytes.length);
    }

    /** The index of the name in these bytes; -1 for an unknown one where the table does not grow. */
    int find(byte[] bytes, int from, int to) {
        int index = known(bytes, from, to);
        return index >= 0 || !growing ? index : add(Arrays.copyOfRange(bytes, from, to));
    }

    int known(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        for (int slot = hash(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
            int index = slots[slot] - 1;
            if (index < 0) {
                return -1;
            }
            byte[] name = names[index];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return index;
            }
        }
    }

    private int add(byte[] name) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size] = name;
        if (++size > slots.length / 2) {
            slots = new int[2 * slots.length];
            for (int i = 0; i < size; i++) {
                place(i);
            }
        } else {
            place(size - 1);
        }
        return size - 1;
    }

    private void place(int index) {
        int mask = slots.length - 1;
        int slot = hash(names[index], 0, names[index].length) & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = index + 1;
    }

    /** Eight bytes at a time; the rest as one word of its own. */
    private static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            hash = mixed(hash, (long) WORD.get(bytes, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = (rest << 8) | (bytes[i] & 0xFF);
        }
        hash = mixed(hash, rest);
        return (int) (hash >>> 32);
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * SPREAD;
        return product ^ (product >>> 29);
    }
}
