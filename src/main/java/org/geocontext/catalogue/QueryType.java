package org.geocontext.catalogue;

import java.util.Optional;

/** The protocol of a service, by the names GeoContext 2 gives them in {@code query_type}. */
public enum QueryType {
    WMS("WMS"),
    WFS("WFS"),
    ARC_REST("ArcREST"),
    PLACE_NAME("PlaceName");

    private final String label;

    QueryType(String label) {
        this.label = label;
    }

    /** The word in the catalogue file, as in {@code ArcREST}. */
    public String label() {
        return label;
    }

    /** Case-insensitive. */
    public static Optional<QueryType> find(String label) {
        for (QueryType type : values()) {
            if (type.label.equalsIgnoreCase(label.trim())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
