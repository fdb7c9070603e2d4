package io.tocsin.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.live.SteppedEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was backed up, beside a running engine or not, starts as the engine stood. */
class BackupTest {
    private static final Progress NOBODY = (bytes, whole) -> {};

    @TempDir
    private Path folder;

    private Path zip() {
        return folder.resolve("backup.zip");
    }

    private Path backedUp() throws Exception {
        try (SteppedEngine engine = new SteppedEngine(folder.resolve("one"))) {
            engine.sample(10.5);
            engine.sample(11.5);
            engine.command("acknowledge", "LT-1:HH", "seen");
            // The engine is open and holds its locks.
            Backup.Done done = Backup.write(folder.resolve("one"), zip(), 5, NOBODY);
            assertThat(done.engines()).containsExactly("data");
        }
        return zip();
    }

    @Test
    void aRestoredEngineStandsWhereTheBackupWasTaken() throws Exception {
        backedUp();
        Restore.Done done = Restore.read(zip(), folder.resolve("two"), NOBODY);
        assertThat(done.engines()).containsExactly("data");
        assertThat(done.createdMs()).isEqualTo(5);
        try (SteppedEngine engine = new SteppedEngine(folder.resolve("two"))) {
            assertThat(engine.status("LT-1:HH").acknowledgedBy()).isEqualTo("li.wei");
            assertThat(engine.status("LT-1:H").definition().tag()).isEqualTo("LT-1");
        }
    }

    @Test
    void whatIsSecretIsReadableByItsOwnerAlone() throws Exception {
        backedUp();
        Restore.read(zip(), folder.resolve("two"), NOBODY);
        for (Path file : List.of(zip(), folder.resolve("two/data/plate.key"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anEngineThatWritesAllTheTimeIsCopiedSoundEachTime() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Exception> fault = new AtomicReference<>();
        try (SteppedEngine engine = new SteppedEngine(folder.resolve("one"))) {
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; !over.get(); i++) {
                        engine.sample(i % 3 == 0 ? 11.5 : 5);
                    }
                } catch (Exception e) {
                    fault.set(e);
                }
            });
            writer.start();
            List<Integer> sizes = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
                Path to = folder.resolve("round" + round + ".zip");
                sizes.add(Backup.write(folder.resolve("one"), to, round, NOBODY).files());
                Path home = folder.resolve("home" + round);
                Restore.read(to, home, NOBODY);
                try (SteppedEngine again = new SteppedEngine(home)) {
                    assertThat(again.engine().durableInputs()).isPositive();
                }
            }
            over.set(true);
            writer.join();
            assertThat(sizes).allMatch(size -> size > 5);
        }
        assertThat(fault.get()).isNull();
    }

    @Test
    void aHomeWithDataIsNotOverwritten() throws Exception {
        backedUp();
        assertThatThrownBy(() -> Restore.read(zip(), folder.resolve("one"), NOBODY))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("expected a home without data");
    }

    private enum Spoil {
        CHANGED,
        GONE,
        LONGER,
        OUTSIDE
    }

    @ParameterizedTest
    @EnumSource
    void aSpoiledBackupChangesNothing(Spoil spoil) throws Exception {
        spoil(backedUp(), spoil);
        Path home = folder.resolve("two");
        assertThatThrownBy(() -> Restore.read(zip(), home, NOBODY))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("as the manifest has it");
        assertThat(Backup.engines(home)).isEmpty();
        assertThat(home.resolve("restoring.tmp")).doesNotExist();
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    private void spoil(Path zip, Spoil spoil) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        byte[] key = Objects.requireNonNull(entries.get("data/plate.key"));
        switch (spoil) {
            case CHANGED -> key[7] ^= 1;
            case GONE -> entries.remove("data/plate.key");
            case LONGER -> entries.put("data/plate.key", Arrays.copyOf(key, 33));
            case OUTSIDE -> {
                String manifest =
                        new String(Objects.requireNonNull(entries.get("manifest.json")), StandardCharsets.UTF_8);
                entries.put("../evil", key);
                entries.put(
                        "manifest.json",
                        manifest.replace("data/plate.key", "../evil").getBytes(StandardCharsets.UTF_8));
            }
        }
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    @Test
    void aBackupThatWasCutShortIsNone() throws Exception {
        byte[] bytes = Files.readAllBytes(backedUp());
        Files.write(zip(), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Restore.read(zip(), folder.resolve("two"), NOBODY))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void aFolderWithoutAnEngineHasNothingToBackUp() {
        assertThatThrownBy(() -> Backup.write(folder, zip(), 5, NOBODY))
                .isInstanceOf(Unusable.class)
                .hasMessageStartingWith("expected a home with an engine's data");
        assertThat(zip()).doesNotExist();
    }
}
