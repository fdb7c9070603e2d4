package io.tocsin.bench;

/**
 * The state of one tag's four conditions, as the stream processors keep it: public arrays, so that any serializer can
 * write it.
 */
public final class TagState {
    static final byte NORMAL = 0;
    static final byte PENDING = 1;
    static final byte ACTIVE = 2;

    public byte[] phase = new byte[Limits.PER_TAG];
    public long[] dueMs = new long[Limits.PER_TAG];
}
