package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page to ask from, in a real browser, on the demo. */
class AskPageIT {

    private static final int SERVICES = 15;
    private static final String ANSWERED = "document.querySelectorAll('tr[data-status]').length >= " + SERVICES;

    private static BrowserHost host;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.assumeInstalled();
        host = BrowserHost.demo();
        browser = Browser.open(host.url());
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

    @BeforeEach
    void go() {
        browser.forget();
        browser.go("#/ask");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "31.3963, -24.4561",
                "24°27'21.96\"S 31°23'46.68\"E",
                "S 24 27.366 E 31 23.778",
                "31,3963; -24,4561",
                "24.4561 S, 31.3963 E",
                "POINT(31.3963 -24.4561)"
            })
    void aPointIsUnderstoodAsPeopleWriteIt(String point) {
        browser.type("Point", point);

        assertThat(browser.waitFor("#gc-point-echo").getText()).isEqualTo("= 24°27′22.0″S 31°23′46.7″E");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24°61'S 31°23'E | less than 60",
                "-24.4561 S, 31.3963 E | not both",
                "31.3963 N, 24.4561 S | one longitude and one latitude",
                "31.3963 | one longitude and one latitude",
                "10, 95 | beyond 90°",
                "somewhere | cannot be understood"
            })
    void aPointThatCannotBeMeantIsExplained(String point, String explanation) {
        browser.type("Point", point);

        assertThat(browser.waitFor("#gc-point-echo").getText()).contains(explanation);
        assertThat(browser.field("Point").getDomAttribute("aria-invalid")).isEqualTo("true");
    }

    @Test
    void everyServiceAnswersInItsGroup() throws Exception {
        browser.type("Point", "24°27'21.96\"S 31°23'46.68\"E");
        browser.field("Point").sendKeys(Keys.ENTER);

        browser.until(ANSWERED);
        assertThat(browser.texts(".gc-group-row")).containsExactly("Land", "Water", "Climate and people");
        assertThat(browser.waitFor("tr[data-service=geology]").getText()).contains("Granite gneiss");
        assertThat(browser.waitFor("tr[data-service=air_quality]").getText()).contains("failed", "error of the server");
        browser.until("!document.querySelector('.gc-progress:not([hidden])')");
        assertThat(browser.waitFor(".gc-ask-summary").getText()).startsWith(SERVICES + " answers in ");
        browser.picture("ask-results");
    }

    /** The demo's broken service spoils later shared requests: this needs a host that has not met it yet. */
    @Test
    void theWaterfallShowsRequestsOfSeveralServicesAsOneBar() throws Exception {
        try (BrowserHost fresh = BrowserHost.demo();
                Browser first = Browser.open(fresh.url())) {
            first.go("#/ask?collection=demo&point=31.3963,-24.4561");
            first.until(ANSWERED);
            first.script("document.querySelectorAll('[role=tab]')[1].click()");

            first.waitFor("tr[data-source=network] rect.gc-phase-waiting");
            assertThat(first.texts("tr .gc-merged")).isNotEmpty().allMatch(text -> text.endsWith("services"));
            first.picture("ask-requests");
        }
    }

    @Test
    void theWaterfallIsATableForThoseWhoDoNotSeeIt() {
        browser.go("#/ask?collection=demo&point=31.41,-24.46");
        browser.until(ANSWERED);

        assertThat(browser.all("tr[data-source=network] .gc-timeline .gc-hidden"))
                .as("said to those who do not see it")
                .isNotEmpty()
                .allMatch(cell -> cell.getAttribute("textContent").contains("waiting"));
    }

    @Test
    void whatTheCacheKnewIsMarked() {
        String place = "#/ask?collection=demo&point=31.42,-24.47";
        browser.go(place);
        browser.until(ANSWERED);
        browser.until("!document.querySelector('.gc-progress:not([hidden])')");

        browser.go(place);
        browser.until(ANSWERED);

        assertThat(browser.texts("tr[data-service=vegetation] .gc-cached"))
                .singleElement()
                .asString()
                .startsWith("from cache");
        browser.script("document.querySelectorAll('[role=tab]')[1].click()");
        browser.waitFor("tr[data-source=cache]");
    }

    @Test
    void thePlanSaysWhatIsAskedTogether() throws Exception {
        browser.go("#/ask?collection=demo&point=31.43,-24.48");
        browser.until(ANSWERED);
        browser.press("Plan");

        assertThat(browser.waitFor(".gc-facts").getText()).contains("Services\n" + SERVICES, "Requests");
        browser.picture("ask-plan");
    }

    @Test
    void theQuestionCanBeTakenToOtherPrograms() throws Exception {
        browser.go("#/ask?collection=demo&point=31.3963,-24.4561");
        browser.until(ANSWERED);
        browser.press("Use elsewhere");

        browser.waitFor(".gc-code");
        assertThat(browser.texts(".gc-code h3")).containsExactly("WPS Execute", "curl", "Python", "JavaScript", "QGIS");
        String execute = String.valueOf(browser.script("return document.querySelector('.gc-code code').textContent"));
        assertThat(host.http().post("/ows", "text/xml", execute).body()).contains("\"Granite gneiss\"");
        String javaScript =
                String.valueOf(browser.script("return document.querySelectorAll('.gc-code code')[3].textContent"));
        String address = javaScript.substring(javaScript.indexOf("/ows?"), javaScript.indexOf("\");"));
        assertThat(host.http().get(address).body()).contains("\"Granite gneiss\"");
        browser.picture("ask-code");
    }

    @Test
    void aClickOnTheMapAsksThere() throws Exception {
        browser.waitFor(".gc-map canvas");
        browser.picture("ask-map");
        browser.waitFor(".gc-map-target").click();

        browser.until("document.querySelector('#gc-point').value !== ''");
        browser.until("document.querySelectorAll('tr[data-status]').length > 0");
        assertThat(browser.address()).contains("#/ask?point=");
    }

    @Test
    void theMapAsksByKeyboard() {
        browser.waitFor(".gc-map canvas");
        browser.waitFor(".gc-map-target").sendKeys("\n");

        browser.until("document.querySelector('#gc-point').value !== ''");
    }

    @Test
    void aQueryCanBeStopped() {
        browser.type("Point", "31.44, -24.49");
        browser.waitFor(".gc-ask-form button").click();
        browser.press("Stop");

        browser.until("document.querySelector('.gc-ask-summary').textContent === 'Stopped.'");
    }
}
