package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.journal.CursorCorrupted;
import io.tocsin.journal.Journal;
import io.tocsin.server.http.HttpServer;
import io.tocsin.server.past.AlarmHistory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails half-way leaves nothing behind: no thread, no lock, no port. */
class StationTest {
    @TempDir
    private Path folder;

    private Path home;
    private SiteReader.Result configured;

    @BeforeEach
    void readSite() throws Exception {
        home = folder.resolve("data");
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("tags.yaml"), "tags:\n  - tag: LT-1\n");
        configured = SiteReader.read(site, Map.of());
    }

    @Test
    void leavesNothingWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Station.start(configured, options(port)))
                    .isInstanceOf(HttpServer.CannotListen.class)
                    .hasMessage("expected port " + port + " free on 127.0.0.1 for HTTP, was taken");
        }
        assertNothingIsLeft();
    }

    @Test
    void leavesNothingWhereTheCursorIsDamaged() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("cursors")).resolve("kafka"), "damaged");
        assertThatThrownBy(() -> Station.start(configured, options(0))).isInstanceOf(CursorCorrupted.class);
        assertNothingIsLeft();
    }

    @Test
    void aDrillHasAClientIdOfItsOwn() {
        Settings live = Settings.defaults();
        assertThat(Links.ofDrill(live).mqtt().clientId()).isEqualTo("tocsin-engine-drill");
        assertThat(Links.ofDrill(live).mqtt().url()).isEqualTo(live.mqtt().url());
    }

    @Test
    void theHistoryIsKeptAsLongAsConfigured() throws Exception {
        Path site = Files.createDirectories(folder.resolve("kept"));
        Files.writeString(site.resolve("tocsin.yaml"), "retention: {history: 200d}");
        Files.writeString(site.resolve("tags.yaml"), "tags: [{tag: A}]");
        Settings settings = SiteReader.read(site, Map.of()).site().orElseThrow().settings();
        assertThat(Station.pastOf(new Station.Options(home, settings, false)))
                .isEqualTo(new AlarmHistory.Options(home.resolve("history"), 200L * 86_400_000));
    }

    private Station.Options options(int httpPort) {
        return new Station.Options(
                home, Settings.defaults().withSeriesUrl(Settings.OFF).withHttpPort(httpPort), false);
    }

    private void assertNothingIsLeft() throws Exception {
        for (String name : new String[] {"journal", "events"}) {
            Journal.open(home.resolve(name), Journal.Options.ofShard(0)).close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .doesNotContain(
                        "journal",
                        "engine",
                        "mqtt-ingest",
                        "tocsin-kafka-pump",
                        "tocsin-kafka-commands",
                        "tocsin-kafka-heartbeat",
                        "tocsin-alarm-history");
    }
}
