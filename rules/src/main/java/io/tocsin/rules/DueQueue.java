package io.tocsin.rules;

import java.util.Arrays;

/**
 * Which tag has something due next: a binary heap of the tags that have, one entry a tag, in primitive arrays.
 *
 * <p>A tag's due time moves later with nearly every sample (STALE) and seldom earlier. So an entry may be early, never
 * late: moving later costs nothing, moving earlier is a sift, and a tag that reaches the top too early is put right by
 * {@link #moveTop}. Ties go to the lower tag index, so the order never depends on the order of arrival.
 */
public final class DueQueue {
    public static final long NEVER = Long.MAX_VALUE;
    private static final int NOWHERE = -1;
    private static final int ROOM_FIRST = 64;

    /** Tags and, beside them, when they are due: what is compared lies together. */
    private int[] heap;

    private long[] heapMs;
    private final int[] place;
    private int size;

    public DueQueue(int tags) {
        heap = new int[Math.min(tags, ROOM_FIRST)];
        heapMs = new long[heap.length];
        place = new int[tags];
        Arrays.fill(place, NOWHERE);
    }

    /** Forgets every entry. */
    public void clear() {
        Arrays.fill(place, NOWHERE);
        size = 0;
    }

    /** Makes sure that the tag comes up at {@code atMs} or earlier. */
    public void ensure(int tag, long atMs) {
        int at = place[tag];
        if (at == NOWHERE) {
            if (atMs != NEVER) {
                add(tag, atMs);
            }
        } else if (atMs < heapMs[at]) {
            rise(at, tag, atMs);
        }
    }

    private void add(int tag, long atMs) {
        if (size == heap.length) {
            int room = Math.min(place.length, size * 2);
            heap = Arrays.copyOf(heap, room);
            heapMs = Arrays.copyOf(heapMs, room);
        }
        size++;
        rise(size - 1, tag, atMs);
    }

    /** The earliest entry's time, {@link #NEVER} when there is none. */
    public long topMs() {
        return size == 0 ? NEVER : heapMs[0];
    }

    public int topTag() {
        return heap[0];
    }

    /** Puts the top entry where it belongs; {@link #NEVER} takes it out. */
    public void moveTop(long atMs) {
        int tag = heap[0];
        if (atMs != NEVER) {
            sink(tag, atMs);
            return;
        }
        place[tag] = NOWHERE;
        size--;
        if (size > 0) {
            sink(heap[size], heapMs[size]);
        }
    }

    private void rise(int start, int tag, long atMs) {
        int at = start;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!isBefore(tag, atMs, parent)) {
                break;
            }
            put(at, heap[parent], heapMs[parent]);
            at = parent;
        }
        put(at, tag, atMs);
    }

    private void sink(int tag, long atMs) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heapMs[child + 1], child)) {
                child++;
            }
            if (isBefore(tag, atMs, child)) {
                break;
            }
            put(at, heap[child], heapMs[child]);
            at = child;
        }
        put(at, tag, atMs);
    }

    private boolean isBefore(int tag, long atMs, int other) {
        return atMs < heapMs[other] || (atMs == heapMs[other] && tag < heap[other]);
    }

    private void put(int at, int tag, long atMs) {
        heap[at] = tag;
        heapMs[at] = atMs;
        place[tag] = at;
    }
}
