package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.accounts.SignIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask: raw requests, because no client sends such hosts. */
class HttpServerTest {
    @TempDir
    private Path home;

    private final FakeEngine engine = new FakeEngine();
    private SignIn accounts;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        accounts = SignIn.open(home, () -> 0);
        server = HttpServer.start("127.1", 0, engine, accounts);
    }

    @AfterEach
    void stop() {
        server.close();
        accounts.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080", "127.1:80"})
    void answersWhoeverNamesALoopbackHost(String host) throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil:8080", "[::2]:80", "127.0.0.3"})
    void refusesWhoeverNamesAnother(String host) throws Exception {
        assertThat(ask("GET /api/v1/alarms HTTP/1.1\r\nHost: " + host + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("Expected a loopback host")
                .doesNotContain("\"alarms\"");
    }

    @Test
    void refusesWhoeverNamesNone() throws Exception {
        assertThat(ask("GET / HTTP/1.1\r\n")).startsWith("HTTP/1.1 400");
        assertThat(ask("GET / HTTP/1.0\r\n")).startsWith("HTTP/1.1 403");
        assertThat(ask("GET / HTTP/1.1\r\nHost:\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void aRequestThatFailsSaysNoMoreThanThat() throws Exception {
        assertThat(ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n"))
                .startsWith("HTTP/1.1 500")
                .contains("application/problem+json", "see the log")
                .doesNotContain("secret");
    }

    @Test
    void listensOnLoopbackOnly() {
        assertThatThrownBy(() -> HttpServer.start("0.0.0.0", 0, engine, accounts))
                .isInstanceOf(HttpServer.CannotListen.class)
                .hasMessage("expected a loopback address for plain HTTP, was 0.0.0.0");
    }

    private String ask(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
