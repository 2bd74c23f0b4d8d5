package org.geocontext.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.geocontext.http.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredReplyReaderTest {

    private static Map<String, ParsedReply> read(int status, byte[] body) throws CodecException {
        return LayeredReplyReader.read(Bodies.reply(status, "application/json", body), ReadOptions.DEFAULT);
    }

    private static Map<String, ParsedReply> read(String body) throws CodecException {
        return read(200, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, ParsedReply> readFixture() throws CodecException {
        return read(200, Bodies.fixture("arcgis/featureserver-query-10.9-json-three-layers.json"));
    }

    @Test
    void eachLayerHasItsOwnReply() throws CodecException {
        Map<String, ParsedReply> layers = readFixture();

        assertThat(layers).containsOnlyKeys("0", "1", "2");
        assertThat(layers.get("0").features()).hasSize(1);
        assertThat(layers.get("1").features()).hasSize(2);
        assertThat(layers.get("2").features()).isEmpty();
        assertThat(layers.get("1").truncated()).isTrue();
        assertThat(layers.get("0").truncated()).isFalse();
    }

    @Test
    void dateFieldsIdFieldAndCrsAreThoseOfTheLayer() throws CodecException {
        Map<String, ParsedReply> layers = readFixture();

        assertThat(layers.get("0").features().get(0).properties()).containsEntry("proclaimed", "1994-04-27T00:00:00Z");
        assertThat(layers.get("0").features().get(0).srs()).isEqualTo("EPSG:4326");
        assertThat(layers.get("1").features()).extracting(ParsedFeature::id).containsExactly("11", "12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"layers\":[]}",
                "{\"layers\":{}}",
                "{\"layers\":[{\"id\":0,\"name\":\"Districts\"}]}",
                "{\"layers\":[{\"features\":[]}]}",
                "{\"layers\":[{\"id\":0,\"features\":[]},{\"id\":0,\"features\":[]}]}",
                "{\"layers\":[{\"id\":0,\"features\":[]},7]}",
                "{\"layers\":[{\"id\":0,\"features\":[]}]} more",
                "{\"layers\":[{\"id\":0,\"features\":[]}",
                "{\"features\":[]}",
                "[]",
                ""
            })
    void aReplyThatIsNotClearlyAboutLayersIsMalformed(String body) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read(body))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }

    @ParameterizedTest
    @CsvSource({
        "arcgis/error-10.9-json-400.json, 200, SERVICE_EXCEPTION",
        "arcgis/error-10.9-json-499.json, 200, UNAUTHORIZED",
        "koop/query-2.0-json-root.json, 200, MALFORMED",
        "koop/service-2.0-json-info.json, 200, MALFORMED",
        "arcgis/featureserver-query-10.9-json-three-layers.json, 500, HTTP_STATUS"
    })
    void aRefusalIsWhatItIsForOneLayer(String fixture, int status, Reason reason) {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read(status, Bodies.fixture(fixture)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void anErrorBesideLayersIsAnError() {
        String body = "{\"layers\":[{\"id\":0,\"features\":[]}],\"error\":{\"code\":500,\"message\":\"broken\"}}";

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> read(body))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SERVICE_EXCEPTION));
    }
}
