package org.geocontext.feature;

import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.geocontext.geo.Crs;
import org.geocontext.query.ContextValue;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * The one schema of every answer, {@code geocontext:ContextValue}: names, Java types and where each attribute comes
 * from. Only types that GeoServer's writers keep: String, Double, Integer, Boolean, Date and Geometry.
 */
public final class ContextValueSchema {

    /** The namespace URI and, as GeoServer has it, the workspace prefix of the type. */
    public static final String NAMESPACE = "http://geocontext.org/context-value";

    /** Local name of the type. */
    public static final String NAME = "ContextValue";

    /** The geometry attribute. */
    public static final String GEOMETRY = "geom";

    /**
     * One attribute.
     *
     * @param type Java type of the value, which is null where the row has none
     * @param reader takes the value from a row
     */
    public record Attribute(String name, Class<?> type, Function<ContextValue, @Nullable Object> reader) {}

    /** All attributes in order, the geometry first. */
    public static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(GEOMETRY, Geometry.class, ContextValue::geometry),
            new Attribute("collection", String.class, ContextValue::collection),
            new Attribute("group", String.class, ContextValue::group),
            new Attribute("service", String.class, row -> row.service().key()),
            new Attribute("name", String.class, row -> row.service().name()),
            new Attribute("property", String.class, row -> row.service().property()),
            new Attribute("value", String.class, ContextValue::value),
            new Attribute("number", Double.class, ContextValue::number),
            new Attribute("unit", String.class, row -> row.service().unit()),
            new Attribute(
                    "source_type", String.class, row -> row.service().type().label()),
            new Attribute("source", String.class, ContextValue::source),
            new Attribute("provenance", String.class, row -> row.service().provenance()),
            new Attribute("licence", String.class, row -> row.service().licence()),
            new Attribute("status", String.class, row -> row.status().code()),
            new Attribute(
                    "reason",
                    String.class,
                    row -> row.reason() == null ? null : row.reason().code()),
            new Attribute("message", String.class, ContextValue::message),
            new Attribute("distance_m", Double.class, ContextValue::distanceMetres),
            new Attribute("cached", Boolean.class, ContextValue::cached),
            new Attribute("age_s", Integer.class, ContextValue::ageSeconds),
            new Attribute("elapsed_ms", Integer.class, ContextValue::elapsedMillis),
            new Attribute(
                    "fetched_at", Date.class, row -> row.fetchedAt() == null ? null : Date.from(row.fetchedAt())));

    private ContextValueSchema() {}

    /** The GeoTools type, its geometry in this CRS, x east, y north. */
    public static SimpleFeatureType featureType(Crs crs) {
        SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
        builder.setNamespaceURI(NAMESPACE);
        builder.setName(NAME);
        builder.setCRS(crs.toGeoTools());
        for (Attribute attribute : ATTRIBUTES) {
            builder.add(attribute.name(), attribute.type());
        }
        builder.setDefaultGeometry(GEOMETRY);
        return builder.buildFeatureType();
    }
}
