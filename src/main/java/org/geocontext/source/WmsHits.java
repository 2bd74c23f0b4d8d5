package org.geocontext.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.geo.Geodesy;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The hits of a GetFeatureInfo reply.
 *
 * @param features hits of vector layers
 * @param pixels hits of raster layers
 */
record WmsHits(List<ParsedFeature> features, List<ParsedFeature> pixels) {

    /** Sorts the hits of a reply; the empty one that QGIS Server sends for a position outside a raster is none. */
    static WmsHits of(ParsedReply reply) {
        List<ParsedFeature> features = new ArrayList<>();
        List<ParsedFeature> pixels = new ArrayList<>();
        for (ParsedFeature feature : reply.features()) {
            if (RasterPixels.isPixel(feature, reply.format())) {
                pixels.add(feature);
            } else if (!feature.properties().isEmpty() || feature.geometry() != null) {
                features.add(feature);
            }
        }
        return new WmsHits(features, pixels);
    }

    boolean isEmpty() {
        return features.isEmpty() && pixels.isEmpty();
    }

    /** Every name that a vector hit has, in the order sent. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        features.forEach(feature -> names.addAll(feature.properties().keySet()));
        return names;
    }

    /** These hits, where those that lack the property have it as NULL. */
    WmsHits withNull(String property) {
        return new WmsHits(features.stream().map(hit -> withNull(hit, property)).toList(), pixels);
    }

    private static ParsedFeature withNull(ParsedFeature hit, String property) {
        if (PropertyMatch.find(hit.properties().keySet(), property).isPresent()) {
            return hit;
        }
        Map<String, @Nullable String> more = new LinkedHashMap<>(hit.properties());
        more.put(property, null);
        return new ParsedFeature(hit.layer(), hit.id(), more, hit.geometry(), hit.srs());
    }

    /** Whether it is known of every pixel where it is. */
    boolean pixelsHavePositions() {
        return pixels.stream().allMatch(pixel -> position(pixel) != null);
    }

    /**
     * The vector hits and the pixel nearest to the point, or the first where positions are unknown.
     *
     * @param alias what JSON calls the property, as {@link WmsLayerFacts#alias}
     */
    List<Candidate> candidates(Georeference georeference, String property, Optional<String> alias) {
        List<Candidate> candidates = new ArrayList<>();
        for (ParsedFeature feature : features) {
            Map<String, @Nullable String> properties = underItsName(feature.properties(), property, alias);
            candidates.add(new Candidate(feature.id(), properties, georeference.toLonLat(feature), false, false));
        }
        nearestPixel(georeference).ifPresent(pixel -> {
            Optional<String> band = RasterPixels.findBand(pixel.properties(), property);
            Map<String, @Nullable String> properties = underItsName(pixel.properties(), property, band);
            candidates.add(new Candidate(pixel.id(), properties, lonLat(pixel, georeference), false, true));
        });
        return candidates;
    }

    /** The properties, with the one that is wanted added under the name it is wanted by. */
    private static Map<String, @Nullable String> underItsName(
            Map<String, @Nullable String> properties, String wanted, Optional<String> sent) {
        if (sent.isEmpty()
                || sent.get().isEmpty()
                || PropertyMatch.find(properties.keySet(), wanted).isPresent()) {
            return properties;
        }
        Map<String, @Nullable String> more = new LinkedHashMap<>(properties);
        more.put(wanted, properties.get(sent.get()));
        return more;
    }

    private Optional<ParsedFeature> nearestPixel(Georeference georeference) {
        return pixels.stream().min(Comparator.comparingDouble(pixel -> {
            Geometry lonLat = lonLat(pixel, georeference);
            return lonLat == null ? Double.MAX_VALUE : Geodesy.distanceMetres(georeference.point(), lonLat);
        }));
    }

    private static @Nullable Geometry lonLat(ParsedFeature pixel, Georeference georeference) {
        Geometry position = position(pixel);
        return position == null ? null : georeference.toLonLat(position, pixel.srs());
    }

    /** MapServer's formats without geometry have the centre in x and y. */
    private static @Nullable Geometry position(ParsedFeature pixel) {
        if (pixel.geometry() != null) {
            return pixel.geometry();
        }
        String x = pixel.properties().get("x");
        String y = pixel.properties().get("y");
        try {
            return x == null || y == null
                    ? null
                    : new GeometryFactory().createPoint(new Coordinate(Double.parseDouble(x), Double.parseDouble(y)));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
