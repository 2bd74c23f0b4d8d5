package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The page that shows what goes on, in a real browser, on the demo. */
class WatchPageIT {

    private static BrowserHost host;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.assumeInstalled();
        host = BrowserHost.demo();
        browser = Browser.open(host.url());
        browser.goWithToken(host.token(), "#/ask?collection=demo&point=31.3963,-24.4561");
        browser.until("document.querySelectorAll('tr[data-status]').length >= 15");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aServerShowsItsLastHour() {
        browser.go("#/watch/servers");

        assertThat(browser.waitFor(".gc-spark svg").getDomAttribute("aria-label"))
                .endsWith("failed");
        assertThat(browser.waitFor(".gc-breaker-closed").getText()).isEqualTo("closed");
    }

    @Test
    void anAnswerIsCheckedAndRemembered() throws Exception {
        browser.go("#/watch/health");
        browser.waitFor("tr[data-service=elevation] button").click();
        browser.waitFor("tr[data-service=elevation] .gc-row-actions button + button")
                .click();

        browser.waitFor(".gc-toast.gc-good");
        browser.until("document.querySelectorAll('tr[data-service=elevation] .gc-row-actions button').length === 1");
        assertThat(browser.waitFor("tr[data-service=elevation] .gc-badge").getText())
                .isEqualTo("ok");
        assertThat(host.http().get("/rest/geocontext/services/elevation").body())
                .contains("\"test_value\"");
        browser.picture("watch-health");
    }

    @Test
    void aSettingOutOfItsRangeIsRefusedAtItsField() {
        browser.go("#/watch/settings");
        WebElement field = browser.field("timeout_s s");
        field.clear();
        field.sendKeys("100000");
        browser.press("Save");

        assertThat(browser.waitFor(".gc-settings .gc-error").getText()).contains("timeout_s");
        assertThat(field.getDomAttribute("aria-invalid")).isEqualTo("true");
    }

    @Test
    void theCacheIsEmptiedOnceThatIsConfirmed() {
        browser.go("#/watch/cache");
        browser.press("Forget all answers");
        browser.waitFor("dialog[open] .gc-danger").click();

        browser.waitFor(".gc-toast.gc-good");
        browser.until("document.querySelector('.gc-facts dd').textContent === '0'");
    }

    @Test
    void whatWasAskedCanBeAskedAgain() {
        browser.go("#/watch/queries");

        assertThat(browser.waitFor(".gc-table tbody a").getDomProperty("href"))
                .contains("#/ask?point=31.3963%2C+-24.4561&collection=demo");
    }
}
