package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that looks at one host. Pictures go to {@code target/screenshots}. Not thread-safe.
 *
 * <p>Debian's packages chromium and chromium-driver bring it; {@code -Dgeocontext.test.chromium=} and
 * {@code -Dgeocontext.test.chromedriver=} name others.
 */
final class Browser implements AutoCloseable {

    static final Dimension DESKTOP = new Dimension(1280, 900);
    static final Dimension SMALL = new Dimension(1024, 768);
    static final Dimension PHONE = new Dimension(390, 844);

    private static final Path CHROMIUM = Path.of(System.getProperty("geocontext.test.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER =
            Path.of(System.getProperty("geocontext.test.chromedriver", "/usr/bin/chromedriver"));
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private final ChromeDriver driver;
    private final String base;
    private final String axe;

    private Browser(ChromeDriver driver, String base, String axe) {
        this.driver = driver;
        this.base = base;
        this.axe = axe;
    }

    /** Skips the running test where there is no Chromium; fails it where the environment says that all must be. */
    static void assumeInstalled() {
        boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (Boolean.parseBoolean(System.getenv("GEOCONTEXT_REQUIRE_SERVERS"))) {
            assertThat(installed).as(CHROMIUM + " and " + DRIVER + " are there").isTrue();
        }
        assumeTrue(installed, "no Chromium: install the packages chromium and chromium-driver");
    }

    /** @param base address of the page, with a slash at the end */
    static Browser open(String base) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--accept-lang=en",
                "--lang=en");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), base, read(AXE));
        browser.size(DESKTOP);
        return browser;
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void size(Dimension size) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
    }

    /**
     * Loads the page anew.
     *
     * @param fragment as in {@code #/ask}
     */
    void go(String fragment) {
        driver.get("about:blank");
        driver.get(base + fragment);
        waitFor(".gc-main h1, .gc-main h2");
    }

    /** Loads the page anew as whoever has the token. */
    void goWithToken(String token, String fragment) {
        driver.get("about:blank");
        driver.get(base + "#token=" + token);
        waitFor(".gc-main h1");
        go(fragment);
    }

    /** Everything that the tab keeps is forgotten. */
    void forget() {
        driver.get(base);
        driver.executeScript("sessionStorage.clear(); localStorage.clear();");
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** The first that is displayed; waits until there is one. */
    WebElement waitFor(String css) {
        return new WebDriverWait(driver, LONGEST)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> css + " in " + address())
                .until(any -> all(css).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until a script gives something that is true. */
    void until(String script) {
        new WebDriverWait(driver, LONGEST)
                .withMessage(() -> script + " in " + address())
                .until(any -> Boolean.TRUE.equals(driver.executeScript("return Boolean(" + script + ");")));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    /** Writes into the field with this label, in place of what is there. */
    void type(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    WebElement field(String label) {
        WebElement found = new WebDriverWait(driver, LONGEST)
                .withMessage(() -> "a field " + label + " in " + address())
                .until(any -> all("label").stream()
                        .filter(each -> each.getText().replaceFirst("\\*$", "").equals(label))
                        .findFirst()
                        .orElse(null));
        return driver.findElement(By.id(Objects.requireNonNull(found.getDomAttribute("for"))));
    }

    /** Presses the button, link or tab with this text. */
    void press(String text) {
        new WebDriverWait(driver, LONGEST)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "a button " + text + " in " + address())
                .until(any -> all("button, a, [role=tab], [role=treeitem]").stream()
                        .filter(each ->
                                each.isDisplayed() && each.getText().strip().equals(text))
                        .findFirst()
                        .orElse(null))
                .click();
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** @param script calls {@code arguments[arguments.length - 1]} with its result */
    Object asyncScript(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(LONGEST);
        return driver.executeAsyncScript(script, arguments);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** A picture of what is to be seen. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** What axe-core says is seriously or critically in the way of people, one line each. */
    List<String> barriers() {
        driver.executeScript(axe);
        Object violations = asyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ["violations"] }).then((result) => done(result.violations
                    .filter(({ impact }) => impact === "serious" || impact === "critical")
                    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
                        `${id}: ${target} ${failureSummary}`))));
                """);
        return ((List<?>) Objects.requireNonNull(violations))
                .stream().map(String::valueOf).toList();
    }

    /** What the page has complained about since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
