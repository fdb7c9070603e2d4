package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The segment that is being written: buffers records, makes them durable together, ends with a seal. */
final class SegmentWriter implements Closeable {
    private static final int BUFFER_BYTES_MIN = 64 << 10;

    private final Storage.StorageFile file;
    private final Frame frame;
    private final ByteBuffer buffer;
    private long nextSeq;
    private long forcedSeq;
    private long bytes = SegmentHeader.BYTES;
    private boolean open = true;

    private SegmentWriter(Storage.StorageFile file, SegmentHeader header, int frameBytesMax) {
        this.file = file;
        this.frame = new Frame(header.salt());
        this.buffer = ByteBuffer.allocate(Math.max(frameBytesMax, BUFFER_BYTES_MIN));
        this.nextSeq = header.firstSeq();
        this.forcedSeq = header.firstSeq() - 1;
    }

    /** A new segment, durable under its name before it is returned. All records before it must be durable already. */
    static SegmentWriter create(Storage storage, Segment segment, int frameBytesMax) throws IOException {
        SegmentHeader header = new SegmentHeader(SegmentHeader.VERSION, segment.firstSeq(), storage.salt());
        Storage.StorageFile file = storage.create(segment.unfinishedName());
        try {
            file.write(header.encoded());
            file.force();
            storage.rename(segment.unfinishedName(), segment.name());
            storage.sync();
            return new SegmentWriter(file, header, frameBytesMax);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    long append(Stamp stamp, byte type, long receiveTimeMs, byte[] key, byte[] payload) throws IOException {
        int length = Frame.bytes(key, payload);
        if (buffer.remaining() < length) {
            flush();
        }
        int start = buffer.position();
        buffer.position(start + Frame.VERSION);
        buffer.put(Frame.FORMAT).put(type).putShort((short) stamp.shard()).putInt(stamp.epoch());
        buffer.putInt((int) (nextSeq - 1 - forcedSeq)).putLong(stamp.configHash());
        buffer.putLong(nextSeq).putLong(receiveTimeMs);
        buffer.putShort((short) key.length).put(key).put(payload);
        frame.finish(buffer, start);
        bytes += length;
        return nextSeq++;
    }

    /** Returns once everything appended is durable. */
    void force() throws IOException {
        if (forcedSeq == nextSeq - 1) {
            return;
        }
        flush();
        file.force();
        forcedSeq = nextSeq - 1;
    }

    /** Ends the segment. The seal comes after a force of its own, so that it proves all records before it durable. */
    void seal() throws IOException {
        force();
        file.write(frame.seal(nextSeq));
        file.force();
    }

    private void flush() throws IOException {
        file.write(buffer.flip());
        buffer.clear();
    }

    boolean isEmpty() {
        return bytes == SegmentHeader.BYTES;
    }

    /** Length of the file with all that was appended and the seal. */
    long bytesWhenSealed() {
        return bytes + Frame.SEAL_BYTES;
    }

    long lastSeq() {
        return nextSeq - 1;
    }

    long forcedSeq() {
        return forcedSeq;
    }

    /** Lets go of the file without writing anything more to it. */
    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            file.close();
        }
    }
}
