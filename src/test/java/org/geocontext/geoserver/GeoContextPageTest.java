package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.wicket.csp.CSPDirective;
import org.apache.wicket.csp.CSPDirectiveSrcValue;
import org.apache.wicket.mock.MockApplication;
import org.apache.wicket.protocol.http.WebApplication;
import org.apache.wicket.util.tester.WicketTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page under a policy like GeoServer's, within the markup of {@code GeoServerBasePage.html} of the tests. */
class GeoContextPageTest {

    private final WicketTester tester = new WicketTester(policed());

    private static WebApplication policed() {
        return new MockApplication() {
            @Override
            protected void init() {
                super.init();
                getCspSettings()
                        .blocking()
                        .clear()
                        .add(CSPDirective.SCRIPT_SRC, CSPDirectiveSrcValue.STRICT_DYNAMIC, CSPDirectiveSrcValue.NONCE)
                        .add(CSPDirective.STYLE_SRC, CSPDirectiveSrcValue.NONCE);
            }
        };
    }

    @BeforeEach
    void render() {
        tester.getSession().setLocale(Locale.GERMANY);
        tester.startPage(GeoContextPage.class);
    }

    @AfterEach
    void end() {
        tester.destroy();
    }

    @Test
    void theScript_isAModuleWithTheNonceOfThePolicy() {
        assertThat(tester.getLastResponseAsString())
                .containsPattern("<script type=\"module\" src=\"[^\"]*rest/geocontext/ui/app.js\" nonce=\"[^\"]+\">");
    }

    @Test
    void theStyleSheet_hasTheNonceToo() {
        assertThat(tester.getLastResponseAsString())
                .containsPattern("<link rel=\"stylesheet\"[^>]* href=\"[^\"]*rest/geocontext/ui/style.css\""
                        + " nonce=\"[^\"]+\"");
    }

    @Test
    void theApplicationsElement_saysWhereItRuns() {
        assertThat(tester.getLastResponseAsString())
                .containsPattern("<div [^>]*data-geocontext=\"geoserver\"")
                .containsPattern("data-api=\"[./]*rest/geocontext\"")
                .contains("data-lang=\"de\"");
    }
}
