package io.tocsin.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Input or output failed. A journal that threw this from {@code append} or {@code force} stays failed: it never touches
 * that file again, for after a failed sync nobody knows which of its bytes are on the disk.
 */
public final class JournalFailed extends JournalException {
    private static final long serialVersionUID = 1L;

    JournalFailed(String doing, Path folder, IOException cause) {
        super("expected to " + doing + ", was " + reason(cause) + " folder=" + folder, cause);
    }

    private static String reason(IOException cause) {
        return oneLine(named(cause)) + (cause instanceof FileSystemException f ? " file=" + f.getFile() : "");
    }

    private static String named(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
            return "a file of that name in the way";
        }
        String said = cause instanceof FileSystemException f ? f.getReason() : cause.getMessage();
        return said == null ? cause.getClass().getSimpleName() : said;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
