package org.geocontext.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.geocontext.geo.LonLat;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Keys and answers as short as a test can say them. */
final class Answers {

    static final Duration GOOD = Duration.ofHours(1);

    private Answers() {}

    static CacheKey key(String service) {
        return new CacheKey(Fingerprint.of(Arrays.asList(service, "1.3.0")), service, "name", false, 10, true);
    }

    static CachedAnswer<String> answer(String value, Validity validity, InstantSource clock) {
        return new CachedAnswer<>(
                value, "http://localhost/wms?BBOX=" + value + "&I=50", validity, clock.instant(), GOOD);
    }

    static Validity at(double lon, double lat) {
        return within(lon, lat, 0);
    }

    static Validity within(double lon, double lat, double metres) {
        return new Validity.Within(new LonLat(lon, lat), metres);
    }

    static Validity inside(String wkt, double rimMetres) {
        return new Validity.Inside(wkt(wkt), rimMetres);
    }

    static Geometry wkt(String wkt) {
        try {
            return new WKTReader().read(wkt);
        } catch (ParseException e) {
            throw new IllegalArgumentException(wkt, e);
        }
    }
}
