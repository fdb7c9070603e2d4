package io.tocsin.server.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium without a window, with a new profile. Debian's browser and driver; nothing is downloaded. */
public final class Browser implements AutoCloseable {
    private static final String[] BROWSERS = {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"
    };
    private static final String[] DRIVERS = {"/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver"};

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile an empty folder */
    public static Browser open(Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(first("tocsin.chromium", BROWSERS));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-sync",
                "--user-data-dir=" + profile.toAbsolutePath());
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "zh-CN,zh"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Path.of(first("tocsin.chromedriver", DRIVERS)).toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.size(1366, 768);
        return browser;
    }

    private static String first(String property, String[] places) {
        String named = System.getProperty(property);
        if (named != null) {
            return named;
        }
        for (String place : places) {
            if (Files.isExecutable(Path.of(place))) {
                return place;
            }
        }
        throw new IllegalStateException("expected one of " + List.of(places) + " or -D" + property + "=PATH, was none");
    }

    /** Of the page; the window has a rim beside it. */
    public void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        long wide = (Long) run("return window.outerWidth - window.innerWidth");
        long high = (Long) run("return window.outerHeight - window.innerHeight");
        driver.manage().window().setSize(new Dimension((int) (width + wide), (int) (height + high)));
    }

    public void go(String url) {
        driver.get(url);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** The visible text of an element; empty where there is none. */
    public String text(String css) {
        try {
            List<WebElement> found = driver.findElements(By.cssSelector(css));
            return found.isEmpty() ? "" : found.get(0).getText();
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    /** The visible text of every element that matches, in order. */
    public List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Waits until an element's text says so. */
    public String await(String css, Predicate<String> text, Duration atMost) {
        return Awaitility.await(css).atMost(atMost).until(() -> text(css), text);
    }

    public String await(String css, String part) {
        return await(css, text -> text.contains(part), Duration.ofSeconds(15));
    }

    /** Waits until there is such an element. */
    public void awaitElement(String css) {
        Awaitility.await(css).atMost(Duration.ofSeconds(15)).until(() -> has(css));
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    public void click(String css) {
        awaitElement(css);
        driver.findElement(By.cssSelector(css)).click();
    }

    public void type(String css, CharSequence... keys) {
        driver.findElement(By.cssSelector(css)).sendKeys(keys);
    }

    /** Into whatever has the focus. */
    public void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    public void press(String keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the page complained about: refused by the content security policy, thrown and not caught. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .filter(line -> line.contains("Content Security Policy") || line.contains("Uncaught"))
                .toList();
    }

    public void picture(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
