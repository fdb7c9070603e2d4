package io.tocsin.server.live;

import io.tocsin.rules.gates.PlateHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key by which a plate becomes a subject: 32 random bytes in {@code plate.key}, readable by its owner alone, made at
 * the first start and never logged. One thread: the engine's.
 */
final class PlateKey implements PlateHash {
    static final String FILE = "plate.key";
    private static final int KEY_BYTES = 32;
    private static final int SUBJECT_BYTES = 8;
    private static final String ALGORITHM = "HmacSHA256";

    private final Path file;
    private @Nullable Mac mac;

    private PlateKey(Path file) {
        this.file = file;
    }

    /** Takes the key that is there; without one every plate is refused until {@link #makeIfMissing}. */
    static PlateKey of(Path home) {
        PlateKey key = new PlateKey(home.resolve(FILE));
        if (Files.exists(key.file)) {
            key.load();
        }
        return key;
    }

    private void load() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new NotRecoverable(
                        "expected the key of plates in " + file + " to have 32 bytes, was " + bytes.length);
            }
            Mac keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(bytes, ALGORITHM));
            mac = keyed;
        } catch (IOException e) {
            throw new UncheckedIOException("the key of plates cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("expected " + ALGORITHM + " in every JDK", e);
        }
    }

    /** Makes a key where there is none: nothing was hashed by another one before. */
    void makeIfMissing() {
        if (mac != null) {
            return;
        }
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of plates cannot be written: " + e.getMessage(), e);
        }
        load();
    }

    /** In one step: a start that is cut short must not leave half a key. */
    private void write(byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(FILE + ".tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(unfinished, bytes);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public String subject(String plate) {
        Mac keyed = mac;
        if (keyed == null) {
            throw new NotRecoverable(
                    "expected the key of plates in " + file + ", for the journal holds passages, was none");
        }
        byte[] hash = keyed.doFinal(plate.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, SUBJECT_BYTES);
    }
}
