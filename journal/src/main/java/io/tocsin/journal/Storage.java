package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * One folder of files, as a journal needs it: the seam where tests put a storage that tears, loses and refuses writes.
 *
 * <p>Names are plain file names inside the folder. A new name, a rename or a deletion is durable only after
 * {@link #sync}. Implementations are safe for use by several threads; one {@link StorageFile} is for one thread.
 */
public interface Storage {

    /** The real folder at {@code path}. It need not exist yet. */
    static Storage folder(Path path) {
        return new FolderStorage(path);
    }

    /** The folder, for messages. */
    Path path();

    /** Creates the folder durably where it does not exist. */
    void makeFolder() throws IOException;

    /** Takes the sole right to write, until closed; throws {@link JournalLocked} when somebody else has it. */
    Closeable lock() throws IOException;

    /** Names of all files, in no particular order. */
    List<String> list() throws IOException;

    /** A new empty file to write; one of the same name is deleted first, so that its bytes are never used again. */
    StorageFile create(String name) throws IOException;

    /** An existing file to read. */
    StorageFile open(String name) throws IOException;

    /** Gives a file another name, atomically, in place of any file that had it. */
    void rename(String from, String to) throws IOException;

    /** Removes a name. */
    void delete(String name) throws IOException;

    /** Makes all changes of names durable. */
    void sync() throws IOException;

    /** A number that nobody outside can guess; see the salt in docs/journal-format.md. */
    int salt();

    /** One open file. */
    interface StorageFile extends Closeable {

        /** Appends all remaining bytes. Not durable before {@link #force}. */
        void write(ByteBuffer bytes) throws IOException;

        /** Reads as many bytes as are there and fit; fewer only at the end of the file. */
        void read(ByteBuffer into, long position) throws IOException;

        /** Length in bytes. */
        long size() throws IOException;

        /** Makes everything written durable (fdatasync). */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
