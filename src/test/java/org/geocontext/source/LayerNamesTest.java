package org.geocontext.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a hit is. */
class LayerNamesTest {

    private static Optional<String> find(@Nullable String layer, @Nullable String id, String... asked) {
        return new LayerNames(List.of(asked)).find(new ParsedFeature(layer, id, Map.of(), null, null));
    }

    private static List<Optional<String>> inFixture(String fixture) throws CodecException {
        HttpReply reply =
                (HttpReply) Outcomes.ok(HttpCall.get(URI.create("http://maps.example/wms")), Fixtures.read(fixture));
        LayerNames names = new LayerNames(List.of("topp:states", "nurc:Arc_Sample"));
        return ReplyReader.read(reply, ReadOptions.DEFAULT).features().stream()
                .map(names::find)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "geoserver/wms-1.3.0-gml-states-and-precipitation.gml",
        "geoserver/wms-1.3.0-plain-states-and-precipitation.txt"
    })
    void gmlAndTextOfGeoServerNameVectorAndRasterLayers(String fixture) throws CodecException {
        assertThat(inFixture(fixture)).containsExactly(Optional.of("topp:states"), Optional.of("nurc:Arc_Sample"));
    }

    @Test
    void jsonOfGeoServerNamesVectorLayersOnly() throws CodecException {
        assertThat(inFixture("geoserver/wms-1.3.0-json-states-and-precipitation.json"))
                .containsExactly(Optional.of("topp:states"), Optional.empty());
    }

    @Test
    void theIdBeginsWithTheLayer() {
        assertThat(find(null, "roads.31", "rivers", "roads")).contains("roads");
        assertThat(find(null, "roads", "rivers", "roads")).contains("roads");
        assertThat(find(null, "roads2.31", "rivers", "roads")).isEmpty();
    }

    @Test
    void anIdThatTwoLayersCouldHaveSaysNothing() {
        assertThat(find(null, "a.b.3", "a", "a.b")).isEmpty();
        assertThat(find(null, "roads.3", "one:roads", "two:roads")).isEmpty();
    }

    @Test
    void aNameCountsWithItsWorkspaceBeforeItCountsWithout() {
        assertThat(find("two:roads", "roads.3", "one:roads", "two:roads")).contains("two:roads");
        assertThat(find("roads", null, "one:roads", "two:roads")).isEmpty();
        assertThat(find("roads", null, "one:roads", "rivers")).contains("one:roads");
    }

    @Test
    void aLayerThatWasNotAskedForIsNobodys() {
        assertThat(find("lakes", "roads.3", "roads")).isEmpty();
        assertThat(find(null, null, "roads")).isEmpty();
    }
}
