package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.geocontext.catalogue.AxisOrder;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.geo.Geodesy;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpCall;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * GetFeatureInfo for one layer at one point: a square image around the point, which lies in its centre pixel.
 *
 * @param crs that the box is written in
 * @param crsName as the request names it
 * @param northFirst whether the box is written north before east
 */
record WmsRequest(ServiceDefinition service, LonLat point, Crs crs, String crsName, boolean northFirst) {

    /** Odd, so that there is a centre pixel; servers refuse or misread images of one pixel. */
    private static final int SIZE = 101;

    private static final int CENTRE = SIZE / 2;

    /** The largest is that of everything within the tolerance, pixels being counted from the middle of one. */
    private static final int[] SHOWN_RADII = {CENTRE - 1, CENTRE - 5, CENTRE - 10, CENTRE - 20, CENTRE - 30};

    private static final Pattern CRS84 = Pattern.compile("(?i).*CRS:?84");

    /**
     * How much is looked at.
     *
     * @param halfMetres half the side of the image on the ground
     * @param radius pixels around the point in which vector features are found
     * @param count most features in the reply
     */
    record Window(double halfMetres, int radius, int count) {

        private static final double LEAST_METRES = 1;

        /** Half a side of the image for rasters: the pixels of the request are 0.2 m then. */
        private static final double RASTER_METRES = 10;

        private static final int LEAST_COUNT = 100;

        /**
         * For features: the servers' pixel radius reaches as far as the tolerance. Also the first window for a layer
         * that is not known yet.
         */
        static Window vector(Lookup lookup) {
            return features(lookup, lookup.toleranceMetres());
        }

        /** For features, as far as the lookup wants to look. */
        static Window wide(Lookup lookup) {
            return features(lookup, lookup.searchMetres());
        }

        private static Window features(Lookup lookup, double metres) {
            double half = Math.max(metres, LEAST_METRES) * SIZE / (SIZE - 3);
            return new Window(half, CENTRE, lookup.limit() + LEAST_COUNT).orBoxOf(lookup);
        }

        /** Pixels around the point that hold everything within the distance that the window was made for. */
        int reach() {
            return radius - 1;
        }

        /** How many metres a number of pixels is at least. */
        double metres(int pixels) {
            return pixels * 2 * halfMetres / SIZE;
        }

        /**
         * For pixels: as small for every tolerance, so that the value does not depend on it. MapServer gives every
         * pixel within the radius, from the upper left, up to the count.
         */
        static Window raster(Lookup lookup) {
            return new Window(RASTER_METRES, 1, LEAST_COUNT).orBoxOf(lookup);
        }

        /** Whether the pixels of the request are about as small as those that rasters are asked with. */
        boolean isSmallEnoughForPixels(Lookup lookup) {
            return halfMetres <= 1.1 * raster(lookup).halfMetres();
        }

        private Window orBoxOf(Lookup lookup) {
            Double box = lookup.service().boxMetres();
            return box == null ? this : new Window(box, radius, count);
        }
    }

    /** @throws IllegalArgumentException if the CRS is unknown */
    static WmsRequest of(Lookup lookup) {
        ServiceDefinition service = lookup.service();
        Crs crs = Crs.of(service.crs());
        boolean crs84 = CRS84.matcher(service.crs()).matches();
        boolean version130 = service.version().equals("1.3.0");
        boolean northFirst = service.axisOrder() == AxisOrder.AUTO
                ? version130 && crs.northFirst() && !crs84
                : service.axisOrder() == AxisOrder.YX;
        return new WmsRequest(service, lookup.point(), crs, crs84 && version130 ? "CRS:84" : crs.code(), northFirst);
    }

    /** Where is asked, and how that is written. */
    record Place(LonLat point, String crsName, boolean northFirst) {}

    Place place() {
        return new Place(point, crsName, northFirst);
    }

    /** The same in EPSG:4326. */
    WmsRequest inDegrees() {
        return new WmsRequest(service, point, Crs.WGS84, Crs.WGS84.code(), isVersion("1.3.0"));
    }

    /** @throws IllegalArgumentException if the CRS does not reach around the point */
    HttpCall call(Window window, String infoFormat) {
        return call(List.of(service.layer()), window, window.count(), infoFormat);
    }

    /**
     * The request for several layers of the endpoint.
     *
     * @param count most features in the reply
     */
    HttpCall call(List<String> layers, Window window, int count, String infoFormat) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("SERVICE", "WMS");
        parameters.put(isVersion("1.0.0") ? "WMTVER" : "VERSION", service.version());
        parameters.put("REQUEST", isVersion("1.0.0") ? "feature_info" : "GetFeatureInfo");
        parameters.put("LAYERS", String.join(",", layers));
        parameters.put("QUERY_LAYERS", String.join(",", layers));
        parameters.put("STYLES", "");
        parameters.put("FORMAT", isVersion("1.0.0") ? "PNG" : "image/png");
        parameters.put(isVersion("1.3.0") ? "CRS" : "SRS", crsName);
        parameters.put("BBOX", bbox(window));
        parameters.put("WIDTH", String.valueOf(SIZE));
        parameters.put("HEIGHT", String.valueOf(SIZE));
        parameters.put(isVersion("1.3.0") ? "I" : "X", String.valueOf(CENTRE));
        parameters.put(isVersion("1.3.0") ? "J" : "Y", String.valueOf(CENTRE));
        parameters.put("INFO_FORMAT", infoFormat);
        parameters.put("FEATURE_COUNT", String.valueOf(count));
        if (isVersion("1.0.0")) {
            // By default errors of this version are painted into an image.
            parameters.put("EXCEPTIONS", "WMS_XML");
        }
        addSearchRadius(parameters, window.radius());
        return Calls.get(
                service, service.url(), parameters, point, Crs.of(service.crs()).fromLonLat(point));
    }

    /** Each server reads its own words and ignores those of the others. */
    private static void addSearchRadius(Map<String, String> parameters, int pixels) {
        String radius = String.valueOf(pixels);
        parameters.put("BUFFER", radius);
        parameters.put("RADIUS", radius);
        parameters.put("FI_POINT_TOLERANCE", radius);
        parameters.put("FI_LINE_TOLERANCE", radius);
        parameters.put("FI_POLYGON_TOLERANCE", radius);
        parameters.put("WITH_GEOMETRY", "true");
    }

    /**
     * How many pixels from the centre a server has looked at least, having found something: the most of some numbers
     * for which a square of as many on either side does not touch it.
     *
     * @param found lon/lat
     * @return 0 if it tells nothing
     */
    int radiusShownBy(Geometry found, Window window) {
        boolean inEverySquare = Geodesy.distanceWithin(0, point, found) == 0;
        if (inEverySquare) {
            return 0;
        }
        double pixel = 2 * half(window) / SIZE;
        Geometry projected;
        try {
            projected = crs.fromLonLat(found);
        } catch (IllegalArgumentException outsideTheCrs) {
            return 0;
        }
        for (int pixels : SHOWN_RADII) {
            Envelope square = new Envelope(crs.fromLonLat(point));
            square.expandBy(pixels * pixel);
            if (!projected.intersects(projected.getFactory().toGeometry(square))) {
                return pixels;
            }
        }
        return 0;
    }

    /** Square in units of the CRS, because servers count the radius in pixels of either side. */
    private double half(Window window) {
        Envelope box = Boxes.around(point, window.halfMetres(), crs);
        Coordinate centre = crs.fromLonLat(point);
        return Math.max(
                Math.max(box.getMaxX() - centre.x, centre.x - box.getMinX()),
                Math.max(box.getMaxY() - centre.y, centre.y - box.getMinY()));
    }

    private String bbox(Window window) {
        Coordinate centre = crs.fromLonLat(point);
        double half = half(window);
        String west = Calls.decimal(centre.x - half);
        String east = Calls.decimal(centre.x + half);
        String south = Calls.decimal(centre.y - half);
        String north = Calls.decimal(centre.y + half);
        return northFirst() ? String.join(",", south, west, north, east) : String.join(",", west, south, east, north);
    }

    private boolean isVersion(String version) {
        return service.version().equals(version);
    }
}
