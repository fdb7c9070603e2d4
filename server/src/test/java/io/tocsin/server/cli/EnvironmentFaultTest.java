package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFaultTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aFolderInUseIsOneLineInBothLanguages() throws Exception {
        try (Journal journal = Journal.open(folder, Journal.Options.ofShard(0))) {
            assertThat(journal.lastSeq()).isZero();
            IOException locked = locked();
            assertThat(fault(Language.EN, locked)).isEqualTo(Exit.ENVIRONMENT);
            assertThat(fault(Language.ZH, locked)).isEqualTo(Exit.ENVIRONMENT);
            assertThat(err.toString().lines())
                    .containsExactly("tocsin: " + locked.getMessage(), "tocsin: 数据目录正被其他进程使用：" + locked.getMessage());
        }
    }

    @Test
    void aDiskThatRefusesIsTheEnvironments() {
        assertThat(fault(Language.EN, new UncheckedIOException(new NoSuchFileException("/x"))))
                .isEqualTo(Exit.ENVIRONMENT);
        assertThat(err.toString())
                .isEqualTo("tocsin: expected to read and write, was java.nio.file.NoSuchFileException: /x\n");
    }

    @Test
    void aFaultOfOursIsNot() {
        assertThat(fault(Language.EN, new IllegalStateException("expected a, was b")))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString())
                .isEqualTo("tocsin: internal fault: java.lang.IllegalStateException: expected a, was b\n");
    }

    private IOException locked() {
        try {
            Journal.open(folder, Journal.Options.ofShard(0)).close();
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("expected a lock");
    }

    private int fault(Language language, Throwable fault) {
        StringWriter out = new StringWriter();
        return new Terminal(
                        language,
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintWriter(out),
                        new PrintWriter(err, true))
                .fault(fault);
    }
}
