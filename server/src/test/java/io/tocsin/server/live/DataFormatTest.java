package io.tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.journal.Journal;
import io.tocsin.journal.Storage;
import io.tocsin.server.events.EventLog;
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
        assertThat(rig.home.resolve("format")).hasContent("2");
        rig.open().close();
    }

    @Test
    void dataWithoutANumberAreOfTheFirst() throws Exception {
        rig.open().close();
        Files.delete(rig.home.resolve("format"));
        rig.open().close();
        assertThat(rig.home.resolve("format")).hasContent("2");
    }

    @Test
    void dataOfANewerProgramAreRefusedInOneLineAndLeftAsTheyAre() throws Exception {
        rig.open().close();
        Files.writeString(rig.home.resolve("format"), "3\n");
        List<String> before = files();
        assertThatThrownBy(rig::recover)
                .isInstanceOf(NotRecoverable.class)
                .hasMessage("expected data of format 1 to 2 in " + rig.home
                        + ", was format 3 of a newer program: nothing was changed");
        assertThat(files()).isEqualTo(before);
    }

    /** What stands in its log is taken as it is, nothing is said twice, and the alarms stand. */
    @Test
    void dataOfAProgramThatJudgedOtherwiseAreGoneOnWith() throws Exception {
        LiveEngine first = rig.open();
        first.offer(rig.message(rig.nowMs.get(), 12), () -> {});
        first.step();
        assertThat(first.alarms()).hasSize(1);
        long said = first.durableEvents();
        first.close();
        try (Journal events =
                Journal.open(Storage.folder(rig.home.resolve("events")), new Journal.Options(0, 1 << 20, 2 << 20))) {
            events.append((byte) 3, rig.nowMs.get(), new byte[] {1}, new byte[] {
                0, 1, 'x', 0, 1, 'y', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            });
            events.force();
        }
        assertThatThrownBy(rig::recover).isInstanceOf(EventLog.Diverged.class);
        Files.writeString(rig.home.resolve("format"), "1\n");
        try (LiveEngine next = rig.open()) {
            assertThat(next.durableEvents()).isEqualTo(said + 1);
            assertThat(next.alarms()).hasSize(1);
            assertThat(rig.home.resolve("format")).hasContent("2");
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(rig.home)) {
            return files.map(file -> file + " " + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
