package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.geotools.data.ows.URLChecker;
import org.geotools.data.ows.URLCheckers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UrlChecksTest {

    private final URLChecker mapsOnly = new URLChecker() {
        @Override
        public String getName() {
            return "maps only";
        }

        @Override
        public boolean isEnabled() {
            return true;
        }

        @Override
        public boolean confirm(String location) {
            return location.startsWith("https://maps.example.org/");
        }
    };

    @AfterEach
    void deregister() {
        URLCheckers.deregister(mapsOnly);
    }

    @Test
    void withoutChecks_everyUrlMayBeFetched() {
        assertThat(UrlChecks.refusal(URI.create("http://elsewhere.example.org/wms")))
                .isNull();
    }

    @Test
    void withChecks_aUrlNeedsOneThatAllowsIt() {
        URLCheckers.register(mapsOnly);
        assertThat(UrlChecks.refusal(URI.create("https://maps.example.org/wms?SERVICE=WMS")))
                .isNull();
        assertThat(UrlChecks.refusal(URI.create("http://elsewhere.example.org/wms")))
                .contains("URL check");
    }
}
