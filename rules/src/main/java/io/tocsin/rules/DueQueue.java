package io.tocsin.rules;

import java.util.Arrays;

/**
 * Which tag has something due next: a binary heap of tags, one entry a tag, in primitive arrays.
 *
 * <p>A tag's due time moves later with nearly every sample (STALE) and seldom earlier. So an entry may be early, never
 * late: moving later costs nothing, moving earlier is a sift, and a tag that reaches the top too early is put right by
 * {@link #moveTop}. Ties go to the lower tag index, so the order never depends on the order of arrival.
 */
final class DueQueue {
    static final long NEVER = Long.MAX_VALUE;

    private final int[] heap;
    private final int[] place;
    private final long[] dueMs;

    DueQueue(int tags) {
        heap = new int[tags];
        place = new int[tags];
        dueMs = new long[tags];
        Arrays.setAll(heap, i -> i);
        Arrays.setAll(place, i -> i);
        Arrays.fill(dueMs, NEVER);
    }

    /** Forgets every entry. */
    void clear() {
        Arrays.fill(dueMs, NEVER);
        Arrays.setAll(heap, i -> i);
        Arrays.setAll(place, i -> i);
    }

    /** Makes sure that the tag comes up at {@code atMs} or earlier. */
    void ensure(int tag, long atMs) {
        if (atMs < dueMs[tag]) {
            dueMs[tag] = atMs;
            rise(place[tag]);
        }
    }

    /** The earliest entry's time, {@link #NEVER} when there is none. */
    long topMs() {
        return heap.length == 0 ? NEVER : dueMs[heap[0]];
    }

    int topTag() {
        return heap[0];
    }

    /** Puts the top entry where it belongs. */
    void moveTop(long atMs) {
        dueMs[heap[0]] = atMs;
        sink();
    }

    private void rise(int start) {
        int at = start;
        while (at > 0 && before(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink() {
        int at = 0;
        while (true) {
            int least = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < heap.length; child++) {
                least = before(child, least) ? child : least;
            }
            if (least == at) {
                return;
            }
            swap(at, least);
            at = least;
        }
    }

    private boolean before(int a, int b) {
        long left = dueMs[heap[a]];
        long right = dueMs[heap[b]];
        return left < right || (left == right && heap[a] < heap[b]);
    }

    private void swap(int a, int b) {
        int tag = heap[a];
        heap[a] = heap[b];
        heap[b] = tag;
        place[heap[a]] = a;
        place[heap[b]] = b;
    }
}
