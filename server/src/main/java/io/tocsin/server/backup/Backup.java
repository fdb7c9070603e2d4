package io.tocsin.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies a home into one file while its engines run: all that cannot be made again. Left out are locks, unfinished
 * files, the alarm history, which is built from the event log again, and what embedded neighbours keep.
 *
 * <p>The order makes the copy sound: what points to something is copied before what it points to. Every file grows at its
 * end only, and is copied as long as it was when it was opened; a record that was being written then is cut off at the
 * next start as after any crash.
 */
public final class Backup {
    /** Snapshots point into the logs, cursors into the event log, events follow from inputs, inputs name configurations. */
    private static final List<String> IN_ORDER =
            List.of("cursors", "snapshots", "events", "journal", "configurations", "dead-letters");

    private static final List<String> LOOSE = List.of("format", "plate.key");
    private static final String ACCOUNTS = "accounts.json";
    private static final int ATTEMPTS = 3;
    private static final int BUFFER = 1 << 20;

    private final Path home;
    private final Progress progress;
    private final List<Manifest.Entry> files = new ArrayList<>();
    private long bytes;
    private long whole;

    private Backup(Path home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    /**
     * What was copied.
     *
     * @param engines names of the folders below the home
     */
    public record Done(List<String> engines, int files, long bytes) {}

    /** Writes a backup of this home; a file of that name is replaced once the new one is whole and durable. */
    public static Done write(Path home, Path to, long nowMs, Progress progress) throws IOException, Unusable {
        List<String> engines = engines(home);
        if (engines.isEmpty()) {
            throw new Unusable("数据目录中没有引擎数据：" + home, "expected a home with an engine's data, was " + home);
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Backup backup = new Backup(home, progress);
            if (backup.write(engines, to, nowMs)) {
                return new Done(engines, backup.files.size(), backup.bytes);
            }
        }
        throw new Unusable(
                "备份期间旧数据不断被删除，请稍后再试", "expected old records to stay while they are copied, were deleted; try again");
    }

    /** Folders with a journal, in the order of their names. */
    static List<String> engines(Path home) throws IOException {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("journal")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private boolean write(List<String> engines, Path to, long nowMs) throws IOException {
        Path unfinished = to.resolveSibling(to.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        whole = size(engines);
        boolean sound;
        try (OutputStream out = Files.newOutputStream(unfinished);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            sound = copyAll(engines, zip);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(new Manifest(nowMs, files).bytes());
            zip.closeEntry();
        }
        if (!sound) {
            Files.delete(unfinished);
            return false;
        }
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean copyAll(List<String> engines, ZipOutputStream zip) throws IOException {
        boolean sound = true;
        for (String engine : engines) {
            for (String folder : IN_ORDER) {
                copyFolder(home.resolve(engine).resolve(folder), zip);
            }
            for (String file : LOOSE) {
                copy(home.resolve(engine).resolve(file), zip);
            }
            sound &= startsSomewhere(engine);
        }
        copy(home.resolve(ACCOUNTS), zip);
        return sound;
    }

    /** Whether the journal reaches back to its beginning, or to a snapshot that was copied before it. */
    private boolean startsSomewhere(String engine) {
        long first = numbers(engine + "/journal/").min().orElse(1);
        long newest = numbers(engine + "/snapshots/").max().orElse(0);
        return first == 1 || first <= newest + 1;
    }

    private java.util.stream.LongStream numbers(String folder) {
        return files.stream()
                .map(Manifest.Entry::name)
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .filter(name -> name.matches("\\d{20}\\.(journal|snapshot)"))
                .mapToLong(name -> Long.parseLong(name.substring(0, 20)));
    }

    private void copyFolder(Path folder, ZipOutputStream zip) throws IOException {
        for (Path file : within(folder)) {
            copy(file, zip);
        }
    }

    /** All files below a folder that are worth keeping, in the order of their names. */
    private static List<Path> within(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isKept(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isKept(String name) {
        return !name.equals("lock") && !name.endsWith(".tmp") && !name.equals("unfinished");
    }

    private void copy(Path file, ZipOutputStream zip) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = java.nio.channels.Channels.newInputStream(channel)) {
            String name = home.relativize(file).toString();
            zip.putNextEntry(new ZipEntry(name));
            MessageDigest digest = sha256();
            long length = copy(in, channel.size(), zip, digest);
            zip.closeEntry();
            files.add(new Manifest.Entry(name, length, HexFormat.of().formatHex(digest.digest())));
        } catch (NoSuchFileException e) {
            // Deleted since it was listed: an old segment, an old snapshot, or one that is not there in every home.
            progress.at(bytes, whole);
        }
    }

    private long copy(InputStream in, long length, OutputStream out, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
            left -= read;
            bytes += read;
            progress.at(bytes, Math.max(whole, bytes));
        }
        return length - left;
    }

    private long size(List<String> engines) throws IOException {
        long size = 0;
        for (String engine : engines) {
            for (String folder : IN_ORDER) {
                for (Path file : within(home.resolve(engine).resolve(folder))) {
                    size += Files.exists(file) ? Files.size(file) : 0;
                }
            }
        }
        return size;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every JDK", e);
        }
    }
}
