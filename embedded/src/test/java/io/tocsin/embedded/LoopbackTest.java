package io.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "", "no such host"})
    void refusesAnyAddressThatIsNotLoopback(String bind) {
        assertThatThrownBy(() -> Loopback.of(bind))
                .isInstanceOf(BindRefused.class)
                .hasMessage("expected a loopback address to listen on, was " + bind);
    }

    @Test
    void takesEveryFormOfLoopback() throws Exception {
        assertThat(Loopback.of("127.0.0.1").host()).isEqualTo("127.0.0.1");
        assertThat(Loopback.of("127.3.2.1").host()).isEqualTo("127.3.2.1");
        assertThat(Loopback.of("::1").host()).isEqualTo("[0:0:0:0:0:0:0:1]");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        Loopback loopback = Loopback.of("127.0.0.1");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> loopback.requireFree(other.getLocalPort()))
                    .isInstanceOfSatisfying(
                            PortTaken.class, e -> assertThat(e.port()).isEqualTo(other.getLocalPort()))
                    .hasMessage("expected port %d free on 127.0.0.1, was taken", other.getLocalPort());
        }
    }

    @Test
    void findsTwoDifferentPorts() throws Exception {
        int[] ports = Loopback.of("127.0.0.1").twoFree(0);
        assertThat(ports).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(Loopback.of("127.0.0.1").twoFree(ports[0])[0]).isEqualTo(ports[0]);
    }

    @Test
    void seesABindFaultThroughItsWrappers() {
        assertThat(Loopback.isBindFault(new IllegalStateException(new RuntimeException(new BindException()))))
                .isTrue();
        assertThat(Loopback.isBindFault(new IllegalStateException("else"))).isFalse();
    }

    @Test
    void refusesAFolderThatCannotBeMade(@TempDir Path dir) throws Exception {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> DataFolder.hold(file.resolve("data")))
                .isInstanceOfSatisfying(
                        FolderUnusable.class, e -> assertThat(e.folder()).isEqualTo(file.resolve("data")))
                .hasMessageStartingWith("expected a writable folder, was ");
    }

    @Test
    void holdsAFolderAlone(@TempDir Path dir) throws Exception {
        try (DataFolder held = DataFolder.hold(dir)) {
            assertThatThrownBy(() -> DataFolder.hold(held.path()))
                    .isInstanceOf(FolderUnusable.class)
                    .hasMessage("expected a folder of one's own, was in use by another process folder=" + dir);
        }
        DataFolder.hold(dir).close();
    }
}
