package org.geocontext.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about the properties of a feature type or layer. Immutable.
 *
 * @param name of the type, without its prefix; the id of an ArcGIS layer
 * @param properties those that hold values, in the order of the description
 * @param geometryField the first property that holds a geometry; null if none does
 */
public record FeatureTypeDescription(
        String name, List<Property> properties, @Nullable String geometryField) {

    /**
     * One property.
     *
     * @param type in one word: {@code text}, {@code integer}, {@code number}, {@code boolean}, {@code date} (with or
     *     without a time), or {@code other}
     */
    public record Property(String name, String type) {}

    public FeatureTypeDescription {
        properties = List.copyOf(properties);
    }
}
