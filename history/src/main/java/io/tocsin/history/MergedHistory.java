package io.tocsin.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many history files as one, in order of time; samples of one moment in the order of the files. All of them are open at
 * once, each with its buffer, until it ends.
 */
public final class MergedHistory implements History {
    private final HistoryFile[] files;
    private final Findings findings;
    /** Indices of the files that stand on a sample: a heap, the file whose turn it is first. */
    private final int[] heap;

    private int waiting;
    private boolean begun;

    private MergedHistory(HistoryFile[] files, Findings findings) {
        this.files = files;
        this.findings = findings;
        this.heap = new int[files.length];
    }

    /**
     * Opens all files; what is wrong in any of them is found in {@link #findings()}.
     *
     * @throws IOException where one of them is not there, or cannot be read
     */
    public static MergedHistory open(List<Path> paths, TagTable tags, OnMistake onMistake) throws IOException {
        Findings findings = new Findings(onMistake);
        HistoryFile[] files = new HistoryFile[paths.size()];
        int opened = 0;
        try {
            while (opened < files.length) {
                files[opened] = HistoryFile.open(paths.get(opened), tags, findings);
                opened++;
            }
            return new MergedHistory(files, findings);
        } catch (IOException | RuntimeException e) {
            close(files, opened);
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        if (begun) {
            step();
        } else {
            begin();
        }
        return waiting > 0 && !findings.stopped();
    }

    @Override
    public long timeMs() {
        return current().timeMs();
    }

    @Override
    public int tag() {
        return current().tag();
    }

    @Override
    public double value() {
        return current().value();
    }

    @Override
    public int quality() {
        return current().quality();
    }

    @Override
    public long receivedMs() {
        return current().receivedMs();
    }

    @Override
    public boolean hasReceived() {
        return current().hasReceived();
    }

    @Override
    public long bytesRead() {
        long sum = 0;
        for (HistoryFile file : files) {
            sum += file.bytesRead();
        }
        return sum;
    }

    @Override
    public long bytesTotal() {
        long sum = 0;
        for (HistoryFile file : files) {
            sum += file.bytesTotal();
        }
        return sum;
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void close() throws IOException {
        close(files, files.length);
    }

    private HistoryFile current() {
        return files[heap[0]];
    }

    private void begin() throws IOException {
        begun = true;
        for (int i = 0; i < files.length; i++) {
            if (files[i].next()) {
                heap[waiting++] = i;
            } else {
                files[i].close();
            }
        }
        for (int i = waiting / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    private void step() throws IOException {
        if (waiting == 0) {
            return;
        }
        if (!current().next()) {
            current().close();
            heap[0] = heap[--waiting];
        }
        sink(0);
    }

    private void sink(int at) {
        int sunk = heap[at];
        int i = at;
        for (int child = 2 * i + 1; child < waiting; child = 2 * i + 1) {
            if (child + 1 < waiting && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], sunk)) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = sunk;
    }

    private boolean isBefore(int file, int other) {
        long timeMs = files[file].timeMs();
        long otherMs = files[other].timeMs();
        return timeMs < otherMs || (timeMs == otherMs && file < other);
    }

    private static void close(HistoryFile[] files, int count) throws IOException {
        @Nullable IOException first = null;
        for (int i = 0; i < count; i++) {
            try {
                files[i].close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
