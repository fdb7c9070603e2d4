package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin inspect} beside a real broker. */
class InspectIT {
    private static final String YARD = "park/330199P01/330199000002/33019900000201";

    @TempDir
    private Path folder;

    private EngineProcess inspect(Path errors, String url) throws Exception {
        return EngineProcess.start(
                errors,
                Map.of(),
                "inspect",
                "--site",
                "../sites/binhai",
                "--broker",
                url,
                "--topic",
                YARD + "/#",
                "--count",
                "2",
                "--lang",
                "en");
    }

    @Test
    void showsMessagesAsTheyComeAndEndsAfterSoMany() throws Exception {
        Path errors = Files.createTempFile(folder, "err", ".txt");
        try (House house = House.open(folder.resolve("house"));
                Gateway gateway = Gateway.connect(house.mqttUrl(), YARD);
                Gateway other = Gateway.connect(house.mqttUrl(), "park/330199P01/330199000001/33019900000101");
                EngineProcess process = inspect(errors, house.mqttUrl())) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.readString(errors).contains("listening to"));
            other.telemetry("{\"values\":[{\"tag\":\"T-101.LEVEL\",\"v\":1}]}");
            gateway.telemetry("{\"values\":[{\"tag\":\"GD-201.GAS\",\"v\":\"0.5\"}]}");
            gateway.telemetry("{\"values\":[{\"tag\":\"GD-201.GAZ\",\"v\":1}]}");
            assertThat(process.awaitEnd(30)).isEqualTo(5);
            assertThat(String.join("\n", process.lines()))
                    .contains("GD-201.GAS = 0.5 mg/m3, GOOD")
                    .contains("UNKNOWN_TAG")
                    .contains("nearest: GD-201.GAS")
                    .doesNotContain("T-101");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsOneLine() throws Exception {
        Path errors = Files.createTempFile(folder, "err", ".txt");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (EngineProcess process = inspect(errors, "tcp://127.0.0.1:" + port)) {
            assertThat(process.awaitEnd(30)).isEqualTo(4);
        }
        assertThat(Files.readAllLines(errors))
                .singleElement()
                .asString()
                .contains("expected a broker at tcp://127.0.0.1:" + port);
    }
}
