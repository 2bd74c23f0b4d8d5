package org.geocontext.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.geocontext.codec.LayerCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerNamesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "roads,    roads,               roads",
                "ws:roads, ws:roads,            ws:roads",
                "roads,    ws:roads,            ws:roads",
                "ws:roads, roads,               roads",
                "ws:roads, other:roads,         none",
                "roads,    a:roads b:roads,     none",
                "a:roads,  a:roads b:roads,     a:roads",
                "roads,    roads a:roads,       roads",
                "roads,    Roads,               none",
                "roads,    rivers,              none"
            })
    void aLayerIsFoundWithAndWithoutItsPrefix(String name, String declared, String found) {
        List<LayerCapabilities> layers = Arrays.stream(declared.split(" "))
                .map(declaredName -> new LayerCapabilities(declaredName, "", null, List.of(), List.of(), true))
                .toList();
        assertThat(LayerNames.find(name, layers).map(LayerCapabilities::name).orElse(null))
                .isEqualTo(found);
    }

    @Test
    void whatMayBeWantedIsKept() {
        Predicate<String> wanted = LayerNames.anyOf(List.of("ws:roads", "rivers"));
        assertThat(List.of("roads", "ws:roads", "other:roads", "x:rivers", "dams"))
                .filteredOn(wanted)
                .containsExactly("roads", "ws:roads", "other:roads", "x:rivers");
    }
}
