package io.tocsin.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The data folder cannot be made, written to, or held alone. */
public final class FolderUnusable extends StartRefused {
    private static final long serialVersionUID = 1L;
    private final String folder;

    FolderUnusable(String expected, String was, Path folder, @Nullable Throwable cause) {
        super("expected " + expected + ", was " + was + " folder=" + folder, cause);
        this.folder = folder.toString();
    }

    public Path folder() {
        return Path.of(folder);
    }
}
