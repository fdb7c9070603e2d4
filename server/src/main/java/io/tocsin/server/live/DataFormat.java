package io.tocsin.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Which program may open a home: the number in its file {@code format}. It rises when an older program would misread what
 * a newer one writes; an older one then refuses before it touches anything.
 */
final class DataFormat {
    static final String FILE = "format";
    /** Rises with any change in what the engine makes of the same inputs. */
    static final int CURRENT = 2;

    private DataFormat() {}

    /**
     * Refuses data of a newer program; data without a number are of the first.
     *
     * @return the number of the program that wrote here last; that of this one where there are no data
     */
    static int require(Path home) {
        Path file = home.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return Files.exists(home.resolve("journal")) ? 1 : CURRENT;
            }
            String said = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!said.matches("[0-9]{1,6}") || Integer.parseInt(said) > CURRENT) {
                throw new NotRecoverable("expected data of format 1 to " + CURRENT + " in " + home + ", was format "
                        + said + " of a newer program: nothing was changed");
            }
            return Integer.parseInt(said);
        } catch (IOException e) {
            throw new UncheckedIOException("the format of the data cannot be read: " + e.getMessage(), e);
        }
    }

    /** Says that this program writes here. */
    static void write(Path home) {
        Path file = home.resolve(FILE);
        try {
            String now = CURRENT + "\n";
            if (Files.exists(file)
                    && Files.readString(file, StandardCharsets.US_ASCII).equals(now)) {
                return;
            }
            Path unfinished = home.resolve(FILE + ".tmp");
            Files.writeString(unfinished, now, StandardCharsets.US_ASCII);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the format of the data cannot be written: " + e.getMessage(), e);
        }
    }
}
