package io.tocsin.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Brings a backup into a home that holds no engine's data yet. Everything is read and compared with the manifest first,
 * and appears in the home only once all of it is durable; what is found wrong changes nothing.
 */
public final class Restore {
    private static final String UNFINISHED = "restoring.tmp";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final long MANIFEST_BYTES_MAX = 64L << 20;

    private final ZipFile zip;
    private final Path home;
    private final Progress progress;

    private Restore(ZipFile zip, Path home, Progress progress) {
        this.zip = zip;
        this.home = home;
        this.progress = progress;
    }

    /**
     * What was brought in.
     *
     * @param engines names of the folders below the home
     * @param createdMs when the backup was taken, epoch milliseconds
     */
    public record Done(List<String> engines, int files, long bytes, long createdMs) {}

    /** Reads a backup into this home, which is created where it does not exist. */
    public static Done read(Path from, Path home, Progress progress) throws IOException, Unusable {
        List<String> there = Backup.engines(home);
        if (!there.isEmpty() || Files.exists(home.resolve("accounts.json"))) {
            throw new Unusable("数据目录已有数据，不予覆盖：" + home, "expected a home without data, was one with data: " + home);
        }
        try (ZipFile zip = new ZipFile(from.toFile())) {
            return new Restore(zip, home, progress).run(from);
        } catch (ZipException e) {
            throw new Unusable("不是完整的备份文件：" + from, "expected a whole backup, was " + e.getMessage() + ": " + from);
        }
    }

    private Done run(Path from) throws IOException, Unusable {
        Manifest manifest = manifest(from);
        Files.createDirectories(home);
        Path unfinished = home.resolve(UNFINISHED);
        deleteAll(unfinished);
        try {
            long bytes = extract(manifest, unfinished);
            List<String> engines = moveInto(unfinished);
            return new Done(engines, manifest.files().size(), bytes, manifest.createdMs());
        } finally {
            deleteAll(unfinished);
        }
    }

    private Manifest manifest(Path from) throws IOException, Unusable {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null || entry.getSize() > MANIFEST_BYTES_MAX) {
            throw new Unusable("备份没有清单：" + from, "expected a backup with a manifest, was none: " + from);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Manifest.of(in.readAllBytes());
        }
    }

    private long extract(Manifest manifest, Path unfinished) throws IOException, Unusable {
        long whole = manifest.files().stream().mapToLong(Manifest.Entry::bytes).sum();
        long done = 0;
        for (Manifest.Entry file : manifest.files()) {
            Path to = unfinished.resolve(file.name()).normalize();
            ZipEntry entry = zip.getEntry(file.name());
            if (!to.startsWith(unfinished) || to.equals(unfinished) || entry == null) {
                throw spoiled(file, "missing, or of a strange name");
            }
            Files.createDirectories(parent(to));
            extract(file, entry, to);
            done += file.bytes();
            progress.at(done, whole);
        }
        return done;
    }

    private void extract(Manifest.Entry file, ZipEntry entry, Path to) throws IOException, Unusable {
        MessageDigest digest = Backup.sha256();
        Files.createFile(to, OWNER_ONLY);
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest);
                OutputStream out = Files.newOutputStream(to)) {
            in.transferTo(out);
        }
        if (Files.size(to) != file.bytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw spoiled(file, "another");
        }
        force(to, StandardOpenOption.WRITE);
    }

    private static Unusable spoiled(Manifest.Entry file, String was) {
        return new Unusable("备份已损坏：" + file.name(), "expected " + file.name() + " as the manifest has it, was " + was);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("expected a file in a folder, was " + file);
        }
        return parent;
    }

    /** All folders durable first, then one rename each. */
    private List<String> moveInto(Path unfinished) throws IOException {
        try (Stream<Path> folders = Files.walk(unfinished)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                force(folder, StandardOpenOption.READ);
            }
        }
        Set<String> names = new LinkedHashSet<>();
        try (Stream<Path> parts = Files.list(unfinished)) {
            for (Path part : parts.sorted().toList()) {
                Files.move(part, home.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                names.add(part.getFileName().toString());
            }
        }
        force(home, StandardOpenOption.READ);
        List<String> engines = Backup.engines(home);
        names.retainAll(engines);
        return List.copyOf(names);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
