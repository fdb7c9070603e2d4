package io.tocsin.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alarms.AlarmState;
import io.tocsin.alarms.Handling;
import io.tocsin.alarms.Reason;
import io.tocsin.alarms.Suppression;
import io.tocsin.config.Closure;
import io.tocsin.config.Condition;
import io.tocsin.config.Priority;
import io.tocsin.config.Site;
import io.tocsin.config.VehicleClass;
import io.tocsin.config.Warnings;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page in a real browser against a server that only has the shapes of docs/http.md. */
class PageIT {
    private static final List<Path> ROOTS =
            List.of(Path.of("src/main/resources/console"), Path.of("src/test/resources/console"));

    @TempDir
    static Path profile;

    private static Browser browser;

    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private Scene scene;
    private PageServer server;
    private ScheduledFuture<?> beating;
    private volatile String mqtt = "CONNECTED";

    @BeforeAll
    static void open() {
        browser = Browser.open(profile);
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    @BeforeEach
    void serve() throws Exception {
        scene = new Scene();
        server = PageServer.start(0, ROOTS, scene);
        beating = heart.scheduleAtFixedRate(this::beat, 0, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        server.tell("values", scene.values());
        server.tell("beat", scene.beat(mqtt));
    }

    @AfterEach
    void stop() {
        beating.cancel(true);
        heart.shutdownNow();
        server.close();
        assertThat(browser.complaints()).isEmpty();
    }

    private void signIn() {
        browser.go(server.url() + "?link=once");
        browser.awaitElement("#tank-T-101");
        browser.awaitElement(".alarm");
    }

    @Test
    void itsPureParts() {
        JsonNode results = results();
        assertThat(results.path("failures").valueStream().map(JsonNode::asString))
                .isEmpty();
        assertThat(results.path("run").asInt()).isGreaterThan(20);
    }

    private JsonNode results() {
        browser.go(server.url() + "tests.html");
        browser.awaitElement("body[data-results]");
        return JsonMapper.builder().build().readTree((String) browser.run("return document.body.dataset.results"));
    }

    @Test
    void hasAWordForWhateverTheServerMaySay() {
        List<String> words =
                results().path("words").valueStream().map(JsonNode::asString).toList();
        assertThat(words)
                .containsAll(keys("rejection.", Rejection.Reason.values()))
                .containsAll(keys("error.", Reason.values()))
                .containsAll(keys("silence.", Suppression.values()))
                .containsAll(keys("handling.", Handling.State.values()))
                .containsAll(keys("colour.", Warnings.Colour.values()))
                .containsAll(keys("work.", Input.Work.values()))
                .containsAll(keys("cond.", Condition.values()))
                .containsAll(keys("prio.", Priority.values()))
                .containsAll(keys("class.", VehicleClass.values()))
                .containsAll(keys("gateKind.", Closure.GateKind.values()))
                .containsAll(keys("direction.", Closure.Direction.values()))
                .containsAll(keys("outletKind.", Site.OutletKind.values()))
                .containsAll(keys("zone.", Site.ZoneKind.values()))
                .containsAll(keys("alarmState.", AlarmState.values()));
    }

    private static List<String> keys(String section, Enum<?>[] names) {
        return Stream.of(names).map(name -> section + name.name()).toList();
    }

    @Test
    void redeemsALinkAndTakesItOutOfTheAddress() {
        signIn();
        assertThat(browser.address()).isEqualTo(server.url());
        assertThat(browser.text(".who")).contains("li.wei");
    }

    @Test
    void asksForAPasswordAndSaysWhenItIsWrong() {
        browser.go(server.url());
        browser.awaitElement("[name=user]");
        browser.type("[name=user]", "li.wei");
        browser.type("[name=password]", "guess", Keys.ENTER);
        browser.await("[role=alert]", "用户名或密码不正确");
        browser.type("[name=password]", Keys.chord(Keys.CONTROL, "a"), "s3cret", Keys.ENTER);
        browser.await("#lamp", "实时");
        browser.click(".topbar .plain");
        browser.awaitElement("[name=password]");
    }

    @Test
    void setsUpTheFirstAccount() {
        server.withoutAccounts();
        browser.go(server.url());
        browser.awaitElement("[name=token]");
        browser.type("[name=token]", "t0ken");
        browser.type("[name=user]", "li.wei");
        browser.type("[name=password]", "s3cret", Keys.ENTER);
        browser.await("#lamp", "实时");
    }

    @Test
    void showsNoStaleValueAsAPlainNumber() {
        signIn();
        assertThat(browser.text("#tank-T-102 .tank-now")).contains("8.020");
        assertThat(browser.has("#tank-T-102 .t-GOOD .num")).isTrue();
        assertThat(browser.has("#tank-S-301 .t-GOOD")).isFalse();
        assertThat(browser.text("#tank-S-301 .doubt")).contains("陈旧");
        assertThat(browser.text(".chip .t-NONE .num")).isEqualTo("—");
    }

    @Test
    void ordersAlarmsAndAcknowledgesOnlyAfterTheServerSaidSo() {
        signIn();
        assertThat(browser.texts(".alarm .tag"))
                .containsExactly(
                        "GD-201.GAS", "网关 g3 离线", "T-101.LEVEL", "T-204.TEMPERATURE", "GD-201.GAS", "V-104.LSHH");
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ARROW_DOWN);
        browser.press("a");
        browser.await("[data-alarm='T-101.LEVEL:H'] .third", "li.wei 于");
        assertThat(browser.text("[data-alarm='T-101.LEVEL:H'] .state")).isEqualTo("已确认");
        browser.click("[data-alarm='V-104.LSHH:STATE'] .act");
        browser.await("[data-alarm='V-104.LSHH:STATE'] [role=alert]", "条件仍然成立");
    }

    @Test
    void opensATrendByKeyAndReadsItUnderThePointer() {
        signIn();
        browser.run("document.querySelector(\"[data-alarm='T-101.LEVEL:H'] .line\").focus()");
        browser.press(Keys.ENTER);
        browser.awaitElement(".trend canvas");
        assertThat(browser.text(".trend h2")).isEqualTo("T-101.LEVEL");
        browser.run(
                "const o = document.querySelector('.u-over'), b = o.getBoundingClientRect();"
                        + "o.dispatchEvent(new MouseEvent('mousemove', {clientX: b.x + b.width * 0.8, clientY: b.y + 9, bubbles: true}))");
        browser.await(".picked", "最大");
        browser.press(Keys.ESCAPE);
        assertThat(browser.has(".trend")).isFalse();
    }

    @Test
    void saysThatItIsNotLiveAndTakesItselfUpAgain() {
        signIn();
        browser.await("#lamp", "实时");
        mqtt = "BACKING_OFF";
        browser.await(".not-live-band", "MQTT");
        mqtt = "CONNECTED";
        browser.await("#lamp", text -> text.startsWith("实时"), Duration.ofSeconds(5));
        beating.cancel(true);
        browser.await(".not-live-band", "未收到服务器信号");
        assertThat(browser.text(".not-live-band")).contains("最后更新");
    }

    /** With {@code -Dtocsin.pictures=FOLDER} it leaves there what the README shows. */
    @ParameterizedTest
    @CsvSource({"zh, 1366, 768", "en, 1366, 768", "zh, 1920, 1080", "en, 1920, 1080"})
    void hasRoomInBothSizesAndLanguages(String lang, int width, int height) throws Exception {
        signIn();
        browser.click("[lang=" + lang + "]");
        browser.size(width, height);
        for (String view : List.of("1", "2", "3", "4")) {
            browser.press(view);
            assertThat(
                            browser.run(
                                    "return [document.documentElement, ...document.querySelectorAll("
                                            + "'.view, .alarms, .topbar, .tank, .tank-main, .row, .chip, .alarm, .lines')]"
                                            + ".filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className + ' ' + e.textContent.slice(0, 80))"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isEmpty();
        }
        String pictures = System.getProperty("tocsin.pictures");
        if (pictures != null && width == 1366) {
            browser.press("1");
            browser.run("document.activeElement.blur()");
            browser.awaitElement("#tank-T-101");
            browser.picture(Path.of(pictures, lang.equals("en") ? "console.png" : "console.zh-CN.png"));
        }
        browser.size(1366, 768);
    }

    @Test
    void speaksBothLanguagesAndRemembersWhich() {
        signIn();
        browser.click("[lang=en]");
        browser.await("#lamp", "Live");
        browser.press("2");
        browser.await(".gates", "wrong gate · no reservation");
        browser.press("3");
        browser.await(".messages", "not one whole JSON document");
        browser.go(server.url());
        browser.await("#lamp", "Live");
        browser.click("[lang=zh]");
        browser.await("#lamp", "实时");
    }
}
