package org.geocontext.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page that manages the catalogue, in a real browser, on the demo. */
class CataloguePageIT {

    private BrowserHost host;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        Browser.assumeInstalled();
        host = BrowserHost.demo();
        browser = Browser.open(host.url());
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (host != null) {
            host.close();
        }
    }

    private void goAsAdministrator(String fragment) {
        browser.goWithToken(host.token(), fragment);
    }

    @Test
    void theTokenLeavesTheAddressBar() {
        goAsAdministrator("");

        browser.waitFor(".gc-welcome");
        assertThat(browser.address()).doesNotContain(host.token());
        assertThat(browser.texts(".gc-choice strong")).contains("New group");
    }

    @Test
    void withoutTheTokenNothingCanBeChanged() {
        browser.go("#/catalogue/groups/water");

        browser.waitFor(".gc-form");
        assertThat(browser.field("Name").isEnabled()).isFalse();
        assertThat(browser.texts(".gc-button")).doesNotContain("Save", "Delete");
    }

    @Test
    void theTreeOpensAndIsSearched() throws Exception {
        goAsAdministrator("#/catalogue");
        browser.waitFor("[role=treeitem]").sendKeys(Keys.ARROW_DOWN);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        browser.until("document.querySelectorAll('[role=treeitem][aria-level=\"3\"]').length === 5");

        browser.waitFor("#gc-search").sendKeys("river");

        browser.until("document.querySelector('.gc-found').textContent !== ''");
        assertThat(browser.texts(".gc-tree-name")).containsExactly("Demo", "Water", "Nearest river");
        browser.picture("catalogue-search");
    }

    @Test
    void aGroupIsCreatedOnceItsMistakesAreMended() throws Exception {
        goAsAdministrator("#/catalogue/new/groups");
        browser.type("Name", "Heights");
        browser.type("Key", "Heights & more");
        browser.press("Create");

        assertThat(browser.waitFor(".gc-summary").getText())
                .contains("Only small letters a to z", "A group needs at least one service");
        assertThat(browser.field("Key").getDomAttribute("aria-invalid")).isEqualTo("true");
        browser.picture("catalogue-invalid");

        browser.type("Key", "heights");
        browser.type("Add a service", "elev");
        browser.field("Add a service").sendKeys(Keys.ENTER);
        browser.press("Create");

        browser.until("location.hash === '#/catalogue/groups/heights'");
        assertThat(host.http().get("/rest/geocontext/groups/heights").body()).contains("\"elevation\"");
    }

    @Test
    void whatTheServerRefusesIsShownAtItsField() {
        goAsAdministrator("#/catalogue/new/groups");
        browser.type("Name", "Water again");
        browser.type("Key", "water");
        browser.type("Add a service", "elev");
        browser.field("Add a service").sendKeys(Keys.ENTER);
        browser.press("Create");

        assertThat(browser.waitFor(".gc-summary, .gc-toast").getText()).contains("water");
    }

    @Test
    void theOrderChangesByKeyboard() {
        goAsAdministrator("#/catalogue/groups/water");
        browser.waitFor(".gc-sortable-row[data-key=river] [data-action=up]").click();
        browser.press("Save");

        browser.waitFor(".gc-toast");
        assertThat(orderOfWater()).startsWith("river", "catchment");
    }

    @Test
    void theOrderChangesByDragging() throws Exception {
        goAsAdministrator("#/catalogue/groups/water");
        WebElement grip = browser.waitFor(".gc-sortable-row[data-key=catchment] .gc-grip");
        WebElement target = browser.waitFor(".gc-sortable-row[data-key=mean_flow]");
        new Actions(browser.driver())
                .moveToElement(grip)
                .clickAndHold()
                .moveToElement(target, 0, target.getSize().height / 4)
                .perform();
        browser.picture("catalogue-dragging");
        new Actions(browser.driver()).release().perform();
        browser.press("Save");

        browser.waitFor(".gc-toast");
        assertThat(orderOfWater())
                .containsExactly("river", "gauging_station", "mean_flow", "catchment", "soil_moisture");
    }

    private List<String> orderOfWater() {
        browser.go("#/catalogue/groups/water");
        browser.waitFor(".gc-sortable-row");
        return browser.all(".gc-sortable-row").stream()
                .map(row -> row.getDomAttribute("data-key"))
                .toList();
    }

    @Test
    void aSecretIsSetAndNeverComesBack() {
        goAsAdministrator("#/catalogue/services/river");
        browser.waitFor(".gc-form");
        browser.script("document.querySelectorAll('details.gc-part').forEach((part) => (part.open = true))");
        browser.type("User", "reader");
        browser.type("Password", "quite-secret");
        browser.press("Save");
        browser.waitFor(".gc-toast");

        browser.go("#/catalogue/services/river");
        browser.waitFor(".gc-form");
        assertThat(browser.field("Password").getDomAttribute("placeholder")).startsWith("is set");
        assertThat(browser.script("return document.documentElement.outerHTML"))
                .asString()
                .doesNotContain("quite-secret");
    }

    @Test
    void servicesAreAddedFromWhatAServerOffers() throws Exception {
        goAsAdministrator("#/catalogue/services/elevation");
        String url = browser.field("Address (URL)").getDomProperty("value");
        goAsAdministrator("#/catalogue/add");
        browser.type("Address of the server", url);
        browser.field("The server is in an internal network").click();
        browser.press("Ask the server");

        browser.waitFor(".gc-candidate");
        browser.picture("catalogue-add");
        WebElement first = browser.all(".gc-candidate input[type=checkbox]").get(0);
        first.click();
        browser.press("Add one service");

        browser.waitFor(".gc-toast.gc-good");
    }

    @Test
    void anImportIsShownBeforeItIsApplied(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("export.json"), """
                {"service": [{"key": "soil", "name": "Soil", "query_type": "WFS", "service_version": "2.0.0",
                  "srid": 4326, "url": "https://maps.example.org/wfs", "layer_typename": "soil", "layer_name": "type"}]}
                """);
        goAsAdministrator("#/catalogue/import");
        browser.field("File").sendKeys(file.toString());
        browser.press("Show what would change");

        assertThat(browser.waitFor(".gc-report-added").getText()).contains("Services added: 1", "soil");
        assertThat(host.http().get("/rest/geocontext/services/soil").statusCode())
                .isEqualTo(404);
        browser.picture("catalogue-import");

        browser.press("Apply");
        browser.waitFor(".gc-toast.gc-good");
        assertThat(host.http().get("/rest/geocontext/services/soil").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anEarlierVersionComesBack() throws Exception {
        goAsAdministrator("#/catalogue/groups/water");
        browser.type("Name", "Waters");
        browser.press("Save");
        browser.waitFor(".gc-toast");
        browser.go("#/catalogue/versions");
        browser.picture("catalogue-versions");
        browser.press("Go back to it");
        browser.waitFor("dialog[open]");
        browser.driver().findElement(By.cssSelector("dialog .gc-danger")).click();

        browser.waitFor(".gc-toast.gc-good");
        assertThat(host.http().get("/rest/geocontext/groups/water").body()).contains("\"Water\"");
    }
}
