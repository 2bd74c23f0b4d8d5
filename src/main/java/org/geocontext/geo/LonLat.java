package org.geocontext.geo;

/**
 * A position in degrees, WGS 84.
 *
 * @param lon east of Greenwich, -180..180
 * @param lat north of the equator, -90..90
 */
public record LonLat(double lon, double lat) {

    public LonLat {
        if (!(lon >= -180 && lon <= 180) || !(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException(
                    "lon, lat: " + lon + ", " + lat + " (expected: within -180..180 and -90..90)");
        }
    }
}
