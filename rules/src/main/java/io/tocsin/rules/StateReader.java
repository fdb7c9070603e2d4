package io.tocsin.rules;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a {@link StateWriter} wrote. Whether the bytes are whole is the caller's to know before; bytes of
 * another shape end in an {@link IllegalStateException}. Not thread-safe.
 */
public final class StateReader {
    private final byte[] bytes;
    private int at;

    public StateReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte takeByte() {
        if (isAtEnd()) {
            throw new IllegalStateException("expected more bytes of a snapshot, were " + bytes.length);
        }
        byte value = bytes[at];
        at++;
        return value;
    }

    public boolean takeBoolean() {
        return takeByte() != 0;
    }

    public int takeInt() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = (value << 8) | (takeByte() & 0xFF);
        }
        return value;
    }

    public long takeLong() {
        long high = takeInt();
        return (high << 32) | (takeInt() & 0xFFFF_FFFFL);
    }

    public double takeDouble() {
        return Double.longBitsToDouble(takeLong());
    }

    public String takeText() {
        int length = takeInt();
        if (length < 0 || length > (bytes.length - at) / 2) {
            throw new IllegalStateException("expected a text in a snapshot, was a length of " + length);
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) ((takeByte() << 8) | (takeByte() & 0xFF));
        }
        return new String(text);
    }

    public byte[] takeBytes() {
        int length = takeInt();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalStateException("expected bytes in a snapshot, was a length of " + length);
        }
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    /** A text that may be missing. */
    public @Nullable String takeOptional() {
        return takeBoolean() ? takeText() : null;
    }

    /** Takes a number that is known, so that bytes of another kind or another shape are told at once. */
    public void expect(String what, int expected) {
        int was = takeInt();
        if (was != expected) {
            throw new IllegalStateException("expected " + what + " " + expected + " in a snapshot, was " + was);
        }
    }

    /** True where nothing is left. */
    public boolean isAtEnd() {
        return at == bytes.length;
    }
}
