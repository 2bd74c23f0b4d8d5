package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.geocontext.query.FeaturesMode;
import org.geotools.api.data.Parameter;
import org.geotools.process.ProcessException;
import org.geotools.util.SimpleInternationalString;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

class GivenInputsTest {

    private static final Map<String, Parameter<?>> DESCRIBED = Map.of(
            "point", parameter("point", Geometry.class, 1),
            "tolerance", parameter("tolerance", Double.class, 0),
            "features", parameter("features", FeaturesMode.class, 0),
            "refresh", parameter("refresh", Boolean.class, 0));

    @Test
    void whatCanBeRead_isPassedOn() {
        assertThat(inputs(Map.of("tolerance", 10.0)).get("tolerance")).isEqualTo(10.0);
        assertThat(inputs(Map.of("point", "POINT(1 2)")).get("point")).isEqualTo("POINT(1 2)");
    }

    @Test
    void whatWasNotGiven_staysNull() {
        assertThat(inputs(Map.of()).get("tolerance")).isNull();
    }

    @Test
    void aLiteralThatBecameNull_isRefused() {
        assertRefused(Collections.singletonMap("tolerance", null), "tolerance", "cannot be read (expected: a number)");
        assertRefused(Collections.singletonMap("refresh", null), "refresh", "(expected: true or false)");
        assertRefused(Collections.singletonMap("features", null), "features", "(expected: one of [NEAREST, ALL])");
    }

    @Test
    void aMissingPoint_isRefused() {
        assertRefused(Map.of(), "point", "missing (expected: a point");
    }

    @Test
    void aTextThatIsNoGeometry_isRefused() {
        assertRefused(Map.of("point", "1,2"), "point", "cannot be read (1,2) (expected: a point");
    }

    /** As GeoServer 2.27.1's LazyInputMap fails, whichever input was asked for. */
    @Test
    void anInputThatGeoServerFailsOn_isNamed() {
        Map<String, Object> failing = new AbstractMap<>() {
            @Override
            public Object get(Object name) {
                throw new IllegalStateException(
                        "Failed to retrieve value for input point", new IllegalArgumentException("Expected word"));
            }

            @Override
            public Set<Entry<String, Object>> entrySet() {
                return Set.of();
            }
        };
        assertThatThrownBy(() -> inputs(failing).get("tolerance"))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("point: cannot be read (Expected word) (expected: a point");
    }

    private static void assertRefused(Map<String, Object> given, String name, String text) {
        assertThatThrownBy(() -> inputs(given).get(name))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith(name + ": ")
                .hasMessageContaining(text);
    }

    private static GivenInputs inputs(Map<String, Object> given) {
        return new GivenInputs(given, DESCRIBED);
    }

    private static <T> Parameter<T> parameter(String name, Class<T> type, int least) {
        SimpleInternationalString text = new SimpleInternationalString(name);
        return new Parameter<>(name, type, text, text, least == 1, least, 1, null, null);
    }
}
