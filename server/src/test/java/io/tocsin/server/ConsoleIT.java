package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.config.Settings;
import io.tocsin.config.SiteReader;
import io.tocsin.embedded.EmbeddedSeries;
import io.tocsin.server.console.Browser;
import io.tocsin.simulator.FieldDevices;
import io.tocsin.simulator.link.BrokerAccess;
import io.tocsin.simulator.plant.Incidents;
import io.tocsin.simulator.scene.Scenario;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The overfill of T-101 as an operator lives it: the whole house, the simulated park, a real browser. */
class ConsoleIT {
    private static final Duration STORY = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String ALARM = "[data-alarm='T-101.LEVEL:H']";
    private static final String GARBLED = "park/330199P01/330199000001/33019900000101/telemetry";

    @TempDir
    private Path folder;

    @Test
    void tellsTheStoryInBothLanguagesAndNeverPretendsToBeLive() throws Exception {
        try (House house = House.open(folder.resolve("house"));
                EmbeddedSeries series = EmbeddedSeries.start(EmbeddedSeries.Options.in(folder.resolve("series")));
                TopicReader events = house.reader(House.EVENTS);
                Browser browser = Browser.open(Files.createDirectories(folder.resolve("profile")))) {
            int port;
            try (Station station = station(house, series, 0);
                    FieldDevices field = overfill(house)) {
                port = station.httpPort();
                long begunNs = System.nanoTime();
                signIn(browser, station);
                browser.await(ALARM, text -> text.contains("未确认"), STORY);
                System.out.println("measured: the alarm on the page "
                        + Duration.ofNanos(System.nanoTime() - begunNs).toMillis() + " ms after the field began");
                assertThat(field.status().dropped()).isZero();
                picture(browser, "console.zh-CN.png");
                inEnglish(browser);
                acknowledge(browser, events);
                trend(browser);
                gatesAndMessages(house, browser);
                new LifeWalk(browser, house).walk("http://127.0.0.1:" + port + "/");
            }
            browser.await(".not-live-band", text -> text.contains("ast known"), SOON);
            assertThat(browser.text("#lamp")).doesNotStartWith("Live");
            try (Station again = station(house, series, port)) {
                signIn(browser, again);
                browser.await(ALARM, "acknowledged by operator");
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void signIn(Browser browser, Station station) {
        String page = "http://127.0.0.1:" + station.httpPort() + "/";
        browser.go(page + "?link=" + station.operatorLink());
        browser.awaitElement("#tank-T-101");
        assertThat(browser.address()).isEqualTo(page);
    }

    private static void inEnglish(Browser browser) throws Exception {
        browser.click("[lang=en]");
        browser.await(ALARM, "unacknowledged");
        assertThat(browser.text("#tank-T-101")).contains("H");
        assertThat(browser.text("#lamp")).startsWith("Live");
        picture(browser, "console.png");
    }

    private static void acknowledge(Browser browser, TopicReader events) {
        browser.click(ALARM + " .act");
        browser.await(ALARM, "acknowledged by operator");
        TopicReader.Told told = events.await("the acknowledgement", event -> event.is("T-101.LEVEL:H", "ACKNOWLEDGED"));
        assertThat(told.text("operator")).isEqualTo("operator");
        assertThat(told.text("via")).isEqualTo("console");
    }

    private static void trend(Browser browser) {
        browser.click("#tank-T-101 .tank-level");
        browser.awaitElement(".trend canvas");
        await().atMost(SOON).until(() -> (Boolean) browser.run("const c = document.querySelector('.trend canvas');"
                + "return !!c && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0)"));
        assertThat(browser.text(".trend h2")).isEqualTo("T-101.LEVEL");
        browser.press(Keys.ESCAPE);
    }

    private static void gatesAndMessages(House house, Browser browser) throws Exception {
        say(house, "park/330199P01/gates/G2/passages", """
                {"eventId":"by-hand-1","passTime":"%s","plateNumber":"测A·Z0007挂","plateColor":"YELLOW","confidence":97,
                 "direction":"IN","vehicleClass":"H14","hazmat":true}
                """.formatted(Instant.now()));
        say(house, GARBLED, "no json");
        browser.press("2");
        browser.await(".gates", "wrong gate · no reservation");
        browser.await("[data-alarm^='rule:gate-entry:']", "unacknowledged");
        browser.press("3");
        browser.await(".messages", "not one whole JSON document");
        browser.press("1");
    }

    private static void say(House house, String topic, String payload) throws Exception {
        try (MqttClient client =
                new MqttClient(house.mqttUrl(), MqttClient.generateClientId(), new MemoryPersistence())) {
            client.connect();
            MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            client.publish(topic, message);
            client.disconnect();
        }
    }

    private Station station(House house, EmbeddedSeries series, int port) throws Exception {
        SiteReader.Result read = SiteReader.read(Expected.BINHAI, Map.of());
        Settings settings = read.site()
                .orElseThrow()
                .settings()
                .withMqttUrl(house.mqttUrl())
                .withKafka(house.bootstrap())
                .withKafkaOperators(Settings.Operators.DECLARED)
                .withSeriesUrl(series.url())
                .withHttpPort(port);
        Path home = folder.resolve("home");
        return Station.start(read, new Station.Options(home, settings, false, Expected.BINHAI, home, series));
    }

    private static FieldDevices overfill(House house) {
        Scenario scenario = new Scenario(
                IncidentsTest.binhai(),
                IncidentsTest.lists(),
                Incidents.named("overfill", IncidentsTest.binhai()).incident().orElseThrow(),
                Expected.SEED,
                false);
        return FieldDevices.simulate(scenario, BrokerAccess.anonymous(house.mqttUrl()), 1, System::currentTimeMillis);
    }

    /** With {@code -Dtocsin.pictures=FOLDER} the test leaves there what the README shows. */
    static void picture(Browser browser, String name) throws Exception {
        String pictures = System.getProperty("tocsin.pictures");
        if (pictures != null) {
            browser.run("document.activeElement.blur()");
            browser.picture(Path.of(pictures, name));
        }
    }
}
