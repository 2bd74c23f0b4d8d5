package org.geocontext.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReplyFormat;
import org.jspecify.annotations.Nullable;

/**
 * How servers write a pixel. GeoServer: {@code GRAY_INDEX} or the names of the bands, no geometry and an empty id, in
 * JSON as in GML. MapServer: {@code value_0}, {@code value_list} and the colours it is drawn in, at the pixel's centre.
 * QGIS: {@code Band 1: name}. ArcGIS: {@code Pixel Value}.
 */
final class RasterPixels {

    private static final Pattern MAPSERVER_BAND = Pattern.compile("value_(\\d{1,4})");
    private static final Pattern QGIS_BAND = Pattern.compile("Band (\\d{1,4})(?:: (.*))?");
    private static final Pattern GEOSERVER_BAND = Pattern.compile("(?i)(?:gray|palette)_index|(?:red|green|blue)_band");
    private static final Pattern ARCGIS_VALUE = Pattern.compile("(?i)(?:.*\\.)?(?:pixel ?value|stretched value)");
    private static final Set<String> MAPSERVER_COMPANIONS =
            Set.of("x", "y", "value_list", "class", "red", "green", "blue");

    /** Names that mean "the band", whichever server stands behind the service now. */
    private static final Pattern ANY_BAND =
            Pattern.compile("(?i)gray_index|value(?:_0)?|value_list|band[ _]?1?|pixel ?value");

    private static final Pattern NUMBERED_BAND = Pattern.compile("(?i)band[ _]?(\\d{1,4})|value_(\\d{1,4})");

    /**
     * @param key the property's name in the reply
     * @param number from 1
     * @param name the band's own name; null if the server does not tell
     */
    private record Band(String key, int number, @Nullable String name) {}

    private RasterPixels() {}

    static boolean isPixel(ParsedFeature feature, ReplyFormat format) {
        Set<String> names = feature.properties().keySet();
        if (names.contains("value_0") && names.contains("value_list")) {
            return true;
        }
        if (feature.geometry() != null) {
            return false;
        }
        boolean bandsWithoutId = (format == ReplyFormat.GEOJSON || format == ReplyFormat.GML)
                && feature.id() != null
                && feature.id().isEmpty();
        return bandsWithoutId
                || names.stream()
                        .anyMatch(name -> QGIS_BAND.matcher(name).matches()
                                || GEOSERVER_BAND.matcher(name).matches()
                                || ARCGIS_VALUE.matcher(name).matches());
    }

    /**
     * Finds the band that a property of the catalogue means where no name of the reply matches: by the band's own name,
     * by its number, or, for a name that only says "the band" ({@code GRAY_INDEX}, {@code value}, {@code Band 1}), the
     * only one.
     *
     * @return the name in the reply
     */
    static Optional<String> findBand(Map<String, @Nullable String> properties, String wanted) {
        List<Band> bands = bands(properties);
        int number = numberIn(wanted);
        boolean any = bands.size() == 1 && ANY_BAND.matcher(wanted).matches();
        return bands.stream()
                .filter(band -> any || band.number() == number || wanted.equalsIgnoreCase(band.name()))
                .map(Band::key)
                .findFirst();
    }

    /** The number in {@code Band 2} or {@code value_1}, from 1; 0 if the name is not of that kind. */
    private static int numberIn(String wanted) {
        Matcher numbered = NUMBERED_BAND.matcher(wanted);
        if (!numbered.matches()) {
            return 0;
        }
        return numbered.group(1) != null
                ? Integer.parseInt(numbered.group(1))
                : Integer.parseInt(numbered.group(2)) + 1;
    }

    private static List<Band> bands(Map<String, @Nullable String> properties) {
        boolean mapServer = properties.containsKey("value_list");
        List<Band> bands = new ArrayList<>();
        for (String key : properties.keySet()) {
            Matcher numbered = MAPSERVER_BAND.matcher(key);
            Matcher named = QGIS_BAND.matcher(key);
            if (mapServer && numbered.matches()) {
                bands.add(new Band(key, Integer.parseInt(numbered.group(1)) + 1, null));
            } else if (named.matches()) {
                bands.add(new Band(key, Integer.parseInt(named.group(1)), named.group(2)));
            } else if (!mapServer || !MAPSERVER_COMPANIONS.contains(key)) {
                bands.add(new Band(key, bands.size() + 1, key));
            }
        }
        return bands;
    }
}
