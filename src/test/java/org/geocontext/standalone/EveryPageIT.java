package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Dimension;

/** What holds for every page of the web application: pictures in three sizes, no barriers, no complaints. */
class EveryPageIT {

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

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "catalogue,#/catalogue,.gc-welcome",
        "service,#/catalogue/services/river,.gc-form",
        "group,#/catalogue/groups/water,.gc-sortable-row",
        "collection,#/catalogue/collections/demo,.gc-sortable-row",
        "new-service,#/catalogue/new/services,.gc-form",
        "add,#/catalogue/add,.gc-discover",
        "import,#/catalogue/import,.gc-pane form",
        "versions,#/catalogue/versions,.gc-pane",
        "problems,#/catalogue/problems,.gc-pane",
        "ask,'#/ask?collection=demo&point=31.3963,-24.4561','tr[data-service=population][data-status]'",
        "servers,#/watch/servers,.gc-table",
        "health,#/watch/health,.gc-table",
        "cache,#/watch/cache,.gc-facts",
        "queries,#/watch/queries,.gc-table",
        "settings,#/watch/settings,.gc-settings .gc-field",
    })
    void isFreeOfBarriersAndFitsItsWindow(String name, String fragment, String shown) throws Exception {
        for (Dimension size : List.of(Browser.PHONE, Browser.SMALL, Browser.DESKTOP)) {
            browser.size(size);
            browser.go(fragment);
            browser.waitFor(shown);
            browser.picture("page-" + name + "-" + size.width);
            assertThat((Number) Objects.requireNonNull(
                            browser.script("return document.documentElement.scrollWidth - innerWidth")))
                    .as("overhang at " + size.width)
                    .isEqualTo(0L);
        }
        assertThat(browser.barriers()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void speaksGerman() throws Exception {
        browser.go("#/catalogue");
        browser.script("localStorage.setItem('geocontext.language', 'de')");
        try {
            browser.go("#/catalogue/services/river");
            browser.waitFor(".gc-form");
            assertThat(browser.texts(".gc-nav-link")).containsExactly("Katalog", "Abfragen", "Beobachten");
            assertThat(browser.texts("summary h2")).contains("Prüfpunkt");
            browser.picture("page-german");
        } finally {
            browser.script("localStorage.removeItem('geocontext.language')");
        }
    }
}
