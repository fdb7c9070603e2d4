package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The first bytes of a segment file. Their layout is the same in every format version. */
record SegmentHeader(int version, long firstSeq, int salt) {
    /** The format this program writes, and the newest it reads. */
    static final int VERSION = 1;

    static final int BYTES = 28;
    static final long MAGIC = 0x544f_4353_494e_4a4cL; // TOCSINJL
    private static final int CRC_AT = 24;

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(MAGIC).putInt(version).putLong(firstSeq).putInt(salt);
        return bytes.putInt(crc(bytes.array())).flip();
    }

    /** Reads and checks the header of a segment whose file name promises {@code firstSeq}. */
    static SegmentHeader read(Storage.StorageFile file, Path folder, Segment segment) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(bytes, 0);
        boolean whole = !bytes.hasRemaining() && bytes.getInt(CRC_AT) == crc(bytes.array());
        SegmentHeader header = new SegmentHeader(bytes.getInt(8), bytes.getLong(12), bytes.getInt(20));
        if (!whole || bytes.getLong(0) != MAGIC) {
            throw segment.corrupted(folder, 0, "expected a segment header with a matching crc, was another");
        }
        if (header.version > VERSION) {
            throw new JournalTooNew(folder, segment.name(), header.version);
        }
        if (header.firstSeq != segment.firstSeq()) {
            throw segment.corrupted(folder, 0, "expected the first seq of the file name, was " + header.firstSeq);
        }
        return header;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CRC_AT);
        return (int) crc.getValue();
    }
}
