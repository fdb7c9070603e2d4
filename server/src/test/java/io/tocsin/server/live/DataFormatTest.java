package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program opens no data of a newer one. */
class DataFormatTest {
    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void site() throws Exception {
        rig = new Rig(folder);
    }

    @Test
    void eachHomeSaysItsFormat() throws Exception {
        rig.open().close();
        assertThat(rig.home.resolve("format")).hasContent("1");
        rig.open().close();
    }

    @Test
    void dataWithoutANumberAreOfTheFirst() throws Exception {
        rig.open().close();
        Files.delete(rig.home.resolve("format"));
        rig.open().close();
        assertThat(rig.home.resolve("format")).hasContent("1");
    }

    @Test
    void dataOfANewerProgramAreRefusedInOneLineAndLeftAsTheyAre() throws Exception {
        rig.open().close();
        Files.writeString(rig.home.resolve("format"), "2\n");
        List<String> before = files();
        assertThatThrownBy(rig::recover)
                .isInstanceOf(NotRecoverable.class)
                .hasMessage("expected data of format 1 to 1 in " + rig.home
                        + ", was format 2 of a newer program: nothing was changed");
        assertThat(files()).isEqualTo(before);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(rig.home)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
