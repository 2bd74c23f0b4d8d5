package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReplyReader;
import org.jspecify.annotations.Nullable;

/** What replies of ArcGIS servers hold: features, and pixels, which are known by the names of their attributes. */
final class ArcGisHits {

    private static final Pattern PIXEL_VALUE = Pattern.compile("(?i)(?:.*\\.)?pixel ?value");
    private static final Pattern PIXEL = Pattern.compile("(?i)(?:.*\\.)?(?:pixel ?value|stretched value|class value)");

    private ArcGisHits() {}

    /** Features of layers, and pixels of raster layers. */
    static List<Candidate> ofLayer(Replies.Understood understood, Georeference georeference) {
        return understood.reply().features().stream()
                .map(feature -> isPixel(feature)
                        ? new Candidate(feature.id(), withValue(feature.properties()), null, false, true)
                        : new Candidate(
                                feature.id(), feature.properties(), georeference.toLonLat(feature), false, false))
                .toList();
    }

    /** Pixels of an image service. */
    static List<Candidate> ofImage(Replies.Understood understood) {
        return understood.reply().features().stream()
                .map(feature -> new Candidate(null, feature.properties(), null, false, true))
                .toList();
    }

    private static boolean isPixel(ParsedFeature feature) {
        return feature.properties().keySet().stream()
                .anyMatch(name -> PIXEL.matcher(name).matches());
    }

    /** Where identify has no {@code value} of its own for a pixel, the attribute that holds it stands in. */
    private static Map<String, @Nullable String> withValue(Map<String, @Nullable String> properties) {
        if (properties.get(ReplyReader.IDENTIFY_VALUE) != null) {
            return properties;
        }
        Map<String, @Nullable String> completed = new LinkedHashMap<>(properties);
        properties.forEach((name, value) -> {
            if (PIXEL_VALUE.matcher(name).matches()) {
                completed.put(ReplyReader.IDENTIFY_VALUE, value);
            }
        });
        return completed;
    }
}
