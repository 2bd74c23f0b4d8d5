package org.geocontext.feature;

import java.util.ArrayList;
import java.util.List;
import org.geocontext.query.ContextValue;
import org.geocontext.query.QueryResult;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;

/** A query result as GeoTools features. */
public final class ContextValueFeatures {

    private ContextValueFeatures() {}

    /** All rows in order, in memory, as {@link ContextValueSchema} has them; ids count from {@code ContextValue.1}. */
    public static SimpleFeatureCollection of(QueryResult result) {
        SimpleFeatureType type = ContextValueSchema.featureType(result.crs());
        SimpleFeatureBuilder builder = new SimpleFeatureBuilder(type);
        List<SimpleFeature> features = new ArrayList<>(result.rows().size());
        for (ContextValue row : result.rows()) {
            for (ContextValueSchema.Attribute attribute : ContextValueSchema.ATTRIBUTES) {
                builder.add(attribute.reader().apply(row));
            }
            features.add(builder.buildFeature(ContextValueSchema.NAME + "." + (features.size() + 1)));
        }
        return new ListFeatureCollection(type, features);
    }
}
