package io.tocsin.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is taken from the disk. */
final class DiskBytes extends FilterInputStream {
    private final long total;
    private long read;

    DiskBytes(InputStream disk, long total) {
        super(disk);
        this.total = total;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        read += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int taken = super.read(into, offset, length);
        read += Math.max(0, taken);
        return taken;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long bytesRead() {
        return read;
    }

    long bytesTotal() {
        return total;
    }
}
