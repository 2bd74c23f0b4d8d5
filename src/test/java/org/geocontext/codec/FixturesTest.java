package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.geocontext.http.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Geometry;

/** Every reply that is kept is read for what its name says. */
class FixturesTest {

    static List<String> names() {
        return Bodies.fixtures();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReplyIsWhatItsNameSays(String name) {
        try {
            ParsedReply reply = Bodies.readFixture(name);
            assertThat(isFailure(name)).as(name + " was read as " + reply).isFalse();
            if (name.contains("no-hit") || name.contains("-none.")) {
                assertThat(reply.features()).isEmpty();
            }
            for (ParsedFeature feature : reply.features()) {
                checkGeometry(name, feature.geometry());
            }
        } catch (CodecException e) {
            assertThat(isFailure(name) || isHtmlWithNothing(name))
                    .as(name + ": " + e.getMessage())
                    .isTrue();
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThanOrEqualTo(300);
            assertThat(e.reason()).isIn(Reason.SERVICE_EXCEPTION, Reason.UNAUTHORIZED, Reason.MALFORMED);
        }
    }

    private static void checkGeometry(String name, Geometry geometry) {
        if (geometry != null && !name.contains("wrong-axis")) {
            assertThat(geometry.isValid()).as(name + ": " + geometry).isTrue();
        }
    }

    private static boolean isFailure(String name) {
        boolean xmlInsteadOfJson = name.contains("-json-") && name.endsWith(".xml");
        return name.contains("exception")
                || xmlInsteadOfJson
                || name.contains("error") && !name.contains("error-no-result")
                || name.contains("info.json")
                || name.contains("-info-")
                || name.contains("root.json")
                || name.contains("featureserver-query-10.9-json-three-layers")
                || name.contains("no-service");
    }

    /** Without its content type an empty page is just empty. */
    private static boolean isHtmlWithNothing(String name) {
        return name.equals("mapserver/wms-1.3.0-html-no-hit.html");
    }
}
