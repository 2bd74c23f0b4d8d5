package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.codec.ParsedFeature;
import org.jspecify.annotations.Nullable;

/**
 * Finds out to which of the layers asked for a hit belongs. Replies name a layer as it was asked, without its
 * workspace, or in the id of a feature: {@code states.31}, {@code elevation}. What two layers could claim belongs to
 * none. Immutable.
 */
record LayerNames(List<String> layers) {

    LayerNames {
        layers = List.copyOf(layers);
    }

    /** The layers without those that replies would not tell from one before: {@code a:states} and {@code b:states}. */
    static LayerNames distinguishable(List<String> layers) {
        Map<String, String> byLocalName = new LinkedHashMap<>();
        layers.forEach(layer -> byLocalName.putIfAbsent(local(layer), layer));
        return new LayerNames(List.copyOf(byLocalName.values()));
    }

    /** The layer as it was asked for; empty if the hit does not say, or not clearly. */
    Optional<String> find(ParsedFeature hit) {
        return hit.layer() != null ? named(hit.layer()) : ofId(hit.id());
    }

    private Optional<String> named(String name) {
        Optional<String> exact = layers.stream().filter(name::equals).findFirst();
        return exact.isPresent()
                ? exact
                : only(layers.stream()
                        .filter(layer -> local(layer).equals(local(name)))
                        .toList());
    }

    private Optional<String> ofId(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return Optional.empty();
        }
        return only(layers.stream()
                .filter(layer -> isOf(id, layer) || isOf(id, local(layer)))
                .toList());
    }

    private static boolean isOf(String id, String layer) {
        return id.equals(layer) || (id.startsWith(layer) && id.startsWith(".", layer.length()));
    }

    private static Optional<String> only(List<String> claiming) {
        return claiming.size() == 1 ? Optional.of(claiming.get(0)) : Optional.empty();
    }

    /** Without the workspace. */
    private static String local(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
