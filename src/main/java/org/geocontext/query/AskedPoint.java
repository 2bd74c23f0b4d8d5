package org.geocontext.query;

import java.util.Locale;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPoint;
import org.locationtech.jts.geom.Point;

/**
 * The checked point of a request.
 *
 * @param point in {@code crs}, x east, y north, two-dimensional
 * @param crs from the geometry itself if it says so, else the request's, else EPSG:4326
 * @param position the same in lon/lat WGS 84
 */
record AskedPoint(Point point, Crs crs, LonLat position) {

    private static final String ACCEPTED = "(expected: one point, as in POINT(31.3963 -24.4561), x east, y north)";

    /**
     * @param geometry stays as it is; a multipoint's CRS counts where its point has none
     * @throws InvalidRequestException naming {@code point} or {@code crs}
     */
    static AskedPoint of(@Nullable Geometry geometry, @Nullable String crsName) throws InvalidRequestException {
        if (geometry == null) {
            throw new InvalidRequestException("point", "point: missing " + ACCEPTED);
        }
        Point point = single(geometry);
        CoordinateReferenceSystem own = attached(point) != null ? attached(point) : attached(geometry);
        int srid = point.getSRID() != 0 ? point.getSRID() : geometry.getSRID();
        Crs crs = crs(own, srid, crsName);
        double x = point.getX();
        double y = point.getY();
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new InvalidRequestException("point", "point: " + x + " " + y + " (expected: finite coordinates)");
        }
        // A GML reader leaves coordinates under a urn srsName in the authority's order and says so in the CRS it
        // attaches.
        boolean swapped = own != null && CRS.getAxisOrder(own) == CRS.AxisOrder.NORTH_EAST;
        Point eastFirst = new GeometryFactory().createPoint(swapped ? new Coordinate(y, x) : new Coordinate(x, y));
        return new AskedPoint(eastFirst, crs, position(eastFirst, crs));
    }

    private static Point single(Geometry geometry) throws InvalidRequestException {
        if (geometry.isEmpty()) {
            throw new InvalidRequestException("point", "point: " + geometry.getGeometryType() + " EMPTY " + ACCEPTED);
        }
        Geometry single = geometry instanceof MultiPoint && geometry.getNumGeometries() == 1
                ? geometry.getGeometryN(0)
                : geometry;
        if (!(single instanceof Point point)) {
            throw new InvalidRequestException(
                    "point",
                    "point: a " + geometry.getGeometryType() + " of " + geometry.getNumPoints() + " positions "
                            + ACCEPTED);
        }
        return point;
    }

    private static @Nullable CoordinateReferenceSystem attached(Geometry geometry) {
        return geometry.getUserData() instanceof CoordinateReferenceSystem system ? system : null;
    }

    private static Crs crs(@Nullable CoordinateReferenceSystem own, int srid, @Nullable String crsName)
            throws InvalidRequestException {
        Crs named = named("crs", crsName);
        if (own != null) {
            Crs known = ofGeoTools(own);
            if (known != null) {
                return known;
            }
            throw new InvalidRequestException(
                    "point",
                    "point: its CRS " + own.getName().getCode()
                            + " is not in the EPSG database (expected: a horizontal CRS as in EPSG:4326)");
        }
        return srid > 0 ? named("point", "EPSG:" + srid) : named;
    }

    /** @param input that names the CRS */
    private static Crs named(String input, @Nullable String name) throws InvalidRequestException {
        if (name == null || name.isBlank()) {
            return Crs.WGS84;
        }
        try {
            return Crs.of(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(input, (input.equals("crs") ? "" : input + ": ") + e.getMessage());
        }
    }

    private static @Nullable Crs ofGeoTools(CoordinateReferenceSystem system) {
        if (CRS.equalsIgnoreMetadata(system, Crs.WGS84.toGeoTools())) {
            return Crs.WGS84;
        }
        try {
            Integer code = CRS.lookupEpsgCode(system, false);
            return code == null ? null : Crs.find("EPSG:" + code).orElse(null);
        } catch (FactoryException e) {
            return null;
        }
    }

    private static LonLat position(Point point, Crs crs) throws InvalidRequestException {
        String given = String.format(Locale.ROOT, "point: %s %s in %s", point.getX(), point.getY(), crs);
        Coordinate lonLat;
        try {
            lonLat = crs.toLonLat(point).getCoordinate();
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "point",
                    given + " cannot be transformed to longitude and latitude (expected: inside the CRS's area)");
        }
        if (Math.abs(lonLat.x) > 180 || Math.abs(lonLat.y) > 90) {
            throw new InvalidRequestException(
                    "point",
                    given + " is outside the world (expected: longitude -180..180, latitude -90..90, x first)");
        }
        return new LonLat(lonLat.x, lonLat.y);
    }
}
