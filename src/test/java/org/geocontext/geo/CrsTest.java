package org.geocontext.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;

class CrsTest {

    @ParameterizedTest
    @CsvSource({
        "EPSG:4326, EPSG:4326",
        "4326, EPSG:4326",
        "epsg:32735, EPSG:32735",
        "urn:ogc:def:crs:EPSG::4148, EPSG:4148",
        "urn:ogc:def:crs:EPSG:6.9:3857, EPSG:3857",
        "http://www.opengis.net/gml/srs/epsg.xml#4326, EPSG:4326",
        "http://www.opengis.net/def/crs/EPSG/0/4326, EPSG:4326",
        "CRS:84, EPSG:4326",
        "urn:ogc:def:crs:OGC:1.3:CRS84, EPSG:4326",
        "EPSG:102100, EPSG:3857",
        "900913, EPSG:3857"
    })
    void everyNameInUseIsFound(String name, String code) {
        assertThat(Crs.of(name).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EPSG:", "EPSG:99999", "WGS84", "EPSG:4979", "EPSG:5773", "urn:ogc:def:crs:EPSG::"})
    void whatIsNoHorizontalCrsIsRefusedByName(String name) {
        assertThat(Crs.find(name)).isEmpty();
        assertThatThrownBy(() -> Crs.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("crs: " + name)
                .hasMessageContaining("EPSG:4326");
    }

    @Test
    void axisOrderIsTheAuthoritys() {
        assertThat(Crs.of("EPSG:4326").northFirst()).isTrue();
        assertThat(Crs.of("EPSG:4148").northFirst()).isTrue();
        assertThat(Crs.of("EPSG:3857").northFirst()).isFalse();
        assertThat(Crs.of("EPSG:32735").northFirst()).isFalse();
        assertThat(Crs.of("EPSG:2393").northFirst()).isTrue();
    }

    @Test
    void coordinatesAreAlwaysEastFirst() {
        Coordinate utm = Crs.of("EPSG:32735").fromLonLat(new LonLat(27, -26.2));
        assertThat(utm.x).isCloseTo(500_000, within(0.01));
        assertThat(utm.y).isCloseTo(7_102_077, within(100.0));
    }

    @Test
    void onlyUrnAndHttpNamesPromiseTheAuthoritysOrder() {
        assertThat(Crs.isAuthorityOrder("urn:ogc:def:crs:EPSG::4326")).isTrue();
        assertThat(Crs.isAuthorityOrder("http://www.opengis.net/def/crs/EPSG/0/4326"))
                .isTrue();
        assertThat(Crs.isAuthorityOrder("EPSG:4326")).isFalse();
        assertThat(Crs.isAuthorityOrder("urn:ogc:def:crs:OGC:1.3:CRS84")).isFalse();
        assertThat(Crs.isAuthorityOrder("http://www.opengis.net/gml/srs/epsg.xml#4326"))
                .isFalse();
    }
}
