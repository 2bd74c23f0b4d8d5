package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A catalogue of 356 services stays usable. What it took is printed; the bounds leave room for a machine that is busy
 * with other things.
 */
class LargeCatalogueIT {

    private static final long LONGEST_PAINT_MILLIS = 5000;
    private static final long LONGEST_FILTER_MILLIS = 500;

    private static BrowserHost host;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Browser.assumeInstalled();
        host = BrowserHost.large();
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

    @Test
    void thePageIsThereInAMoment() throws Exception {
        browser.go("#/catalogue");
        browser.go("#/catalogue");
        browser.waitFor("[role=treeitem]");
        browser.picture("catalogue-large");

        long painted = millis("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
        long usable = millis("return performance.getEntriesByName('geocontext.shown')[0].startTime");
        System.out.printf("356 services: first paint after %d ms, catalogue usable after %d ms%n", painted, usable);
        assertThat(usable).isLessThan(LONGEST_PAINT_MILLIS);
    }

    @Test
    void theFilterIsQuick() throws Exception {
        browser.go("#/catalogue");
        browser.waitFor("[role=treeitem]");

        long all = filter("e");
        long few = filter("temperature 35");
        browser.picture("catalogue-large-filter");

        System.out.printf("356 services: filtered and painted in %d ms (all match), %d ms (few match)%n", all, few);
        assertThat(browser.waitFor(".gc-found").getText()).endsWith("found");
        assertThat(Math.max(all, few)).isLessThan(LONGEST_FILTER_MILLIS);
    }

    /** Until the frame after the keystroke has been painted. */
    private static long filter(String text) {
        return Math.round(((Number) Objects.requireNonNull(browser.asyncScript("""
                        const [text, done] = arguments;
                        const search = document.querySelector("#gc-search");
                        search.value = text;
                        const before = performance.now();
                        search.dispatchEvent(new Event("input"));
                        requestAnimationFrame(() => setTimeout(() => done(performance.now() - before)));
                        """, text))).doubleValue());
    }

    private static long millis(String script) {
        return Math.round(((Number) Objects.requireNonNull(browser.script(script))).doubleValue());
    }
}
