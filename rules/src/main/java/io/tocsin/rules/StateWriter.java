package io.tocsin.rules;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a snapshot: the same state gives the same bytes. Numbers are big-endian; a text is its length and
 * its UTF-16 units. Not thread-safe.
 */
public final class StateWriter {
    private byte[] bytes = new byte[4096];
    private int size;

    public void putByte(int value) {
        room(1);
        bytes[size] = (byte) value;
        size++;
    }

    public void putBoolean(boolean value) {
        putByte(value ? 1 : 0);
    }

    public void putInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            putByte(value >>> shift);
        }
    }

    public void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** Every NaN becomes the one NaN. */
    public void putDouble(double value) {
        putLong(Double.doubleToLongBits(value));
    }

    public void putText(String value) {
        putInt(value.length());
        for (int i = 0; i < value.length(); i++) {
            putByte(value.charAt(i) >>> 8);
            putByte(value.charAt(i));
        }
    }

    /** Bytes of another maker, with their length. */
    public void putBytes(byte[] value) {
        putInt(value.length);
        room(value.length);
        for (byte one : value) {
            bytes[size] = one;
            size++;
        }
    }

    /** A text that may be missing. */
    public void putOptional(@Nullable String value) {
        putBoolean(value != null);
        if (value != null) {
            putText(value);
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
