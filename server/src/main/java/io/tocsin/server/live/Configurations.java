package io.tocsin.server.live;

import io.tocsin.config.Site;
import io.tocsin.config.SiteReader;
import io.tocsin.server.events.ConfigHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The texts of every configuration that was ever in force, by hash, so that an old decision can be made again. */
public final class Configurations {
    private static final String UNFINISHED = "unfinished";
    private static final String HASH = "[0-9a-f]{64}";

    private final Path folder;

    public Configurations(Path folder) {
        this.folder = folder;
    }

    /** Keeps a configuration's files; they are durable when this returns. */
    void keep(String hash, Map<String, byte[]> texts) {
        Path home = folder.resolve(hash);
        try {
            Files.createDirectories(home);
            for (Map.Entry<String, byte[]> text : texts.entrySet()) {
                replace(home.resolve(text.getKey()), text.getValue());
            }
            force(home);
            force(folder);
            force(folder.resolve(".."));
        } catch (IOException e) {
            throw new UncheckedIOException("configuration cannot be kept in " + home + ": " + e.getMessage(), e);
        }
    }

    /** In one step: every start comes here, and one that is cut short must not leave a file that was whole in pieces. */
    private void replace(Path file, byte[] text) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), text)) {
            return;
        }
        Path unfinished = folder.resolve(UNFINISHED);
        Files.write(unfinished, text);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Reads a configuration that was in force once. */
    public Site load(String hash) {
        Path kept = folder.resolve(hash);
        SiteReader.Result result = SiteReader.readArchived(kept);
        return result.site()
                .filter(site -> site.hash().equals(hash))
                .orElseThrow(() -> new NotRecoverable(
                        "expected a configuration as it was once in force in " + kept + ", was " + found(result)));
    }

    /** Reads the configuration whose hash begins with this, as the header of a record has it. */
    public Site loadShort(long shortHash) {
        try (Stream<Path> kept = Files.list(folder)) {
            return load(kept.map(path -> path.getFileName().toString())
                    .filter(name -> isShortOf(name, shortHash))
                    .findFirst()
                    .orElseThrow(() -> new NotRecoverable("expected the configuration " + Long.toHexString(shortHash)
                            + "... in " + folder + ", was none")));
        } catch (IOException e) {
            throw new UncheckedIOException("configurations cannot be read in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Every configuration that is kept and can still be read. */
    public List<Site> all() {
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.filter(path -> path.getFileName().toString().matches(HASH))
                    .sorted()
                    .flatMap(path -> SiteReader.readArchived(path).site().stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("configurations cannot be read in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isShortOf(String name, long shortHash) {
        return name.matches(HASH) && ConfigHash.of(name) == shortHash;
    }

    private static String found(SiteReader.Result result) {
        return result.problems().isEmpty()
                ? "another"
                : result.problems().get(0).render(Locale.ROOT);
    }
}
